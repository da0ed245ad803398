package knet.tools.lab.real;

import java.util.ArrayList;
import java.util.List;
import knet.tools.bench.LineLatency;
import knet.tools.bench.Measurement;

/** How long a cache line takes from core to core, looked at again and again. */
final class LineDistances {
    private final LineLatency lines = new LineLatency();
    private final List<Long> samplesNs = new ArrayList<>();

    void sample() {
        samplesNs.add(lines.sample());
    }

    long median() {
        return Math.round(
                Measurement.medianOf(samplesNs.stream().mapToDouble(Long::doubleValue).toArray()));
    }

    long min() {
        return samplesNs.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    long max() {
        return samplesNs.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
