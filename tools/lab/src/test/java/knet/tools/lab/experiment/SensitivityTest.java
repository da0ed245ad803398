package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import knet.threads.host.OracleFactory;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.CostModels;
import org.junit.jupiter.api.Test;

final class SensitivityTest {
    private static final String TRAFFIC = "proto=udp,size=60,flows=200";

    /** Stopped on the thread of the sweep, as soon as so many runs are done. */
    private static Sensitivity.Result stoppedAfter(final int runs) throws Exception {
        final Runner runner = new Runner(Workload.endlessAtRandom(TRAFFIC), OracleFactory.NONE);
        final Setup setup =
                Setup.of(
                        new Way(Modes.byName("napi"), "flow-hash"),
                        2,
                        CostModels.load("modern-x86"));
        final AtomicReference<Sweep> running = new AtomicReference<>();
        final Sweep.Listener listener =
                (done, all) -> {
                    if (done >= runs) {
                        running.get().stop();
                    }
                };
        try (Sweep sweep = new Sweep(1, listener)) {
            running.set(sweep);
            if (runs == 0) {
                sweep.stop();
            }
            return new Sensitivity(
                            runner,
                            List.of(
                                    setup,
                                    setup.withWay(new Way(Modes.byName("knet"), "flow-hash"))))
                    .run(sweep);
        }
    }

    @Test
    void ofWhatWasStoppedOnlyWhatWasRunIsInTheResult() throws Exception {
        final Sensitivity.Result result = stoppedAfter(6);

        assertThat(result.ways()).isNotEmpty();
        for (final Sensitivity.OfWay way : result.ways()) {
            assertThat(way.base()).isNotNull();
            assertThat(way.effects()).isNotEmpty();
            assertThat(way.effects())
                    .allMatch(effect -> effect.halved() != null && effect.doubled() != null);
        }
    }

    @Test
    void ofWhatWasStoppedAtOnceThereIsNothing() throws Exception {
        assertThat(stoppedAfter(0).ways()).isEmpty();
    }
}
