package knet.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareInfo;

/**
 * {@code classify-NAME} for every classifier on the class path: full header parse and decision on
 * the frames of the sample, in memory, against a walk that reads the first 48 bytes of each.
 */
final class ClassifyBench implements Bench {
    private static final int QUEUES = 4;
    private static final long PACKETS = 20_000_000;

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    @Override
    public List<String> names() {
        return catalog.list().stream().map(info -> "classify-" + info.name()).toList();
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final FramesInMemory frames = FramesInMemory.load(settings.sample());
        final int rounds = (int) Math.max(1, settings.scaled(PACKETS) / frames.count());
        final List<Measurement> all = new ArrayList<>();
        for (final FirmwareInfo info : catalog.list()) {
            final ClassifierLoop loop =
                    ClassifierLoop.of(catalog.create(info.name(), QUEUES), QUEUES);
            loop.run(frames, rounds);
            walk(frames, rounds);
            final double[] ours = new double[settings.runs()];
            final double[] theirs = new double[settings.runs()];
            for (int i = 0; i < ours.length; i++) {
                ours[i] = 1e3 / loop.run(frames, rounds);
                theirs[i] = walk(frames, rounds);
            }
            final double ns = 1e3 / Measurement.medianOf(ours);
            all.add(
                    new Measurement(
                            "classify-" + info.name(),
                            "Mpps",
                            ours,
                            "read-48-bytes",
                            theirs,
                            String.format(Locale.ROOT, "%.1f ns a packet", ns)));
        }
        return all;
    }

    private static double walk(final FramesInMemory frames, final int rounds) {
        long sum = 0;
        final long startNs = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < frames.count(); i++) {
                final int length = Math.min(48, frames.length(i) & ~7);
                sum += FrameBlock.sum(frames.buffer(), frames.offset(i), length);
            }
        }
        final long elapsedNs = System.nanoTime() - startNs;
        Blackhole.consume(sum);
        return (double) rounds * frames.count() * 1e3 / elapsedNs;
    }
}
