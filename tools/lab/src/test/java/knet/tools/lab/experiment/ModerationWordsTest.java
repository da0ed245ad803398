package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is said of moderation, some points of which may be missing. */
class ModerationWordsTest {
    private static final ModerationWords WORDS = new ModerationWords(way -> way.mode().name());

    private static final ModerationCurve NOT_FOUND =
            new ModerationCurve(Fake.way("knet"), false, 0, List.of());
    private static final ModerationCurve LOSSY =
            new ModerationCurve(Fake.way("knet"), true, 0, List.of());

    /** Of as many delays as there are percentages of the processor. */
    private static ModerationCurve curve(final double... cpuPercents) {
        final List<ModerationCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < cpuPercents.length; i++) {
            points.add(
                    new ModerationCurve.Point(
                            Moderation.USECS.get(i),
                            0,
                            Fake.figures(20_000, 20_000, 0, cpuPercents[i])));
        }
        return new ModerationCurve(Fake.way("napi"), true, 20_000, points);
    }

    @Test
    void aLoadThatWasNotFoundInTimeIsNotOneThatDoesNotExist() {
        assertThat(WORDS.explain(NOT_FOUND))
                .isEqualTo("knet: was stopped before its load was found.");
        assertThat(WORDS.explain(LOSSY)).startsWith("knet: no load without loss was found");
        assertThat(WORDS.verdict(List.of(NOT_FOUND, LOSSY)))
                .startsWith("it was stopped before all delays of a mode were run");
        assertThat(WORDS.verdict(List.of(LOSSY))).startsWith("no load without loss was found");
    }

    @Test
    void aLoadThatWasFoundIsToldAndThereIsNoKneeOfSomeDelays() {
        final ModerationCurve some = curve(80, 60, 40);

        assertThat(some.knee()).isEmpty();
        assertThat(some.isKneeBeyond()).isFalse();
        assertThat(some.isWorthIt()).isFalse();
        assertThat(WORDS.explain(some))
                .isEqualTo("napi at 20.0 kpps: was stopped before all its delays were run.");
        assertThat(WORDS.explain(curve()))
                .isEqualTo("napi at 20.0 kpps: was stopped before all its delays were run.");
    }

    @Test
    void theVerdictIsOnTheModesThatAreDone() {
        final ModerationCurve done = curve(80, 60, 40, 39, 39, 39, 39, 39);

        assertThat(done.knee().orElseThrow().usecs()).isEqualTo(10);
        assertThat(WORDS.verdict(List.of(done, NOT_FOUND)))
                .startsWith("Moderation buys processors' time and costs latency: with rx-usecs 10");
    }

    /** Without moderation 80% of the processor; so many frames are lost at each delay. */
    private static ModerationCurve lossy(final double[] cpuPercents, final long... lost) {
        final List<ModerationCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < cpuPercents.length; i++) {
            points.add(
                    new ModerationCurve.Point(
                            Moderation.USECS.get(i),
                            0,
                            Fake.figures(20_000, 20_000 - lost[i], lost[i], cpuPercents[i])));
        }
        return new ModerationCurve(Fake.way("napi"), true, 20_000, points);
    }

    @Test
    void whatIsLostIsNoSaving() {
        final double[] falling = {80, 70, 60, 59, 58, 40, 30, 20};
        final ModerationCurve small = lossy(falling, 0, 0, 0, 0, 0, 5_000, 7_000, 9_000);

        assertThat(small.knee().orElseThrow().usecs()).isEqualTo(10);
        assertThat(small.savingPercent()).isEqualTo(25);
        assertThat(small.isKneeBeyond()).isFalse();
        assertThat(WORDS.explain(small))
                .contains("with rx-usecs 10 napi needs 25.0% less of them")
                .contains("; that is the knee: longer delays lose more frames or save less")
                .contains("rx-usecs 500 loses 45.0% of the frames and leaves p50");
        assertThat(WORDS.verdict(List.of(small))).contains("with rx-usecs 10 napi needs 25.0%");

        final ModerationCurve none = lossy(falling, 0, 1, 1, 1, 1, 1, 1, 1);

        assertThat(none.isWorthIt()).isFalse();
        assertThat(WORDS.explain(none))
                .contains("no delay saves a tenth of the processors' time without losing more")
                .contains("rx-usecs 500 loses less than 0.1% of the frames");
        assertThat(WORDS.verdict(List.of(none)))
                .startsWith(
                        "Here moderation saves little: no delay saves a tenth of the processors'"
                                + " time without losing more frames, and every delay");
    }

    @Test
    void underOverloadAsManyLostAreAsManyLost() {
        final ModerationCurve over =
                lossy(
                        new double[] {100, 80, 60, 59, 59, 59, 59, 59},
                        5_000,
                        5_010,
                        4_000,
                        5_020,
                        5_000,
                        5_000,
                        5_000,
                        5_000);

        assertThat(over.knee().orElseThrow().usecs()).isEqualTo(10);
        assertThat(WORDS.explain(over)).doesNotContain("lose more frames");
    }

    @Test
    void aStoppedSearchHasNoLoadAndAFinishedOneHas() throws IOException {
        final Moderation.Result result = stoppedAfter(1);

        assertThat(result.isWhole()).isFalse();
        assertThat(result.curves().get(0).isLoadKnown()).isTrue();
        assertThat(result.curves().get(0).framesPerSecond()).isBetween(20_000.0, 26_000.0);
        assertThat(result.curves().get(1).isLoadKnown()).isFalse();
        assertThat(result.curves().get(1).points()).isEmpty();
        assertThat(WORDS.explain(result.curves().get(1))).contains("was stopped before");
    }

    @Test
    void whatIsStoppedHasAllPointsOfTheFirstModesAndNotOnlyTheLoadsOfAll() throws IOException {
        final Moderation.Result result = stoppedAfter(14);

        assertThat(result.curves().get(0).points()).hasSize(12);
        assertThat(result.curves().get(0).knee()).isPresent();
        assertThat(result.curves().get(1).isLoadKnown()).isTrue();
        assertThat(result.curves().get(1).points()).isEmpty();
        assertThat(WORDS.verdict(result.curves())).startsWith("Here moderation saves little");
    }

    private static Moderation.Result stoppedAfter(final int jobs) throws IOException {
        final Setup setup =
                Setup.of(Fake.way("knet"), 1, Fake.costs(10_000, 10_000)).withSizes(256, 256);
        final AtomicReference<Sweep> running = new AtomicReference<>();
        try (Sweep sweep =
                new Sweep(
                        1,
                        (done, all) -> {
                            if (done == jobs) {
                                running.get().stop();
                            }
                        })) {
            running.set(sweep);
            return new Moderation(
                            Fake.runner("proto=udp,size=60,flows=500"),
                            setup,
                            List.of(Fake.way("knet"), Fake.way("napi")),
                            0)
                    .run(sweep);
        }
    }
}
