package knet.threads.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import knet.threads.stack.Bench;
import knet.threads.stack.Frames;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.Test;

/**
 * A stack on a device of several queues must reckon with segments that overtake each other; a
 * connection of which all segments come through one queue is judged as if there were no other.
 */
class SeveralQueuesTest {
    private static final int SKEW = 5000;

    private final Bench bench = new Bench(StackConfig.defaults().withArrivalSkew(SKEW));
    private final Sender sender = new Sender(1000);
    private int arrival;

    @Test
    void anOldDuplicateOnTheConnectionsOnlyQueueIsRejected() {
        in(0, at(100).syn());
        in(0, at(100).data(0, "abc"));
        in(0, at(50).data(3, "XYZ"));
        in(0, at(101).data(3, "def"));
        bench.end();
        assertThat(text()).isEqualTo("abcdef");
    }

    @Test
    void theSameThroughAnotherQueueMayHaveBeenOvertaken() {
        in(0, at(100).syn());
        in(0, at(100).data(0, "abc"));
        in(1, at(50).data(3, "def"));
        bench.end();
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("pawsRejected")).isZero();
    }

    @Test
    void beyondTheSkewItIsRejectedOnAnyQueue() {
        in(0, at(100).syn());
        in(1, at(100).data(0, "abc"));
        arrival += SKEW;
        in(0, at(50).data(3, "XYZ"));
        bench.end();
        assertThat(text()).isEqualTo("abc");
        assertThat(bench.tcp("pawsRejected")).isEqualTo(1);
    }

    /** The second of two has gone out: nothing can be done, but be told. */
    @Test
    void aConflictWithWhatHasGoneOutIsCounted() {
        in(0, sender.syn());
        bench.deliver(sender.data(0, "abcdef"), 5, 1, bench.stack);
        bench.deliver(sender.data(0, "abXY"), 4, 2, bench.stack);
        bench.end();
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("overlapConflictBytes")).isEqualTo(2);
        assertThat(bench.tcp("overtakenBytes")).isEqualTo(4);
    }

    @Test
    void aConflictWithWhatWasHeldAndHasGoneOutIsCounted() {
        in(0, sender.syn());
        bench.deliver(sender.data(3, "defg"), 6, 1, bench.stack);
        bench.deliver(sender.data(0, "abc"), 4, 2, bench.stack);
        bench.deliver(sender.data(3, "dX"), 5, 3, bench.stack);
        bench.end();
        assertThat(text()).isEqualTo("abcdefg");
        assertThat(bench.tcp("overlapConflictBytes")).isEqualTo(1);
    }

    @Test
    void aConflictWithTheFrontOfALongerSegmentIsCounted() {
        in(0, sender.syn());
        bench.deliver(sender.data(0, "abc"), 5, 1, bench.stack);
        bench.deliver(sender.data(0, "Xbcdef"), 4, 2, bench.stack);
        bench.end();
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("overlapConflictBytes")).isEqualTo(1);
    }

    @Test
    void aRetransmissionIsNoConflict() {
        in(0, sender.syn());
        bench.deliver(sender.data(0, "abcdef"), 5, 1, bench.stack);
        bench.deliver(sender.data(2, "cd"), 4, 2, bench.stack);
        bench.deliver(sender.data(0, "abc"), 3, 3, bench.stack);
        bench.end();
        assertThat(text()).isEqualTo("abcdef");
        assertThat(bench.tcp("overlapConflictBytes")).isZero();
        assertThat(bench.tcp("overtakenBytes")).isEqualTo(5);
    }

    private void in(final int queue, final byte[] segment) {
        bench.deliver(segment, arrival++, queue, bench.stack);
    }

    private Sender at(final int timestamp) {
        return sender.options(Frames.timestamps(timestamp));
    }

    private String text() {
        return new String(bench.stream().bytes(), StandardCharsets.US_ASCII);
    }
}
