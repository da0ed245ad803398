package knet.tools.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.nic.process.NicConfig;
import knet.nic.process.NicLauncher;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.result.DeviceResult;
import knet.tools.cli.run.FirmwareOracle;

/** A host in this process, and a NIC in a child, as {@code knet replay} has them. */
final class TwoProcesses {
    static final String DEVICE = "d0";
    private static final long PATIENCE_S = 60;

    private final Path deviceRoot;
    private final HostConfig.Builder host;
    private final NicConfig.Builder nic;

    TwoProcesses(final Path deviceRoot, final DeviceConfig sizes, final Path capture) {
        this.deviceRoot = deviceRoot;
        this.host =
                HostConfig.builder()
                        .device(DeviceDirectory.at(deviceRoot), DEVICE, sizes)
                        .oracles(FirmwareOracle::create);
        this.nic = NicConfig.builder(DEVICE, "pcap:" + capture).deviceRoot(deviceRoot);
    }

    HostConfig.Builder host() {
        return host;
    }

    NicConfig.Builder nic() {
        return nic;
    }

    /** Runs to the end of the wire. */
    DeviceResult run() throws Exception {
        return run(HostListener.NONE);
    }

    DeviceResult run(final HostListener listener) throws Exception {
        try (NicLauncher launcher =
                new NicLauncher(nic.build(), 0, new NicLauncher.Listener() {})) {
            final DeviceResult result;
            try (HostRuntime runtime = HostRuntime.open(host.build(), listener)) {
                final var run = runtime.start();
                launcher.start();
                result = run.get(PATIENCE_S, TimeUnit.SECONDS).device();
            }
            if (!launcher.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new IOException("the NIC does not end after its host");
            }
            return result;
        } finally {
            DeviceDirectory.at(deviceRoot).removeStale();
        }
    }
}
