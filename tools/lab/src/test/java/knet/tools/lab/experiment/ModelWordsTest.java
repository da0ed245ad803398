package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.experiment.ModelCheck.Cell;
import org.junit.jupiter.api.Test;

/** Why simulated machines differ from the model: only what its own figure bears out. */
class ModelWordsTest {
    private static final CostModel NOTHING_ELSE = ModelCheck.nothingElse();
    private static final CostModel INTERRUPTS = Fake.with(NOTHING_ELSE, Cost.INTERRUPT, 1_000);

    /** Te and Ta 10 us. */
    private static final SpeedupModel MODEL = new SpeedupModel(4, 10_000, 10_000);

    private static Peak peak(
            final double perSecond, final double busyPercent, final long... queues) {
        final long frames = Math.round(perSecond);
        return new Peak(
                frames, Fake.withQueues(Fake.figures(frames, frames, 0, busyPercent), queues));
    }

    /** Busy with nothing but Te and Ta, at so much of what the models say. */
    private static Cell cell(final double ofBoundSingle, final double ofParallel) {
        return cell(ofBoundSingle, ofParallel, 1, 1, 1, 1);
    }

    private static Cell cell(
            final double ofBoundSingle, final double ofParallel, final long... queues) {
        return new Cell(
                Modes.byName("knet"),
                1,
                MODEL,
                peak(ofBoundSingle * MODEL.boundSinglePerSecond(), 0, 1, 1, 1, 1),
                peak(ofParallel * MODEL.parallelPerSecond(), 0, queues));
    }

    private static ModelCheck.Result result(final Cell... cells) {
        return new ModelCheck.Result(
                Setup.of(Fake.way("knet"), 1, NOTHING_ELSE), List.of(), 1, List.of(cells), true);
    }

    @Test
    void anImbalanceThatIsTooSmallExplainsNothing() {
        final Cell even = cell(1, 0.7, 1_000, 1_000, 1_000, 1_004);

        assertThat(even.imbalancePercent()).isBetween(0.2, 0.5);
        assertThat(even.boundDeviationPercent()).isBetween(-31.0, -29.0);
        assertThat(ModelWords.reason(even, NOTHING_ELSE)).doesNotContain("imbalance");
        assertThat(ModelWords.reason(cell(1, 0.7, 1, 1, 1, 2), NOTHING_ELSE)).contains("imbalance");
    }

    @Test
    void threadsThatStayAreACauseIfTheirModelGoesTheSameWay() {
        final Cell stays = cell(1, 1);

        assertThat(MODEL.boundSpeedup()).isGreaterThan(1.1 * MODEL.speedup());
        assertThat(ModelWords.reason(stays, NOTHING_ELSE)).isEqualTo("user threads stay");
        // R1 is the paper's own, Rp a fifth less: threads that stay would make it more.
        final Cell less =
                cell(MODEL.singlePerSecond() / MODEL.boundSinglePerSecond(), 0.8, 1, 1, 1, 1);
        assertThat(ModelWords.reason(less, NOTHING_ELSE)).isEqualTo("not explained");
        // Far more than threads that stay give.
        assertThat(ModelWords.reason(cell(0.3, 1), NOTHING_ELSE)).isEqualTo("not explained");
    }

    @Test
    void otherCostsAreACauseIfTheyTookTheTime() {
        final double singlePerSecond = MODEL.singlePerSecond();
        final double parallelPerSecond = 0.7 * MODEL.parallelPerSecond();
        final Peak single = peak(singlePerSecond, 0, 1, 1, 1, 1);
        // Te and Ta take 280 percent of a processor.
        final Cell costly =
                new Cell(
                        Modes.byName("knet"),
                        1,
                        MODEL,
                        single,
                        peak(parallelPerSecond, 400, 1, 1, 1, 1));
        final Cell idle =
                new Cell(
                        Modes.byName("knet"),
                        1,
                        MODEL,
                        single,
                        peak(parallelPerSecond, 281, 1, 1, 1, 1));

        assertThat(costly.othersPercent(costly.parallel())).isBetween(29.0, 31.0);
        assertThat(ModelWords.reason(costly, INTERRUPTS)).isEqualTo("other costs");
        assertThat(ModelWords.reason(idle, INTERRUPTS)).isEqualTo("not explained");
        assertThat(ModelWords.reason(costly, NOTHING_ELSE)).isEqualTo("not explained");
    }

    @Test
    void notesSayWhatTheRowsShow() {
        final Cell paper =
                cell(MODEL.singlePerSecond() / MODEL.boundSinglePerSecond(), 1, 1, 1, 1, 1);

        assertThat(String.join("\n", ModelWords.notes(result(paper))))
                .doesNotContain("Hashing")
                .doesNotContain("R1 is lower");
        assertThat(String.join("\n", ModelWords.notes(result(cell(1, 1, 1, 1, 1, 2)))))
                .contains("Hashing is not even")
                .contains("up to 60.0% more");
        assertThat(String.join("\n", ModelWords.notes(result(cell(1, 1)))))
                .contains("for its own: R1 is lower than the paper's, and the speedup greater.");
        assertThat(String.join("\n", ModelWords.notes(result(cell(1, 1), paper))))
                .contains("for its own: in 1 of 2 rows R1 is lower");
    }

    @Test
    void withoutRowsThereIsNothingToNote() {
        assertThat(ModelWords.notes(result())).isEmpty();
        assertThat(ModelWords.notes(result(new Cell(Modes.byName("knet"), 1, MODEL, null, null))))
                .isEmpty();
    }
}
