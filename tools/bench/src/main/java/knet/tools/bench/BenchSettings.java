package knet.tools.bench;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How to measure.
 *
 * @param runs of each benchmark, at least 1; five or more for a figure to quote
 * @param scale 1 for the normal amount of work a run, less for a quick look; above 0, at most 10
 * @param sample the capture for path-sample
 * @param progress takes one line when a benchmark starts
 */
public record BenchSettings(int runs, double scale, Path sample, Consumer<String> progress) {
    public BenchSettings {
        if (runs < 1 || runs > 1000) {
            throw new IllegalArgumentException("runs must be 1 to 1000: " + runs);
        }
        if (!(scale > 0 && scale <= 10)) {
            throw new IllegalArgumentException("scale must be above 0 and at most 10: " + scale);
        }
    }

    /** A number of operations, scaled; at least 1. */
    public long scaled(final long operations) {
        return Math.max(1, (long) (operations * scale));
    }
}
