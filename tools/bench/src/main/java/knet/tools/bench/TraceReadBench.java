package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.Pcaps;
import org.pcap4j.core.RawPacketListener;

/**
 * {@code trace-read}: walking a capture of 64-byte frames, against libpcap's offline read through
 * pcap4j.
 */
final class TraceReadBench implements Bench {
    private static final int FRAMES = 1_000_000;

    /** libpcap through JNA is some fifty times slower: fewer frames, so that a run stays short. */
    private static final int REFERENCE_FRAMES = 200_000;

    @Override
    public List<String> names() {
        return List.of("trace-read");
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final Path folder = BenchFolder.create();
        try {
            final Path capture = folder.resolve("small.pcap");
            final Path shorter = folder.resolve("shorter.pcap");
            SmallPacketCapture.write(capture, FRAMES, 1000, false);
            SmallPacketCapture.write(shorter, REFERENCE_FRAMES, 1000, false);
            final int rounds = (int) settings.scaled(10);
            walk(capture, rounds);
            final boolean libpcap = libpcapIsHere(shorter);
            final double[] ours = new double[settings.runs()];
            final double[] theirs = new double[settings.runs()];
            for (int i = 0; i < ours.length; i++) {
                ours[i] = walk(capture, rounds);
                theirs[i] = libpcap ? loop(shorter) : 0;
            }
            final String note = "64-byte frames, file in memory, every header read";
            return List.of(
                    libpcap
                            ? new Measurement(
                                    "trace-read", "Mpps", ours, "pcap4j-loop", theirs, note)
                            : Measurement.of(
                                    "trace-read", "Mpps", ours, note + "; no libpcap to compare"));
        } finally {
            BenchFolder.delete(folder);
        }
    }

    private static double walk(final Path capture, final int rounds) throws IOException {
        final Frame frame = new Frame();
        long frames = 0;
        long bytes = 0;
        final long startNs = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            try (FrameSource source = Captures.open(capture)) {
                while (source.next(frame)) {
                    frames++;
                    bytes += frame.length() + frame.timestampNs();
                }
            }
        }
        final long elapsedNs = System.nanoTime() - startNs;
        Blackhole.consume(bytes);
        if (frames != (long) FRAMES * rounds) {
            throw new IOException("read " + frames + " frames of " + (long) FRAMES * rounds);
        }
        return frames * 1e3 / elapsedNs;
    }

    private static boolean libpcapIsHere(final Path capture) {
        try {
            loop(capture);
            return true;
        } catch (final Exception | LinkageError e) {
            return false;
        }
    }

    private static double loop(final Path capture) throws Exception {
        final long[] sums = new long[2];
        final RawPacketListener count =
                packet -> {
                    sums[0]++;
                    sums[1] += packet.length;
                };
        final long startNs = System.nanoTime();
        try (PcapHandle handle =
                Pcaps.openOffline(capture.toString(), PcapHandle.TimestampPrecision.NANO)) {
            handle.loop(-1, count);
        }
        final long elapsedNs = System.nanoTime() - startNs;
        Blackhole.consume(sums[1]);
        if (sums[0] == 0 || !Files.exists(capture)) {
            throw new IOException("libpcap read nothing");
        }
        return sums[0] * 1e3 / elapsedNs;
    }
}
