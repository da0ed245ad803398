package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.result.DeviceResult;

/**
 * {@code wakeup}: a frame finds its queue's network thread asleep. Median time from the frame's
 * arrival at the NIC, by way of classifier, ring and notification, to its being processed, against
 * a bare wake between the same two processes.
 */
final class WakeupBench implements Bench {
    private static final String RATE = "1kpps";
    private static final int WARM_UP_FRAMES = 2_000_000;

    @Override
    public List<String> names() {
        return List.of("wakeup");
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final int count = (int) Math.max(50, settings.scaled(1000));
        final double[] ours = new double[settings.runs()];
        final double[] bare = new double[settings.runs()];
        final Path folder = BenchFolder.create();
        try (PeerProcess peer = new PeerProcess()) {
            // Both processes' code is compiled first: what is measured is not the interpreter.
            product(folder, peer, (int) settings.scaled(WARM_UP_FRAMES), "max");
            for (int run = -1; run < settings.runs(); run++) {
                final double product = product(folder, peer, count, RATE);
                final double reference = bare(folder, peer, count);
                if (run >= 0) {
                    ours[run] = product / 1e3;
                    bare[run] = reference / 1e3;
                }
            }
        } finally {
            BenchFolder.delete(folder);
        }
        return List.of(
                new Measurement(
                        "wakeup",
                        "us",
                        ours,
                        "bare-wake",
                        bare,
                        "arrival at the NIC to processed, network thread asleep before, " + RATE));
    }

    private static double product(
            final Path folder, final PeerProcess peer, final int count, final String rate)
            throws IOException {
        final DeviceDirectory devices = DeviceDirectory.at(folder);
        devices.create(DeviceRing.DEVICE, DeviceConfig.ofQueues(1));
        final HostConfig config =
                HostConfig.builder().device(devices, DeviceRing.DEVICE, null).mode("knet").build();
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
            final var answer =
                    PeerAnswer.of(
                            peer,
                            "path\t" + folder + "\tudp\t" + count + "\tflow-hash\t" + rate,
                            host);
            final DeviceResult result = host.run().device();
            answer.join();
            return result.latency().getValueAtPercentile(50);
        } finally {
            devices.remove(DeviceRing.DEVICE);
        }
    }

    private static double bare(final Path folder, final PeerProcess peer, final int count)
            throws IOException {
        final DeviceDirectory devices = DeviceDirectory.at(folder);
        devices.create(DeviceRing.DEVICE, DeviceConfig.ofQueues(1));
        try (DeviceMemory device = devices.open(DeviceRing.DEVICE)) {
            peer.send("wake\t" + folder + "\t" + count);
            final double medianNs = BareWake.await(device, count);
            peer.answer();
            return medianNs;
        } finally {
            devices.remove(DeviceRing.DEVICE);
        }
    }
}
