package knet.threads.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import knet.threads.stack.Bench;
import knet.threads.stack.DatagramExchange;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.Frames;
import knet.threads.stack.NetStack;
import knet.threads.stack.StackConfig;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Segments that came in fragments and were handed over by another thread, though the whole device
 * has one receive queue: on their way they are overtaken.
 */
class HandedSegmentTest {
    private static final int ETHERNET_AND_IP = 34;

    private final Bench notes = new Bench();
    private final Sender sender = new Sender(1000);
    private final NetStack home = stack(0);
    private final NetStack other = stack(1);
    private byte[] handed;

    private NetStack stack(final int processor) {
        return new NetStack(
                StackConfig.defaults().withApplication(notes.application()).withArrivalSkew(1000),
                DeliveryListener.NONE,
                (frame, offset, length) -> 0,
                new DatagramExchange() {
                    @Override
                    public int own() {
                        return processor;
                    }

                    @Override
                    public boolean isLocal(final int queue) {
                        return queue == processor;
                    }

                    @Override
                    public boolean offer(
                            final int queue,
                            final DirectBuffer message,
                            final int offset,
                            final int length) {
                        handed = new byte[length];
                        message.getBytes(offset, handed);
                        return true;
                    }
                });
    }

    /** In the order of the wire the other bytes would have gone out: that is counted. */
    @Test
    void isKnownToHaveBeenOvertaken() {
        notes.deliver(sender.syn(), 0, 0, home);
        handOver(sender.data(0, "abc"), 1);
        notes.deliver(sender.data(3, "defg"), 5, 0, home);
        handOver(sender.data(3, "dX"), 3);
        home.onEndOfRun(0);

        assertThat(new String(notes.stream().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("abcdefg");
        assertThat(home.stats().tcp())
                .containsEntry("overlapConflictBytes", 1L)
                .containsEntry("overtakenBytes", 2L);
    }

    /** The other thread reassembles, and hands over. */
    private void handOver(final byte[] frame, final int arrival) {
        final byte[] segment = Arrays.copyOfRange(frame, ETHERNET_AND_IP, frame.length);
        final byte[] head = Arrays.copyOf(segment, 16);
        final byte[] tail = Arrays.copyOfRange(segment, 16, segment.length);
        notes.deliver(Frames.ipv4("10.0.0.1", "10.0.0.2", 6, 7, 0x2000, head), arrival, 0, other);
        notes.deliver(Frames.ipv4("10.0.0.1", "10.0.0.2", 6, 7, 2, tail), arrival + 1, 0, other);
        home.onHandedDatagram(new UnsafeBuffer(handed), 0, handed.length);
    }
}
