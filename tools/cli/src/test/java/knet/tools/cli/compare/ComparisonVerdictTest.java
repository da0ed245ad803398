package knet.tools.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import knet.threads.mode.Modes;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.MachineResult;
import knet.tools.report.LatencyFigures;
import knet.tools.report.SteeringFigures;
import org.junit.jupiter.api.Test;

class ComparisonVerdictTest {
    /** Of 1,000 frames offered. */
    private static Row row(
            final String mode,
            final long ringFull,
            final long socketFull,
            final long consumed,
            final long p99Us) {
        return row(mode, 1_000, ringFull, socketFull, consumed, p99Us);
    }

    private static Row row(
            final String mode,
            final long offered,
            final long ringFull,
            final long socketFull,
            final long consumed,
            final long p99Us) {
        return row(mode, offered, ringFull, socketFull, consumed, 0, p99Us);
    }

    private static Row row(
            final String mode,
            final long offered,
            final long ringFull,
            final long socketFull,
            final long consumed,
            final long heldBack,
            final long p99Us) {
        final long p99Ns = 1_000 * p99Us;
        return new Row(
                new Way(Modes.byName(mode), "flow-hash"),
                null,
                new Figures(
                        offered,
                        offered - ringFull,
                        Map.of("ring-full", ringFull),
                        consumed,
                        60 * consumed,
                        socketFull,
                        heldBack,
                        new LatencyFigures(consumed, p99Ns, p99Ns, p99Ns, p99Ns, List.of()),
                        1,
                        1,
                        List.of(),
                        0,
                        0,
                        0,
                        SteeringFigures.of(new long[] {1}, 1, 0, Map.of(), Map.of(), 0),
                        new MachineResult.Caches(0, 0, 0, 0),
                        new MachineResult.Locks(0, 0),
                        Figures.Firmware.none(),
                        null),
                null);
    }

    private static String verdict(final Row... rows) {
        return new ComparisonVerdict(List.of(rows)).text();
    }

    @Test
    void theBestAndTheWorstAreNamedWithWhatTheWorstLoses() {
        assertThat(
                        verdict(
                                row("knet", 0, 0, 900, 50),
                                row("napi", 500, 10, 450, 20),
                                row("interrupt", 100, 0, 800, 90)))
                .isEqualTo(
                        "knet brings the application the most: the data of 900 frames, p99 50.0 us;"
                                + " napi brings the least, 50% of that, and loses 510 frames (51%),"
                                + " most as ring-full");
    }

    @Test
    void whatWasHeldBackReachedTheApplicationAndHasNoLatency() {
        assertThat(
                        verdict(
                                row("napi", 1_000, 0, 0, 900, 0, 50),
                                row("knet", 1_000, 0, 0, 0, 900, 0)))
                .isEqualTo(
                        "nothing is lost in any way, but latencies do not compare: data was held back"
                                + " to the end of the run");
        assertThat(
                        verdict(
                                row("napi", 1_000, 500, 0, 400, 0, 50),
                                row("knet", 1_000, 0, 0, 100, 800, 7)))
                .startsWith(
                        "knet brings the application the most: the data of 900 frames, though in part"
                                + " only at the end of the run; napi brings the least, 44% of that");
    }

    @Test
    void aSingleRowWhoseDataWasHeldBackHasNoLatency() {
        assertThat(verdict(row("knet", 1_000, 0, 0, 0, 900, 0)))
                .isEqualTo(
                        "knet loses nothing; the application gets the data of 900 frames of 1,000,"
                                + " though only at the end of the run");
        assertThat(verdict(row("knet", 1_000, 0, 0, 100, 800, 7)))
                .isEqualTo(
                        "knet loses nothing; the application gets the data of 900 frames of 1,000,"
                                + " though in part only at the end of the run");
        assertThat(
                        verdict(
                                row("napi", 1_000, 500, 0, 400, 0, 50),
                                row("knet", 1_000, 0, 0, 0, 900, 0)))
                .startsWith(
                        "knet brings the application the most: the data of 900 frames, though only"
                                + " at the end of the run; napi");
    }

    @Test
    void thoseThatShareTheBestAreNamedWithTheQuickestOfThem() {
        assertThat(
                        verdict(
                                row("knet", 0, 0, 900, 50),
                                row("napi-multi", 0, 0, 899, 40),
                                row("napi", 1_000, 0, 0, 0)))
                .isEqualTo(
                        "napi-multi and knet bring the application the most: the data of 899"
                                + " frames, with the lowest latency napi-multi (p99 40.0 us); napi"
                                + " brings the least, nothing, and loses 1,000 frames (100%), as"
                                + " ring-full");
    }

