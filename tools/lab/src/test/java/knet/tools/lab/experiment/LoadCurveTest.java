package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import knet.tools.lab.experiment.LoadCurve.Shape;
import org.junit.jupiter.api.Test;

class LoadCurveTest {
    private static final LoadWords WORDS = new LoadWords(way -> way.mode().name());

    private static final LoadCurve FLAT =
            Fake.curve("knet", 20_000, 10_000, 20_000, 19_500, 19_000);
    private static final LoadCurve FALLS =
            Fake.curve("napi", 20_000, 10_000, 20_000, 15_000, 9_000);
    private static final LoadCurve DIPS = Fake.curve("knet", 20_000, 10_000, 20_000, 4_000, 15_000);
    private static final LoadCurve LIVELOCK =
            Fake.curve("interrupt", 20_000, 10_000, 20_000, 5_000, 100, 0, 0);

    @Test
    void theShapeSaysWhatBecomesOfItBeyondItsBest() {
        assertThat(FLAT.shape()).isEqualTo(Shape.FLAT);
        assertThat(FALLS.shape()).isEqualTo(Shape.FALLS);
        assertThat(DIPS.shape()).isEqualTo(Shape.DIPS);
        assertThat(LIVELOCK.shape()).isEqualTo(Shape.LIVELOCK);
        assertThat(LIVELOCK.livelockFrom().orElseThrow().offeredPerSecond()).isEqualTo(40_000);
        assertThat(Fake.curve("knet", 20_000, 10_000).shape()).isEqualTo(Shape.UNKNOWN);
        assertThat(Fake.curve("knet", 0).shape()).isEqualTo(Shape.UNKNOWN);
        assertThat(Fake.curve("knet", 0, 0, 0).shape()).isEqualTo(Shape.UNKNOWN);
    }

    @Test
    void withoutALoadThatIsFreeOfLossTheBestPointTakesItsPlace() {
        final LoadCurve curve =
                new LoadCurve(
                        Fake.way("knet"),
                        Fake.curve("knet", 0, 10_000, 20_000, 12_000).points(),
                        new LossFree(0, false, null));

        assertThat(curve.bestPerSecond()).isEqualTo(20_000);
        assertThat(curve.shape()).isEqualTo(Shape.FALLS);
        assertThat(WORDS.explain(curve)).startsWith("knet falls to 12.0 kpps (60% of its best)");
    }

    @Test
    void whatWasStoppedSaysWhatItKnowsAndConcludesNothing() {
        final LoadCurve flat = Fake.curve("knet", 0, 10_000, 20_000, 20_000);
        final LoadCurve dead = Fake.curve("interrupt", 0, 10_000, 0, 0);

        assertThat(flat.isWhole()).isFalse();
        assertThat(flat.lossFreePerSecond()).isEmpty();
        assertThat(flat.shape()).isEqualTo(Shape.UNKNOWN);
        assertThat(WORDS.explain(dead))
                .isEqualTo(
                        "interrupt was stopped before its loss-free rate was found: at 30.0 kpps,"
                                + " the highest load that was run, 0 pps reach the application.");
        assertThat(WORDS.verdict(List.of(dead, flat)))
                .isEqualTo(
                        "it was stopped before the loss-free rate of interrupt, knet was found, so"
                                + " that ways cannot be held against one another");
        assertThat(WORDS.verdict(List.of(LIVELOCK, flat)))
                .contains("rate of knet was found")
                .endsWith("; interrupt goes into receive livelock");
        assertThat(WORDS.verdict(List.of(flat)))
                .startsWith("knet was stopped before its loss-free rate was found");
    }

    @Test
    void whatBringsTheApplicationNothingHasNoLossFreeRate() {
        final LoadCurve nothing =
                new LoadCurve(
                        Fake.way("knet"),
                        Fake.curve("knet", 0, 0, 0).points(),
                        new LossFree(20_000, true, Fake.figures(20_000, 0, 0)));

        assertThat(nothing.lossFreePerSecond()).isEmpty();
        assertThat(FLAT.lossFreePerSecond()).hasValue(20_000);
        assertThat(WORDS.explain(nothing))
                .isEqualTo("knet brings the application nothing at any load.");
        assertThat(WORDS.verdict(List.of(nothing, nothing)))
                .isEqualTo("no way brings the application anything at any load");
    }

