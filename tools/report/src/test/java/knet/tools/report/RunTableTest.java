package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunTableTest {
    private final ExampleRun example = new ExampleRun();

    @Test
    void aClassifierThatFailedIsTheFirstThingTheVerdictSays() {
        final ExampleRun run = new ExampleRun();
        run.nicCounters = Map.of("firmware_exceptions", 5_759L);

        assertThat(Verdict.of(run.build()))
                .isEqualTo(
                        "5,759 calls of the classifier failed, and their frames went to queue 0; every"
                                + " flow stayed on one queue");
    }

    @Test
    void ofSeveralClassifiersTheVerdictBlamesNone() {
        final ExampleRun run = new ExampleRun();
        run.splitFlows = 2;
        run.splitReasons = Map.of("other", 2L);
        run.periods =
                List.of(
                        new FirmwarePeriod("a", 0L, 9, 10L, 4.0, false, List.of()),
                        new FirmwarePeriod("b", 10L, 19, 10L, 4.0, false, List.of()));

        assertThat(Verdict.of(run.build()))
                .isEqualTo(
                        "2 of 512 flows met more than one queue, because 2 classifiers decided one"
                                + " after the other, which says nothing of one of them");
        run.splitReasons = Map.of("fragment", 1L, "other", 1L);
        assertThat(Verdict.of(run.build()))
                .contains("1 because 2 classifiers decided one after the other")
                .doesNotContain("sent them there");
    }

    @Test
    void whatWasLoadedAndDecidedNothingIsNotCounted() {
        final ExampleRun run = new ExampleRun();
        run.splitFlows = 2;
        run.splitReasons = Map.of("other", 2L);
        run.periods =
                List.of(
                        new FirmwarePeriod("a", 0L, -1, 0L, null, true, List.of()),
                        new FirmwarePeriod("b", 0L, 9, 10L, 4.0, false, List.of()),
                        new FirmwarePeriod("b", 10L, 19, 10L, 4.0, false, List.of()));

        assertThat(Verdict.of(run.build()))
                .endsWith("though the classifier is to keep flows together");
        assertThat(PeriodTable.of(run.build()))
                .startsWith("one classifier decided on all frames; what was loaded, and when:")
                .containsPattern("a \\(hung\\) +- +- +0 +-");
    }

    @Test
    void reads() {
        example.ringFull = 1_234;
        example.warnings = List.of("web-64-clients.pcap: cut at byte 4711");
        example.truncated = true;
        example.restarts = 1;

        assertThat(RunTable.toString(example.build()))
                .isEqualTo(
                        """
                        web-64-clients.pcap: 120,135 frames, 86.9 MB, EN10MB, 701 ms, damaged
                        flow-hash over 4 queues, mode knet, real clock, on full drop

                        queue   frames  share    bytes  flows  dropped  raised  suppressed      p50     p99   p99.9     max
                            0   29,012  24.4%  21.2 MB    128    1,234     103      28,909  8.45 us  131 us  163 us  166 us
                            1   31,877  26.8%  23.3 MB    128        0     103      31,774  8.38 us  130 us  163 us  166 us
                            2   27,460  23.1%  20.1 MB    128        0     103      27,357  8.48 us  134 us  163 us  166 us
                            3   30,552  25.7%  22.3 MB    128        0     103      30,449  8.42 us  131 us  163 us  166 us
                        total  118,901   100%  86.9 MB    512    1,234     412     118,489  8.42 us  132 us  163 us  166 us
                        latency is from arrival at the NIC to the application
                        in a run of less than two seconds most code is not compiled yet: --loop N --loop-rewrite runs longer

                        every flow stayed on one queue (of the 118,901 delivered frames)
                        offered 120135 = delivered 118901 + dropped 1234 + in flight 0
                        dropped: ring-full 1,234
                        balance of the frames that were not dropped: max/mean 1.07, imbalance 16.1% ((max - min) / min), Jain 0.997
                        flows: 512 (TCP 512)
                        speed: 123 ms elapsed, 963 kpps, 5.63 Gbit/s
                        pacing at original: late by 2.10 us (p50), 48.0 us (p99), 1.25 ms (max)
                        ip: packets 118,901, reassembled 12
                        tcp: segments 118,881, predictedShare 0.931
                        udp: datagrams 20
                        app: bytes 43,458,315, connections 512
                        the NIC process died 1 time and was started again
                        warning: web-64-clients.pcap: cut at byte 4711
                        """);
    }

    @Test
    void framesThatADeadHostTookWithIt() {
        assertThat(RunTable.toString(example.build())).doesNotContain("lost in a restart");
        example.lostInRestart = 1;
        assertThat(lines())
                .contains(
                        "of those delivered, 1 frame was lost in a restart: a host died before"
                                + " they were processed");
        example.lostInRestart = 1_300;
        assertThat(lines()).anyMatch(line -> line.contains("1,300 frames were lost in a restart"));
    }

    @Test
    void flowsThatStay() {
        assertThat(lines()).contains("every flow stayed on one queue");
    }

    @Test
    void theOneFlow() {
        example.flows = 1;
        assertThat(lines()).contains("the one flow stayed on one queue");
    }

    @Test
    void splitByDirectionAlone() {
        example.splitFlows = 64;
        example.splitReasons = Map.of("direction", 64L, "fragment", 0L);
        assertThat(lines())
                .contains(
                        "64 of 512 flows met more than one queue, only because their two directions"
                                + " go apart: key=symmetric keeps them together");
    }

    @Test
    void splitBySpraying() {
        example.splitFlows = 512;
        example.firmware = "round-robin";
        example.spraying = true;
        example.splitReasons = Map.of("other", 512L);
        example.reordered = 12;
        assertThat(lines())
                .contains(
                        "512 of 512 flows met more than one queue, because round-robin spreads the"
                                + " packets of a flow; 12 packets reached the host out of order"
                                + " within a flow");
    }

    @Test
    void splitByAClassifierThatBreaksItsPromise() {
        example.splitFlows = 2;
        example.splitReasons = Map.of("other", 2L);
        assertThat(lines())
                .contains(
                        "2 of 512 flows met more than one queue, though the classifier is to keep"
                                + " flows together");
    }

    @Test
    void splitForSeveralReasons() {
        example.splitFlows = 70;
        example.splitReasons = new java.util.TreeMap<>(Map.of("direction", 64L, "fragment", 6L));
        example.reordered = 1;
        assertThat(lines())
                .contains(
                        "70 of 512 flows met more than one queue: 64 because their two directions"
                                + " go apart (key=symmetric keeps them together), 6 because"
                                + " fragments are steered by their addresses alone, without ports"
                                + " (udp=2tuple,key=symmetric steers all UDP by its addresses, both"
                                + " directions alike); 1 packet reached the host out of order"
                                + " within a flow");
    }

    @Test
    void noRemedyThatIsTakenAlready() {
        example.firmware = "flow-hash:key=symmetric,udp=2tuple";
        example.splitFlows = 6;
        example.splitReasons = Map.of("fragment", 6L);
        assertThat(lines())
                .contains(
                        "6 of 512 flows met more than one queue, only because fragments are"
                                + " steered by their addresses alone, without ports");
    }

    @Test
    void theRestOfARemedyThatIsTakenInPart() {
        example.firmware = "flow-hash:key=symmetric";
        example.splitFlows = 6;
        example.splitReasons = Map.of("fragment", 6L);
        assertThat(lines())
                .anyMatch(
                        line ->
                                line.endsWith(
                                        "without ports: udp=2tuple steers all UDP by its"
                                                + " addresses"));
    }

    @Test
    void noRemedyOfAnotherClassifier() {
        example.firmware = "source-ip-mask";
        example.splitFlows = 6;
        example.splitReasons = Map.of("direction", 6L);
        assertThat(lines())
                .contains(
                        "6 of 512 flows met more than one queue, only because their two directions"
                                + " go apart");
    }

    @Test
    void sprayingIsTheReasonInWhateverFormPacketsCame() {
        example.splitFlows = 9;
        example.firmware = "round-robin";
        example.spraying = true;
        example.splitReasons = new java.util.TreeMap<>(Map.of("other", 5L, "direction", 4L));
        assertThat(lines())
                .contains(
                        "9 of 512 flows met more than one queue, because round-robin spreads the"
                                + " packets of a flow");
    }

    @Test
    void aClassifierThatHardlySpreadsIsNotTheReasonForAll() {
        example.splitFlows = 9;
        example.firmware = "mine";
        example.spraying = true;
        example.splitReasons = new java.util.TreeMap<>(Map.of("other", 2L, "direction", 7L));
        assertThat(lines())
                .contains(
                        "9 of 512 flows met more than one queue: 7 because their two directions go"
                                + " apart, 2 because mine sent some of their packets elsewhere, as"
                                + " it may");
    }

    @Test
    void aClassifierThatCountsWhatItMovesIsTakenAtItsWord() {
        example.splitFlows = 9;
        example.firmware = "rss-plus-plus";
        example.spraying = true;
        example.splitReasons = new java.util.TreeMap<>(Map.of("other", 8L, "direction", 1L));
        example.firmwareCounters = new java.util.TreeMap<>(Map.of("flows_moved", 11L));
        assertThat(lines())
                .contains(
                        "9 of 512 flows met more than one queue: 1 because their two directions go"
                                + " apart, 8 because rss-plus-plus moved flows (flows_moved 11)",
                        "classifier: flows_moved 11");
        example.splitReasons = Map.of("direction", 9L);
        example.firmwareCounters = Map.of("flows_moved", 0L);
        assertThat(lines())
                .contains(
                        "9 of 512 flows met more than one queue, only because their two directions"
                                + " go apart");
        example.splitReasons = Map.of("other", 9L);
        example.firmwareCounters = Map.of("flows_moved", 0L, "flow_table_full", 4L);
        assertThat(lines())
                .contains(
                        "9 of 512 flows met more than one queue, because rss-plus-plus had no room"
                                + " for all flows in its table");
    }

    @Test
    void whyTheQueuesFlowsAreMoreThanAll() {
        assertThat(RunTable.toString(example.build())).doesNotContain("add up");
        example.flows = 10;
        example.flowsPerQueue = 5;
        assertThat(lines())
                .contains(
                        "a flow counts at each queue that it met: the queues' flows add up to 20");
    }

    @Test
    void queuesThatGotNothing() {
        example.frames = new long[] {5, 0, 0, 4};
        assertThat(lines())
                .contains("balance: max/mean 2.22, Jain 0.494, 2 of 4 queues got nothing");
    }

    @Test
    void ofHowManyFramesTheLatencyIs() {
        example.frames = new long[] {80_000, 0, 30_000, 1};
        assertThat(lines())
                .contains(
                        "latency is from arrival at the NIC to the application, of the 80,001"
                                + " frames that brought it something (a queue with - had none of them)");
    }

    @Test
    void conservation() {
        assertThat(lines()).contains("offered 118901 = delivered 118901 + dropped 0 + in flight 0");
    }

    @Test
    void framesThatNoCounterExplainsAreSaidAloud() {
        example.lost = 2;
        assertThat(lines())
                .contains(
                        "offered 118903 is not delivered 118901 + dropped 0 + in flight 0: 2 frames"
                                + " are unaccounted for");
        example.lost = -2;
        assertThat(lines()).anyMatch(line -> line.endsWith(": 2 frames are counted twice"));
    }

    @Test
    void namesCannotDriveTheTerminal() {
        example.files = List.of("\u001b[2J\u0007\u202eevil\r\n.pcap");
        assertThat(lines().get(0)).startsWith("?[2J??evil??.pcap: ");
        assertThat(RunTable.toString(example.build())).doesNotContain("\u001b", "\r", "\u202e");
    }

    @Test
    void withoutLatencyThereIsADash() {
        example.latency = false;
        assertThat(lines()).anyMatch(line -> line.matches("total.*  -    -      -    -"));
        assertThat(lines()).contains("no latency: no frame brought an application anything");
    }

    private List<String> lines() {
        return RunTable.toString(example.build()).lines().toList();
    }
}
