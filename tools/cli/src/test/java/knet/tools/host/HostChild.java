package knet.tools.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDirectory;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.tools.cli.run.FirmwareOracle;

/** A host in a process of its own, there to be killed. */
final class HostChild {
    private HostChild() {}

    /** Arguments: directory of devices, device, mode, whether it is lossless. */
    public static void main(final String[] args) {
        final HostConfig config =
                HostConfig.builder()
                        .device(DeviceDirectory.at(Path.of(args[0])), args[1], null)
                        .mode(args[2])
                        .lossless(Boolean.parseBoolean(args[3]))
                        .oracles(FirmwareOracle::create)
                        .stays(true)
                        .build();
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
            host.run();
        }
    }

    static Process start(
            final Path devices,
            final String device,
            final String mode,
            final boolean lossless,
            final File log)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(HostChild.class.getName());
        command.addAll(List.of(devices.toString(), device, mode, Boolean.toString(lossless)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
