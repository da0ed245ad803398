package knet.tools.lab.real;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import knet.tools.bench.Machine;
import knet.tools.lab.cost.Cost;

/** What a calibration might have found. */
final class FakeRounds {
    private static final Set<Cost> NOT_MEASURED =
            Set.of(
                    Cost.INTERRUPT,
                    Cost.WAKE,
                    Cost.IPI,
                    Cost.USER_PACKET,
                    Cost.USER_BYTE,
                    Cost.TIME_SLICE);

    private FakeRounds() {}

    /** Three rounds, the second at three times the costs of the first. */
    static Samples samples() {
        final Samples samples = new Samples();
        for (final Cost cost : Cost.values()) {
            if (!NOT_MEASURED.contains(cost)) {
                final double ns = cost.isPerByte() ? 0.125 : 100;
                samples.add(cost, ns);
                samples.add(cost, 3 * ns);
                samples.add(cost, 1.25 * ns);
            }
        }
        return samples;
    }

    /** A calibration of three rounds. */
    static CalibrationResult result(final long[] coreDistancesNs, final double foreignLoad) {
        return new CalibrationResult(
                new Machine("a processor", 2, "Linux 6", "a JVM", 0.5),
                Instant.parse("2026-11-29T12:00:00Z"),
                "futex",
                3,
                List.of(
                        new Round(coreDistancesNs[0], foreignLoad),
                        new Round(coreDistancesNs[1], foreignLoad),
                        new Round(coreDistancesNs[2], foreignLoad)),
                CostSources.figures(samples()));
    }
}