    @Test
    void wherePerhapsNothingComesThroughThereIsNoShareToTell() {
        final LoadCurve nothing =
                new LoadCurve(
                        Fake.way("knet"),
                        Fake.curve("knet", 0, 0, 0, 0, 0, 0, 0).points(),
                        new LossFree(0, false, null));
        final LoadCurve late =
                new LoadCurve(
                        Fake.way("napi"),
                        Fake.curve("napi", 0, 0, 0, 500).points(),
                        new LossFree(10_000, false, Fake.figures(10_000, 0, 0)));

        assertThat(WORDS.verdict(List.of(nothing, LIVELOCK)))
                .isEqualTo(
                        "interrupt goes into receive livelock; no way brings the application"
                                + " anything at the highest load");
        assertThat(WORDS.verdict(List.of(late, LIVELOCK)))
                .isEqualTo(
                        "interrupt goes into receive livelock; napi brings the application the most"
                                + " at the highest load: 500 pps of 30.0 kpps");
    }

    @Test
    void aStoppedSweepHasTheLowLoads() throws IOException {
        final Setup setup = Setup.of(Fake.way("knet"), 1, Fake.costs(10_000, 10_000));
        final AtomicReference<Sweep> running = new AtomicReference<>();
        final Livelock.Result result;
        try (Sweep sweep =
                new Sweep(
                        1,
                        (done, all) -> {
                            if (done == 3) {
                                running.get().stop();
                            }
                        })) {
            running.set(sweep);
            result =
                    new Livelock(
                                    Fake.runner("proto=udp,size=60,flows=100"),
                                    setup,
                                    List.of(Fake.way("knet")))
                            .run(sweep);
        }

        final LoadCurve curve = result.curves().get(0);
        assertThat(result.isWhole()).isFalse();
        assertThat(curve.isWhole()).isFalse();
        // The worker may have gone on by some before it heard of it.
        assertThat(curve.points()).hasSizeBetween(3, 16);
        for (int i = 0; i < curve.points().size(); i++) {
            assertThat(curve.points().get(i).offeredPerSecond())
                    .isEqualTo(result.mostPerSecond() * (i + 1) / 16);
        }
    }

    @Test
    void aLivelockIsToldWithWhoHasTheProcessors() {
        assertThat(WORDS.explain(LIVELOCK))
                .startsWith(
                        "interrupt is in receive livelock from 40.0 kpps on: interrupt routines"
                                + " take 50.0% of all processors' time, and the user thread, which comes"
                                + " last, gets 0.0%; most of what is lost there, 99.8% of the"
                                + " frames, is thrown away at a full socket.")
                .contains("At 60.0 kpps interrupt routines alone take 83.3%.")
                .contains(
                        "Of the frames offered at 60.0 kpps 100.0% are thrown away at a full socket");
    }

    @Test
    void otherShapesAreTold() {
        assertThat(WORDS.explain(FLAT))
                .startsWith("knet stays flat: at 40.0 kpps still 95% of its loss-free rate.");
        assertThat(WORDS.explain(FALLS))
                .startsWith("napi falls to 9.00 kpps (45% of its loss-free rate)");
        assertThat(WORDS.explain(DIPS))
                .startsWith(
                        "knet falls to 4.00 kpps (20% of its loss-free rate) at 30.0 kpps, where")
                .contains("at 40.0 kpps it is 15.0 kpps again");
        assertThat(WORDS.explain(Fake.curve("knet", 0))).isEqualTo("knet was not run.");
        assertThat(WORDS.explain(Fake.curve("knet", 0, 0, 0)))
                .startsWith("knet was stopped before its loss-free rate was found");
        assertThat(WORDS.explain(Fake.curve("knet", 20_000, 10_000)))
                .isEqualTo("knet was not run beyond what it can do.");
    }

    @Test
    void theVerdictIsOneSentenceWhateverTheCurves() {
        assertThat(WORDS.verdict(List.of(LIVELOCK, FLAT)))
                .isEqualTo(
                        "interrupt goes into receive livelock; knet brings the application the most"
                                + " at the highest load: 19.0 kpps of 40.0 kpps, 95% of its loss-free rate");
        assertThat(WORDS.verdict(List.of(FALLS, FLAT)))
                .startsWith("no way goes into livelock; knet");
        assertThat(WORDS.verdict(List.of(LIVELOCK, LIVELOCK)))
                .isEqualTo("every way goes into receive livelock");
        assertThat(WORDS.verdict(List.of(FLAT))).startsWith("knet stays flat").doesNotEndWith(".");
        assertThat(WORDS.verdict(List.of())).isEqualTo("nothing was run to its end");
        assertThat(WORDS.verdict(List.of(Fake.curve("knet", 0)))).startsWith("nothing was run");
    }
}
