package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.result.DeviceResult;

/**
 * The whole path: capture in memory, flow-hash, checksum verdict, ring, the other process, IP, UDP
 * or TCP, application. One queue, one network thread, busy polling: two cores, as the product uses
 * them. The reference is one core that copies the same number of bytes.
 */
final class PathBench implements Bench {
    private static final String FIRMWARE = "flow-hash";
    private static final long SMALL_FRAMES = 20_000_000;
    private static final long SAMPLE_BYTES = 800_000_000L;

    @Override
    public List<String> names() {
        return List.of("path-64B", "path-64B-tcp", "path-sample");
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final List<Measurement> all = new ArrayList<>();
        final Path folder = BenchFolder.create();
        try (PeerProcess peer = new PeerProcess()) {
            final long frames = settings.scaled(SMALL_FRAMES);
            all.add(small("path-64B", "udp", settings, folder, peer, frames));
            all.add(small("path-64B-tcp", "tcp", settings, folder, peer, frames));
            all.add(sample(settings, folder, peer));
        } finally {
            BenchFolder.delete(folder);
        }
        return all;
    }

    private static Measurement small(
            final String name,
            final String traffic,
            final BenchSettings settings,
            final Path folder,
            final PeerProcess peer,
            final long frames)
            throws IOException {
        final double[] ours = new double[settings.runs()];
        final double[] copies = new double[settings.runs()];
        final LineLatency lines = new LineLatency();
        for (int run = -1; run < settings.runs(); run++) {
            lines.sample();
            final double rate = path(folder, peer, traffic, frames);
            final double copy = PlainCopy.run(SmallPacketCapture.FRAME_BYTES, frames);
            if (run >= 0) {
                ours[run] = rate;
                copies[run] = copy;
            }
        }
        return new Measurement(
                name,
                "Mpps",
                ours,
                "plain-copy-64B",
                copies,
                traffic.toUpperCase(Locale.ROOT)
                        + ", "
                        + SteadyTraffic.FLOWS
                        + " flows, "
                        + FIRMWARE
                        + ", checksums verified by the NIC, one queue"
                        + lines.note());
    }

    private static Measurement sample(
            final BenchSettings settings, final Path folder, final PeerProcess peer)
            throws IOException {
        final FramesInMemory frames = FramesInMemory.load(settings.sample());
        final int loops = (int) Math.max(1, settings.scaled(SAMPLE_BYTES) / frames.bytes());
        final long total = (long) loops * frames.count();
        final double[] ours = new double[settings.runs()];
        final double[] copies = new double[settings.runs()];
        final LineLatency lines = new LineLatency();
        for (int run = -1; run < settings.runs(); run++) {
            lines.sample();
            final double rate =
                    path(folder, peer, settings.sample().toAbsolutePath().toString(), total);
            final double copy = frames.copy(loops);
            if (run >= 0) {
                ours[run] = rate;
                copies[run] = copy;
            }
        }
        final double gigabits =
                Measurement.medianOf(ours) * frames.bytes() / frames.count() * 8 / 1e3;
        return new Measurement(
                "path-sample",
                "Mpps",
                ours,
                "plain-copy-sample",
                copies,
                String.format(
                        Locale.ROOT,
                        "%s, %d times as distinct flows; mean frame %d bytes, %.1f Gbit/s%s",
                        settings.sample().getFileName(),
                        loops,
                        frames.bytes() / frames.count(),
                        gigabits,
                        lines.note()));
    }

    /**
     * One run; millions of frames a second from the first frame's arrival to the last one's
     * completion.
     */
    private static double path(
            final Path folder, final PeerProcess peer, final String traffic, final long frames)
            throws IOException {
        final DeviceDirectory devices = DeviceDirectory.at(folder);
        devices.create(DeviceRing.DEVICE, DeviceConfig.ofQueues(1));
        final HostConfig config =
                HostConfig.builder()
                        .device(devices, DeviceRing.DEVICE, null)
                        .mode("busy-poll")
                        .build();
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
            final var answer =
                    PeerAnswer.of(
                            peer,
                            String.join(
                                    "\t",
                                    "path",
                                    folder.toString(),
                                    traffic,
                                    Long.toString(frames),
                                    FIRMWARE,
                                    "max"),
                            host);
            final DeviceResult result = host.run().device();
            answer.join();
            if (result.frames().delivered() < frames / 2 || result.frames().unaccounted() != 0) {
                throw new IOException("the path lost frames: " + result.frames());
            }
            return result.frames().delivered() * 1e3 / result.elapsedNs();
        } finally {
            devices.remove(DeviceRing.DEVICE);
        }
    }
}
