package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.HostDevice;
import knet.driver.HostSettings;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;

/**
 * {@code ring-64B} and {@code ring-1500B}: one receive ring between two processes, every byte
 * copied in and read, against Agrona's OneToOneRingBuffer carrying the same bytes between the same
 * two processes, and against one core that merely copies them.
 */
final class RingBench implements Bench {
    @Override
    public List<String> names() {
        return List.of(
                "ring-64B", "ring-64B-against-copy", "ring-1500B", "ring-1500B-against-copy");
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final List<Measurement> all = new ArrayList<>();
        final Path folder = BenchFolder.create();
        try (PeerProcess peer = new PeerProcess()) {
            measure(settings, folder, peer, 64, settings.scaled(20_000_000), all);
            measure(settings, folder, peer, 1500, settings.scaled(3_000_000), all);
        } finally {
            BenchFolder.delete(folder);
        }
        return all;
    }

    private static void measure(
            final BenchSettings settings,
            final Path folder,
            final PeerProcess peer,
            final int length,
            final long count,
            final List<Measurement> all)
            throws IOException {
        final long expected = new FrameBlock(length).expectedSum(count);
        final double[] ours = new double[settings.runs()];
        final double[] agrona = new double[settings.runs()];
        final double[] copy = new double[settings.runs()];
        // The first round of each warms both processes up and is thrown away.
        final LineLatency lines = new LineLatency();
        for (int run = -1; run < settings.runs(); run++) {
            lines.sample();
            final double ring = device(folder, peer, length, count, expected);
            final double reference = agrona(folder, peer, length, count, expected);
            final double plain = PlainCopy.run(length, count);
            if (run >= 0) {
                ours[run] = ring;
                agrona[run] = reference;
                copy[run] = plain;
            }
        }
        final String name = "ring-" + length + "B";
        final String note =
                "1024 descriptors, 2048-byte buffers, every byte written and read" + lines.note();
        all.add(new Measurement(name, "Mpps", ours, "agrona-one-to-one-" + name, agrona, note));
        all.add(
                new Measurement(
                        name + "-against-copy",
                        "Mpps",
                        ours,
                        "plain-copy-" + length + "B",
                        copy,
                        "one core copies the same bytes and hands nothing over"));
    }

    private static double device(
            final Path folder,
            final PeerProcess peer,
            final int length,
            final long count,
            final long expected)
            throws IOException {
        final DeviceDirectory devices = DeviceDirectory.at(folder);
        devices.create(DeviceRing.DEVICE, DeviceConfig.ofQueues(1));
        final HostSettings settings =
                HostSettings.of(DeviceDescriptor.INTERRUPT_MODE_OFF, DeviceDescriptor.ON_FULL_WAIT);
        try (HostDevice device =
                HostDevice.open(devices.open(DeviceRing.DEVICE), settings, System.nanoTime())) {
            peer.send("ring\t" + folder + "\t" + length + "\t" + count);
            final double rate = DeviceRing.consume(device, count, expected);
            peer.answer();
            return rate;
        } finally {
            devices.remove(DeviceRing.DEVICE);
        }
    }

    private static double agrona(
            final Path folder,
            final PeerProcess peer,
            final int length,
            final long count,
            final long expected)
            throws IOException {
        final Path file = folder.resolve("agrona");
        final var ring = AgronaRing.map(file);
        peer.send("agrona\t" + file + "\t" + length + "\t" + count);
        final double rate = AgronaRing.consume(ring, length, count, expected);
        peer.answer();
        java.nio.file.Files.delete(file);
        return rate;
    }
}
