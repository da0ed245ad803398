package knet.threads.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import knet.threads.app.CloseReason;
import knet.threads.stack.Bench;
import knet.threads.stack.Frames;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an endpoint reads of a stream, segment by segment. */
class TcpReceiveTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final Bench bench = new Bench();
    private final Sender sender = new Sender(1000);

    @AfterEach
    void everySegmentHasOneOutcome() {
        bench.end();
        assertThat(Outcomes.sum(bench.stack)).isEqualTo(bench.tcp("segments"));
    }

    private String text() {
        return new String(bench.stream().bytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void inOrder() {
        bench.in(sender.syn()).in(sender.ack(0));
        bench.in(sender.data(0, "abc")).in(sender.data(3, "def")).in(sender.fin(6));
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.stream().closed).isEqualTo(CloseReason.FIN);
        assertThat(bench.streams).containsOnlyKeys(Sender.FLOW);
        assertThat(bench.tcp("headerPredictionHits")).isEqualTo(2);
        assertThat(bench.tcp("closed")).isEqualTo(1);
        assertThat(bench.deliveries).containsExactly(2L, 3L);
    }

    @Test
    void outOfOrderIsPutInOrder() {
        bench.in(sender.syn()).in(sender.data(6, "ghi")).in(sender.data(3, "def"));
        assertThat(bench.streams).isEmpty();
        bench.in(sender.data(0, "abc"));
        assertThat(text()).isEqualTo("abcdefghi");
        assertThat(bench.tcp("outOfOrder")).isEqualTo(2);
        // Each frame is reported once, when its last byte has gone out.
        assertThat(bench.deliveries).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void retransmissionsBringNothingNew() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.data(0, "abc"));
        bench.in(sender.data(0, "abcde")).in(sender.data(1, "bcdefg"));
        assertThat(text()).isEqualTo("abcdefg");
        assertThat(bench.tcp("duplicate")).isEqualTo(1);
        assertThat(bench.tcp("retransmittedBytes")).isEqualTo(3 + 3 + 4);
    }

    @Test
    void ofConflictingOverlapsTheFirstToArriveWins() {
        bench.in(sender.syn()).in(sender.data(2, "CCC")).in(sender.data(0, "abxyzf"));
        assertThat(text()).isEqualTo("abCCCf");
        assertThat(bench.tcp("overlapConflictBytes")).isEqualTo(3);
    }

    @Test
    void anOverlapOfTwoHeldSegments() {
        bench.in(sender.syn()).in(sender.data(4, "EFGH")).in(sender.data(2, "cdxxxxxxij"));
        bench.in(sender.data(0, "ab"));
        assertThat(text()).isEqualTo("abcdEFGHxxij");
    }

    @Test
    void aKeepAliveIsNoData() {
        bench.in(sender.syn()).in(sender.data(0, "abc"));
        bench.in(sender.data(2, "\0")).in(sender.ack(2)).in(sender.data(3, "d"));
        assertThat(text()).isEqualTo("abcd");
        assertThat(bench.tcp("keepAlive")).isEqualTo(2);
    }

    @Test
    void finBeforeTheLastData() {
        bench.in(sender.syn()).in(sender.fin(6, "gh")).in(sender.data(3, "def"));
        assertThat(bench.streams).isEmpty();
        bench.in(sender.data(0, "abc"));
        assertThat(text()).isEqualTo("abcdefgh");
        assertThat(bench.stream().closed).isEqualTo(CloseReason.FIN);
    }

    @Test
    void dataBeyondFinIsNotRead() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.fin(3));
        bench.in(sender.data(3, "xyz")).in(sender.data(4, "xyz")).in(sender.data(2, "cde"));
        assertThat(text()).isEqualTo("abc");
        assertThat(bench.tcp("afterClose")).isEqualTo(3);
    }

    @Test
    void heldDataBeyondFinIsDropped() {
        bench.in(sender.syn()).in(sender.data(10, "xyz")).in(sender.fin(3));
        bench.in(sender.data(0, "abc"));
        assertThat(text()).isEqualTo("abc");
        assertThat(bench.stream().closed).isEqualTo(CloseReason.FIN);
    }

    @Test
    void aRetransmittedFinIsADuplicate() {
        bench.in(sender.syn()).in(sender.fin(0, "abc")).in(sender.fin(0, "abc")).in(sender.fin(3));
        assertThat(text()).isEqualTo("abc");
        assertThat(bench.tcp("duplicate")).isEqualTo(2);
        assertThat(bench.tcp("closed")).isEqualTo(1);
    }

    @Test
    void aResetAtTheNextByteEndsTheStream() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.rst(3));
        bench.in(sender.data(3, "def"));
        assertThat(text()).isEqualTo("abc");
        assertThat(bench.stream().closed).isEqualTo(CloseReason.RESET);
        assertThat(bench.tcp("afterClose")).isEqualTo(1);
    }

    /** RFC 5961 section 3.2: a reset elsewhere in the window is challenged, not obeyed. */
    @Test
    void aResetElsewhereIsIgnored() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.rst(10)).in(sender.rst(1));
        bench.in(sender.data(3, "def"));
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("rstIgnored")).isEqualTo(2);
    }

    /** RFC 9293 section 3.5.3: the text of a reset explains it, and is no data. */
    @Test
    void dataInAResetIsNotRead() {
        bench.in(sender.syn()).in(sender.data(0, "abc"));
        bench.in(sender.segment(4, Frames.RST | Frames.ACK, new byte[] {1, 2, 3}));
        assertThat(text()).isEqualTo("abc");
    }

    @Test
    void aGapIsSkippedAtTheEndOfTheRun() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.data(10, "klm"));
        bench.in(sender.data(20, "uvw")).end();
        assertThat(bench.stream().events)
                .containsExactly("data 3", "gap 7", "data 3", "gap 7", "data 3");
        assertThat(bench.tcp("gaps")).isEqualTo(2);
        assertThat(bench.tcp("gapBytes")).isEqualTo(14);
        assertThat(bench.stream().closed).isEqualTo(CloseReason.END_OF_RUN);
        // What waited for bytes that never came says nothing about the host's latency.
        assertThat(bench.deliveries).containsExactly(1L);
    }

    @Test
    void aGapBeforeFinCountsAtTheEnd() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.fin(10)).end();
        assertThat(bench.stream().events).containsExactly("data 3", "gap 7");
        assertThat(bench.stream().closed).isEqualTo(CloseReason.FIN);
    }

    @Test
    void tooMuchBehindAGapSkipsIt() {
        final Bench small = new Bench(StackConfig.defaults().withHeldBytes(8192, 1 << 20));
        small.in(sender.syn()).in(sender.data(0, "abc"));
        for (int i = 0; i < 10; i++) {
            small.in(sender.data(100 + i * 1000L, Frames.pattern(1000, i)));
        }
        assertThat(small.tcp("gapsForced")).isEqualTo(1);
        assertThat(small.stream().events).startsWith("data 3", "gap 97", "data 1000");
        small.in(sender.data(3, "late")).end();
        assertThat(small.stream().bytes()).hasSize(3 + 10 * 1000);
        assertThat(small.tcp("duplicate")).isEqualTo(1);
    }

    @Test
    void joinedInTheMiddle() {
        bench.in(sender.data(500, "abc")).in(sender.data(400, "xyz")).in(sender.data(503, "def"));
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("midstream")).isEqualTo(1);
    }

    /** A capture may hold the SYN after the first data. */
    @Test
    void aLateSynBelongsToTheConnection() {
        bench.in(sender.data(0, "abc")).in(sender.syn()).in(sender.data(3, "def"));
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("reused")).isZero();
    }

    @Test
    void anotherSynBeginsAnotherStream() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.fin(3));
        final Sender next = new Sender(900_000);
        bench.in(next.syn()).in(next.data(0, "second")).in(next.fin(6));
        assertThat(bench.streams.get(Sender.FLOW))
                .extracting(s -> new String(s.bytes(), StandardCharsets.US_ASCII))
                .containsExactly("abc", "second");
        assertThat(bench.tcp("reused")).isEqualTo(1);
    }

    /** RFC 5961 section 4.2: an established connection survives a SYN that is not its own. */
    @Test
    void aStraySynDoesNotEndTheConnection() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(new Sender(77_000_000).syn());
        bench.in(sender.data(3, "def")).in(sender.fin(6));
        assertThat(text()).isEqualTo("abcdef");
    }

    @Test
    void aConnectionThatWasAbandonedIsReplaced() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.data(10, "klm"));
        final Sender next = new Sender(77_000_000);
        bench.in(next.syn()).in(next.data(0, "second"));
        assertThat(bench.streams.get(Sender.FLOW).get(0).events)
                .containsExactly("data 3", "gap 7", "data 3");
        assertThat(bench.streams.get(Sender.FLOW).get(0).closed).isEqualTo(CloseReason.REPLACED);
        assertThat(bench.streams.get(Sender.FLOW).get(1).bytes()).hasSize(6);
    }

    @Test
    void dataInTheSyn() {
        bench.in(sender.segment(0, Frames.SYN, new byte[] {'a', 'b'})).in(sender.data(2, "c"));
        assertThat(text()).isEqualTo("abc");
        assertThat(bench.tcp("synData")).isEqualTo(1);
    }

    @Test
    void sequenceNumbersWrap() {
        final Sender wrapping = new Sender(0xffff_fff0L);
        bench.in(wrapping.syn());
        for (int i = 0; i < 26; i += 2) {
            bench.in(
                    wrapping.data((i ^ 2) % 26, LETTERS.substring((i ^ 2) % 26, (i ^ 2) % 26 + 2)));
        }
        bench.in(wrapping.data(0, LETTERS));
        assertThat(text()).isEqualTo(LETTERS);
    }

    @Test
    void streamsLongerThanFourGigabytes() {
        final CountingBench counting = new CountingBench();
        final long total = counting.streamOf(5L << 30);
        assertThat(counting.delivered()).isEqualTo(total).isGreaterThan(1L << 32);
    }

    /** RFC 7323 section 5: new data with an old timestamp is an old duplicate. */
    @Test
    void oldTimestampsAreRejected() {
        sender.options(Frames.timestamps(100));
        bench.in(sender.syn()).in(sender.data(0, "abc"));
        sender.options(Frames.timestamps(50));
        bench.in(sender.data(3, "XYZ"));
        sender.options(Frames.timestamps(101));
        bench.in(sender.data(3, "def"));
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("pawsRejected")).isEqualTo(1);
    }

    @Test
    void timestampsMayWrap() {
        sender.options(Frames.timestamps(0x7fff_fff0));
        bench.in(sender.syn()).in(sender.data(0, "abc"));
        sender.options(Frames.timestamps(0x8000_0010));
        bench.in(sender.data(3, "def"));
        assertThat(text()).isEqualTo("abcdef");
    }

    /** RFC 7323 section 5.5: after 24 days of silence the timestamp says nothing. */
    @Test
    void timestampsExpire() {
        sender.options(Frames.timestamps(100));
        bench.in(sender.syn()).in(sender.data(0, "abc")).pass(TimeUnit.DAYS.toNanos(25));
        sender.options(Frames.timestamps(50));
        bench.in(sender.data(3, "def"));
        assertThat(text()).isEqualTo("abcdef");
    }

    @Test
    void strayDataFarAheadIsNotHeld() {
        bench.in(sender.syn()).in(sender.data(0, "abc")).in(sender.data(1L << 30, "stray"));
        bench.in(sender.data(3, "def")).end();
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("outOfWindow")).isEqualTo(1);
    }

    @Test
    void aStreamThatGoesOnFarAheadIsFollowed() {
        bench.in(sender.syn()).in(sender.data(0, "abc"));
        for (int i = 0; i < 10; i++) {
            bench.in(sender.data((1L << 30) + 2L * i, LETTERS.substring(2 * i, 2 * i + 2)));
        }
        assertThat(text()).isEqualTo("abc" + LETTERS.substring(14, 20));
        assertThat(bench.tcp("outOfWindow")).isEqualTo(7);
    }

    @Test
    void aResetWithoutAConnectionIsNoStream() {
        bench.in(sender.rst(0));
        assertThat(bench.streams).isEmpty();
        assertThat(bench.tcp("noConnection")).isEqualTo(1);
    }

    @Test
    void urgentDataIsReadInline() {
        bench.in(sender.syn()).in(sender.data(0, "abc"));
        bench.in(sender.segment(4, Frames.ACK | Frames.URG, new byte[] {'d'}));
        assertThat(text()).isEqualTo("abcd");
        assertThat(bench.tcp("urgent")).isEqualTo(1);
    }

    @Test
    void synWithFinIsMalformed() {
        bench.in(sender.segment(0, Frames.SYN | Frames.FIN, new byte[0]));
        assertThat(bench.tcp("badFlags")).isEqualTo(1);
    }
}
