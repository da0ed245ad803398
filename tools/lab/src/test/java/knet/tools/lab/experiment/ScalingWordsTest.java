package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import knet.tools.lab.experiment.Scaling.Cell;
import org.junit.jupiter.api.Test;

/** What is said of machines of several sizes, some of which may be missing. */
class ScalingWordsTest {
    private static final Setup BASE =
            Setup.of(Fake.way("knet"), 1, Fake.costs(10_000, 10_000)).withSizes(256, 256);

    /** A machine that bears so many frames a second; 0 for one that was not done. */
    private static Cell cell(final int processors, final long perSecond) {
        return new Cell(
                Fake.way("knet"),
                "",
                processors,
                perSecond == 0
                        ? null
                        : new LossFree(perSecond, false, Fake.figures(perSecond, perSecond, 0)));
    }

    private static ScalingWords words(final Scaling.Result result) {
        return new ScalingWords(result, way -> way.mode().name());
    }

    private static String explain(final boolean isWhole, final Cell... cells) {
        final ScalingWords words = words(new Scaling.Result(BASE, List.of(cells), isWhole));
        return words.explain(words.groups().get(0));
    }

    @Test
    void withoutTheSmallestMachineThereIsNoSpeedup() {
        final Scaling.Result result =
                new Scaling.Result(
                        BASE, List.of(cell(1, 0), cell(2, 20_000), cell(4, 40_000)), false);

        assertThat(result.speedup(result.cells().get(1))).isNaN();
        assertThat(result.efficiencyPercent(result.cells().get(2))).isNaN();
        assertThat(words(result).verdict()).isEqualTo("knet bears 40.0 kpps on 4 processors");
        assertThat(words(result).explain(words(result).groups().get(0)))
                .isEqualTo(
                        "knet: there is no speedup to tell, the machine with 1 processor was not"
                                + " done.");
    }

    @Test
    void speedupsAreToTheSmallestMachineWhichCountsAsItsProcessors() {
        final Scaling.Result result =
                new Scaling.Result(
                        BASE, List.of(cell(2, 20_000), cell(4, 36_000), cell(8, 0)), false);

        assertThat(result.gain(result.cells().get(1))).isEqualTo(1.8, within(1e-9));
        assertThat(result.speedup(result.cells().get(1))).isEqualTo(3.6, within(1e-9));
        assertThat(result.speedup(result.cells().get(2))).isNaN();
        assertThat(words(result).verdict())
                .isEqualTo("knet bears 1.80 times as much on 4 processors as on 2");
        assertThat(words(result).explain(words(result).groups().get(0)))
                .contains("90% of what as many processors in machines of 2 bear");
    }

    @Test
    void aProcessorIsWatchedForAsLongWhateverTheSizeOfItsMachine() {
        final RunLength one = Scaling.length(300_000, 1);
        final RunLength many = Scaling.length(64 * 300_000, 64);

        assertThat(many.frames()).isEqualTo(64 * one.frames());
        assertThat(many.endNs()).isEqualTo(one.endNs());
        assertThat(many.warmUpNs()).isEqualTo(one.warmUpNs());
    }

    @Test
    void whatIsBehindWhenTheWireEndsIsNotBorneInTime() {
        final Figures late = Fake.lasting(Fake.figures(20_000, 20_000, 0), 1_025_000_000);
        final Cell cell = new Cell(Fake.way("knet"), "", 1, new LossFree(20_000, false, late));

        assertThat(cell.perSecond()).isEqualTo(20_000 / 1.025, within(1e-6));
    }

    @Test
    void whereNothingIsLostNothingIsExplained() {
        assertThat(explain(true, cell(1, 10_000), cell(4, 39_600)))
                .startsWith("knet gains with every size up to 4 processors: 99% of what")
                .contains(", nothing is lost")
                .doesNotContain("cause");
        assertThat(explain(true, cell(4, 39_600)))
                .isEqualTo(
                        "knet bears 39.6 kpps on 4 processors, the only size that was run: there"
                                + " is no speedup to tell.");
    }

    @Test
    void aSpeedupBeyondTheProcessorsIsNamed() {
        assertThat(explain(true, cell(1, 10_000), cell(4, 44_000)))
                .contains("110% of what as many single processors bear, more than their share");
    }

    @Test
    void aCauseIsOnlyMostOfALossIfItIsMoreThanHalfOfIt() {
        final Limit caches = new Limit(10, 0, 3, 12);

        assertThat(ScalingWords.because(69, caches))
                .startsWith("; part of the loss is cold caches, the rest is not explained (");
        assertThat(ScalingWords.because(80, caches))
                .startsWith("; most of the loss is cold caches (");
        assertThat(ScalingWords.because(69, new Limit(10, 1, 1, 1)))
                .isEqualTo(", with no single cause");
        assertThat(ScalingWords.because(50, new Limit(95, 1, 1, 12)))
                .startsWith("; it ends at the NIC (");
    }

    @Test
    void aStoppedRunHasTheSmallestMachines() throws IOException {
        final AtomicReference<Sweep> running = new AtomicReference<>();
        final Scaling.Result result;
        try (Sweep sweep =
                new Sweep(
                        1,
                        (done, all) -> {
                            if (done == 2) {
                                running.get().stop();
                            }
                        })) {
            running.set(sweep);
            final List<Scaling.Traffic> traffics = new ArrayList<>();
            for (final String name : List.of("few", "many")) {
                traffics.add(new Scaling.Traffic(name, Fake.runner("proto=udp,size=60,flows=500")));
            }
            result =
                    new Scaling(traffics, BASE, List.of(Fake.way("knet")), List.of(4, 2, 1))
                            .run(sweep);
        }

        assertThat(result.isWhole()).isFalse();
        assertThat(result.cells())
                .extracting(cell -> cell.traffic() + cell.processors())
                .containsExactly("few1", "few2", "few4", "many1", "many2", "many4");
        assertThat(result.cells().get(0).isDone()).isTrue();
        assertThat(result.cells().get(3).isDone()).isTrue();
        assertThat(result.speedup(result.cells().get(0))).isEqualTo(1);
    }
}
