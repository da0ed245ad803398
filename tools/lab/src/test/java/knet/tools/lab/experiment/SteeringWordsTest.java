package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.SteeringContest.Grade;
import org.junit.jupiter.api.Test;

final class SteeringWordsTest {
    private static Run rss(final long p99Us) throws IOException {
        return SteeringRun.run("flow-hash", f -> f.p99Us = p99Us);
    }

    @Test
    void theReferenceAloneIsComparedWithNothing() throws IOException {
        assertThat(new SteeringWords(List.of(rss(60))).verdict())
                .isEqualTo("Only flow-hash was run: there is nothing to compare it with.");
        assertThat(
                        new SteeringWords(
                                        List.of(rss(60), SteeringRun.run("rps", f -> f.p99Us = 60)))
                                .verdict())
                .startsWith("Use flow-hash (RSS): ");
    }

    @Test
    void theQuickestThatKeepsFlowsWholeWinsAndIsHeldAgainstRss() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                rss(60),
                                SteeringRun.run("maglev", f -> f.p99Us = 40),
                                SteeringRun.run("round-robin", f -> set(f, 20, 9, 3))));

        assertThat(words.verdict())
                .isEqualTo(
                        "Use maglev: of those that keep flows whole and in order it has the least"
                                + " p99; with 8 queues a p99 of 40.0 us, where flow-hash (RSS) has"
                                + " a p99 of 60.0 us.");
        assertThat(words.reasons())
                .contains(
                        "Quicker yet is round-robin (p99 20.0 us), but it spreads 9 of 300 flows"
                                + " over queues and lets packets overtake: 3.")
                .contains(
                        "With 8 queues, tearing flows apart or reordering packets: round-robin (9"
                                + " flows, 3 packets); worse, so many times its p99: flow-hash"
                                + " (1.50).");
    }

    private static Run jsq(final long p99Us) throws IOException {
        return SteeringRun.run(
                "jsq",
                f -> {
                    f.p99Us = p99Us;
                    f.isSpraying = true;
                });
    }

    @Test
    void whoIsTakenBecauseItNeedsNoLocksIsNotSaidToBeTheQuickest() throws IOException {
        assertThat(
                        new SteeringWords(
                                        List.of(
                                                rss(60),
                                                jsq(40),
                                                SteeringRun.run("maglev", f -> f.p99Us = 41)))
                                .verdict())
                .isEqualTo(
                        "Use maglev: of those that keep flows whole and in order it is within 5% of"
                                + " the least p99 (40.0 us, jsq), and without locks; with 8 queues a"
                                + " p99 of 41.0 us, where flow-hash (RSS) has a p99 of 60.0 us.");
    }

    @Test
    void aQuickerOneThatLosesMoreIsNamed() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                rss(60),
                                SteeringRun.run("maglev", f -> f.p99Us = 40),
                                SteeringRun.run(
                                        "weighted",
                                        f -> {
                                            f.p99Us = 30;
                                            f.lost = 20;
                                        })));

        assertThat(words.verdict())
                .startsWith(
                        "Use maglev: of those that keep flows whole and in order it loses the least,"
                                + " and of those that lose as little it has the least p99; ");
        assertThat(words.reasons())
                .contains("Quicker is weighted (p99 30.0 us), but it loses 2.00% of the frames.");
    }

    @Test
    void whatIsTrueOfOneNumberOfQueuesIsSaidOfItAlone() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                rss(60),
                                SteeringRun.run("maglev", f -> f.p99Us = 30),
                                SteeringRun.run("flow-hash", f -> of(f, 16, 60)),
                                SteeringRun.run("maglev", f -> of(f, 16, 41)),
                                SteeringRun.run(
                                        "jsq",
                                        f -> {
                                            of(f, 16, 40);
                                            f.isSpraying = true;
                                        })));

        assertThat(words.verdict())
                .as("with 16 queues it is not the quickest")
                .isEqualTo(
                        "Use maglev: with 8 queues, of those that keep flows whole and in order it"
                                + " has the least p99; it has a p99 of 30.0 us, where flow-hash"
                                + " (RSS) has a p99 of 60.0 us.");
    }

    private static void of(final SteeringRun figuring, final int queues, final long p99Us) {
        figuring.queues = queues;
        figuring.p99Us = p99Us;
    }

    @Test
    void whoKeepsFlowsWholeAloneIsSaidToDoSo() throws IOException {
        assertThat(
                        new SteeringWords(
                                        List.of(
                                                SteeringRun.run("flow-hash", f -> f.fragments = 1),
                                                SteeringRun.run(
                                                        "source-ip-mask", f -> f.p99Us = 60)))
                                .verdict())
                .startsWith("Use source-ip-mask: it alone keeps flows whole and in order; with 8");
        assertThat(
                        new SteeringWords(
                                        List.of(
                                                SteeringRun.run("flow-hash", f -> f.reordered = 1),
                                                SteeringRun.run("./Bad.java", f -> f.faults = 1)))
                                .verdict())
                .startsWith("Use flow-hash (RSS): all others fail; with 8 queues");
    }

    private static void set(
            final SteeringRun figuring, final long p99Us, final long torn, final long reordered) {
        figuring.p99Us = p99Us;
        figuring.torn = torn;
        figuring.reordered = reordered;
    }

    @Test
    void ofThoseThatAreAlikeTheReferenceIsTakenAndThatLittleHangsOnItIsSaid() throws IOException {
        final SteeringWords words =
                new SteeringWords(List.of(SteeringRun.run("maglev", f -> f.p99Us = 49), rss(50)));

        assertThat(words.verdict())
                .startsWith("Use flow-hash (RSS): none of those that keep flows whole");
        assertThat(words.reasons())
                .anyMatch(reason -> reason.contains("a higher --rate may tell them apart"))
                .anyMatch(reason -> reason.contains("as good: maglev"));
    }

    @Test
    void whoMovesFlowsInOrderIsToldApartFromWhoTearsThem() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                rss(50),
                                SteeringRun.run("rss-plus-plus", f -> set(f, 50, 6, 0)),
                                SteeringRun.run("spray", f -> set(f, 50, 6, 1))));

        assertThat(words.reasons().get(0))
                .isEqualTo(
                        "With 8 queues, tearing flows apart or reordering packets: spray (6 flows,"
                                + " 1 packet); as good, but moving flows, though in order:"
                                + " rss-plus-plus (6 flows).");
    }

    @Test
    void whoMovesFlowsInOrderMayWinAndItsPriceIsNamed() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                rss(60),
                                SteeringRun.run(
                                        "rss-plus-plus",
                                        f -> {
                                            set(f, 40, 6, 0);
                                            f.isSpraying = true;
                                        }),
                                SteeringRun.run(
                                        "rss-plus-plus:drain=false", f -> set(f, 30, 6, 2))));

        assertThat(words.verdict())
                .isEqualTo(
                        "Use rss-plus-plus: of those that keep flows whole, or move them in order, it"
                                + " has the least p99; with 8 queues a p99 of 40.0 us, where"
                                + " flow-hash (RSS) has a p99 of 60.0 us.");
        assertThat(words.reasons())
                .startsWith(
                        "The price is state in the NIC, and locks in the host, because it moves"
                                + " flows; with 8 queues 7 moves of a flow, by which 6 of 300 flows"
                                + " met several queues, all in order.",
                        "Quicker yet is rss-plus-plus:drain=false (p99 30.0 us), but it moves 6 of"
                                + " 300 flows between queues and lets packets overtake: 2.");
    }

    @Test
    void whatOnlyFragmentsSplitIsNotSaidToBeMoved() throws IOException {
        assertThat(SteeringContest.isMoving(SteeringRun.run("a", f -> f.fragments = 3).figures()))
                .isFalse();
        assertThat(SteeringContest.isMoving(SteeringRun.run("a", f -> f.torn = 3).figures()))
                .isTrue();
    }

    @Test
    void whoMovesFlowsIsNotTakenIfOneThatDoesNotIsAsGood() throws IOException {
        assertThat(
                        new SteeringWords(
                                        List.of(
                                                rss(60),
                                                SteeringRun.run(
                                                        "rss-plus-plus",
                                                        f -> {
                                                            set(f, 40, 6, 0);
                                                            f.isSpraying = true;
                                                        }),
                                                jsq(41)))
                                .verdict())
                .startsWith(
                        "Use jsq: of those that keep flows whole, or move them in order, it is within"
                                + " 5% of the least p99 (40.0 us, rss-plus-plus), and without moving"
                                + " flows; ");
    }

    @Test
    void lossGoesBeforeLatency() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                SteeringRun.run(
                                        "flow-hash",
                                        f -> {
                                            f.p99Us = 10;
                                            f.lost = 100;
                                        }),
                                SteeringRun.run("jsq", f -> f.p99Us = 90)));

        assertThat(words.verdict())
                .startsWith("Use jsq: of those that keep flows whole and in order it loses the")
                .endsWith(
                        "where flow-hash (RSS) has a p99 of 10.0 us and loses 10.0% of the frames.");
        assertThat(words.reasons()).anyMatch(reason -> reason.contains("losing more: flow-hash"));
    }

    @Test
    void theAnswerMayDependOnTheNumberOfQueues() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                SteeringRun.run("flow-hash", f -> f.p99Us = 60),
                                SteeringRun.run(
                                        "jsq",
                                        f -> {
                                            f.p99Us = 30;
                                            f.isSpraying = true;
                                        }),
                                SteeringRun.run(
                                        "flow-hash",
                                        f -> {
                                            f.p99Us = 20;
                                            f.queues = 16;
                                        }),
                                SteeringRun.run(
                                        "jsq",
                                        f -> {
                                            f.p99Us = 25;
                                            f.queues = 16;
                                        })));

        assertThat(words.verdict())
                .isEqualTo(
                        "Use jsq with 8 queues and flow-hash (RSS) with 16: with 8 queues, of those"
                                + " that keep flows whole and in order jsq has the least p99; it has"
                                + " a p99 of 30.0 us, where flow-hash (RSS) has a p99 of 60.0 us.");
        assertThat(words.reasons().get(0))
                .isEqualTo(
                        "Against flow-hash, the p99 of jsq is 50% less with 8 and 25% more with 16"
                                + " queues.");
        assertThat(words.reasons().get(1)).contains("locks in the host").contains("7 moves");
    }

    @Test
    void directionsThatGoApartAreNoSplitAndFragmentsAreTheLesserOne() throws IOException {
        assertThat(SteeringContest.grade(SteeringRun.run("a", f -> f.apart = 9).figures()))
                .isEqualTo(Grade.WHOLE);
        assertThat(SteeringContest.grade(SteeringRun.run("a", f -> f.fragments = 9).figures()))
                .isEqualTo(Grade.BY_HEADERS);
        assertThat(SteeringContest.grade(SteeringRun.run("a", f -> f.torn = 8).figures()))
                .as("more than were moved")
                .isEqualTo(Grade.TORN);
        assertThat(SteeringContest.grade(SteeringRun.run("a", f -> f.torn = 7).figures()))
                .isEqualTo(Grade.MOVED_IN_ORDER);
        assertThat(SteeringContest.grade(SteeringRun.run("a", f -> f.reordered = 1).figures()))
                .isEqualTo(Grade.TORN);
        assertThat(SteeringContest.grade(SteeringRun.run("a", f -> f.faults = 1).figures()))
                .isEqualTo(Grade.FAULTY);
    }

    @Test
    void thatLittleHangsOnTheChoiceIsSaidOfThoseWhoWereThere() throws IOException {
        assertThat(
                        new SteeringWords(
                                        List.of(
                                                SteeringRun.run("flow-hash", f -> f.fragments = 1),
                                                SteeringRun.run("rps", f -> f.fragments = 1)))
                                .reasons())
                .contains(
                        "Among those that keep flows in order, and whole but for fragments, tags or"
                                + " tunnels the choice makes little difference at this rate: a"
                                + " higher --rate may tell them apart.");
        assertThat(
                        new SteeringWords(
                                        List.of(
                                                SteeringRun.run("flow-hash", f -> f.fragments = 1),
                                                SteeringRun.run("rps", f -> f.fragments = 1),
                                                SteeringRun.run("flow-hash", f -> f.queues = 1),
                                                SteeringRun.run("rps", f -> f.queues = 1)))
                                .reasons())
                .anyMatch(reason -> reason.startsWith("Among those that treat flows best the "));
    }

    @Test
    void whoSplitsAtFragmentsIsToldApart() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                SteeringRun.run("flow-hash", f -> f.fragments = 1),
                                SteeringRun.run("source-ip-mask", f -> f.p99Us = 60)));

        assertThat(words.verdict()).startsWith("Use source-ip-mask: ");
        assertThat(words.reasons())
                .containsExactly(
                        "Like RSS it is a fixed function of the flow: that these flows fall well is"
                                + " partly luck, and others may not.",
                        "With 8 queues, splitting flows at fragments, tags or tunnels: flow-hash (1"
                                + " flow).");
    }

    @Test
    void withoutDataForAnApplicationBalanceDecides() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                SteeringRun.run(
                                        "flow-hash",
                                        f -> {
                                            f.latencies = 0;
                                            f.maxOverMean = 2;
                                        }),
                                SteeringRun.run("weighted", f -> f.latencies = 0)));

        assertThat(words.verdict())
                .isEqualTo(
                        "Use weighted: of those that keep flows whole and in order it balances"
                                + " best; with 8 queues 1.00 times the mean at its busiest queue,"
                                + " where flow-hash (RSS) has 2.00 times the mean at its busiest"
                                + " queue.");
    }

    @Test
    void whatFailsIsNeverTaken() throws IOException {
        final SteeringWords words =
                new SteeringWords(
                        List.of(
                                rss(60),
                                SteeringRun.run(
                                        "./Bad.java",
                                        f -> {
                                            f.p99Us = 1;
                                            f.faults = 5;
                                        })));

        assertThat(words.verdict()).startsWith("Use flow-hash (RSS)");
        assertThat(words.reasons()).anyMatch(reason -> reason.contains("failing: ./Bad.java (5"));
    }

    /** As when the others were stopped. */
    @Test
    void oneThatRanAloneHasWonNothing() throws IOException {
        final SteeringContest torn =
                new SteeringContest(
                        8, List.of(SteeringRun.run("round-robin", f -> f.reordered = 1)));
        assertThat(new SteeringClaim(torn).of("it"))
                .isEqualTo(
                        "no other one was run, and it tears flows apart or lets packets overtake");
        final SteeringContest failing =
                new SteeringContest(8, List.of(SteeringRun.run("mine", f -> f.faults = 1)));
        assertThat(new SteeringClaim(failing).of("it"))
                .isEqualTo("no other one was run, and it fails");
    }

    @Test
    void withoutAnyRunThereIsNothingToTell() {
        final SteeringWords words = new SteeringWords(List.of());

        assertThat(words.verdict()).contains("nothing to tell");
        assertThat(words.reasons()).isEmpty();
    }
}
