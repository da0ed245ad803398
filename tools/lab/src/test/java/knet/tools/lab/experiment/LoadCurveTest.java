package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    void withoutALossFreeRateTheBestPointTakesItsPlace() {
        final LoadCurve curve = Fake.curve("knet", 0, 10_000, 20_000, 12_000);

        assertThat(curve.bestPerSecond()).isEqualTo(20_000);
        assertThat(curve.shape()).isEqualTo(Shape.FALLS);
    }

    @Test
    void aLivelockIsToldWithWhoHasTheProcessors() {
        assertThat(WORDS.explain(LIVELOCK))
                .startsWith(
                        "interrupt is in receive livelock from 40.0 kpps on: interrupt routines"
                                + " take 50.0% of all processors' time, and the user thread, which comes"
                                + " last, gets 0.0%.")
                .contains("At 60.0 kpps interrupt routines alone take 83.3%.")
                .contains("Of the frames offered 100.0% are thrown away at a full socket");
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
                .isEqualTo("knet brings the application nothing at any load.");
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
        assertThat(WORDS.verdict(List.of(Fake.curve("knet", 0), FLAT))).startsWith("knet stays");
    }
}