    @Test
    void upToSixThatShareTheBestAreNamedOfMoreTheQuickestFive() {
        final Row worst = row("napi", 500, 0, 450, 50);
        final Row[] rows = new Row[8];
        final List<String> modes =
                List.of("interrupt", "napi-multi", "knet", "busy-poll", "software-classify");
        for (int i = 0; i < 7; i++) {
            rows[i] =
                    new Row(
                            new Way(Modes.byName(modes.get(i % 5)), i < 5 ? "first" : "second"),
                            null,
                            row("knet", 0, 0, 900, 50 + i).figures(),
                            null);
        }
        rows[7] = worst;

        assertThat(verdict(rows))
                .startsWith(
                        "interrupt with first, napi-multi with first, knet with first, busy-poll"
                                + " with first, software-classify with first and 2 others bring the"
                                + " application the most");
        assertThat(verdict(rows[0], rows[1], rows[2], rows[3], worst))
                .startsWith(
                        "interrupt, napi-multi, knet and busy-poll bring the application the most");
        assertThat(verdict(rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], worst))
                .contains("and interrupt with second bring the application");
    }

    @Test
    void whereNothingIsLostLatencyDecides() {
        assertThat(
                        verdict(
                                row("knet", 0, 0, 900, 50),
                                row("napi", 0, 0, 900, 51),
                                row("interrupt", 0, 0, 900, 90)))
                .isEqualTo(
                        "nothing is lost in any way; knet and napi are the quickest (p99 50.0 us),"
                                + " interrupt the slowest (90.0 us)");
    }

    @Test
    void whereAllIsAlikeThatIsSaid() {
        assertThat(verdict(row("knet", 0, 0, 900, 50), row("napi", 0, 0, 900, 51)))
                .isEqualTo(
                        "nothing is lost in any way, and latencies are alike (p99 50.0 us to 51.0"
                                + " us)");
    }

    @Test
    void theSameThroughputWithLossIsNotCalledFreeOfLoss() {
        assertThat(verdict(row("knet", 100, 0, 900, 50), row("napi", 50, 50, 900, 90)))
                .startsWith(
                        "every way brings the application the same (the data of 900 frames, of"
                                + " 1,000 frames offered); knet is the quickest");
    }

    @Test
    void aTraceWithoutDataIsToldFromOneThatIsLost() {
        assertThat(verdict(row("knet", 0, 0, 0, 0), row("napi", 0, 0, 0, 0)))
                .isEqualTo(
                        "every way delivers every frame, but none of them held data for an"
                                + " application: there is no latency to compare");
        assertThat(verdict(row("knet", 1_000, 0, 0, 0), row("napi", 1_000, 0, 0, 0)))
                .isEqualTo("every way loses every frame before the network has it");
        assertThat(verdict(row("knet", 10, 0, 0, 0), row("napi", 600, 0, 0, 0)))
                .isEqualTo(
                        "no application gets any data in any way; knet delivers the most frames"
                                + " (990 of 1,000), napi the fewest (400)");
        assertThat(verdict(row("knet", 10, 5, 0, 0), row("napi", 10, 5, 0, 0)))
                .isEqualTo("every way delivers 990 frames, and no application gets any data");
    }

    @Test
    void aSingleRowIsDescribed() {
        assertThat(verdict(row("knet", 0, 0, 900, 50)))
                .isEqualTo(
                        "knet loses nothing; the application gets the data of 900 frames of 1,000,"
                                + " p99 50.0 us");
        assertThat(verdict(row("knet", 0, 0, 0, 0)))
                .isEqualTo("knet loses nothing, and the application gets no data");
        assertThat(verdict(row("knet", 1_000, 0, 0, 0)))
                .isEqualTo(
                        "knet loses every frame before the network has it: 1,000 frames (100%), as"
                                + " ring-full");
        assertThat(verdict(row("knet", 1, 1, 1, 50)))
                .startsWith(
                        "knet loses 2 frames (less than 1%), most as ring-full; the application gets the data"
                                + " of 1 frame of 1,000");
    }

    @Test
    void noRowAndNoFrameAreSaidToBeThat() {
        assertThat(verdict()).startsWith("it was stopped before");
        assertThat(verdict(row("knet", 0, 0, 0, 0, 0), row("napi", 0, 0, 0, 0, 0)))
                .isEqualTo("no frames came in: there is nothing to tell");
    }
}
