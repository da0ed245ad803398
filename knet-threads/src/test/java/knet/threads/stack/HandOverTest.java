package knet.threads.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import knet.driver.RxFrame;
import knet.threads.flow.SteeringReport;
import knet.threads.flow.SteeringStats;
import knet.threads.ip.Protocol;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Reassembled datagrams that belong to the thread of another queue. */
class HandOverTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";

    private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
    private int room = Integer.MAX_VALUE;
    private final Bench notes = new Bench();
    private final NetStack first = stack(0);
    private final NetStack second = stack(1);

    /** The queue is the parity of the source port, which only the whole datagram tells. */
    private static int queueOf(final DirectBuffer frame, final int offset, final int length) {
        assertThat(frame.getByte(offset + 14 + 9)).isEqualTo((byte) Protocol.UDP);
        assertThat(frame.getShort(offset + 14 + 6)).isZero();
        assertThat(length).isEqualTo(14 + 20 + 8 + 100);
        return frame.getByte(offset + 14 + 20 + 1) & 1;
    }

    private NetStack stack(final int own) {
        return new NetStack(
                StackConfig.defaults().withApplication(notes.application()),
                DeliveryListener.NONE,
                HandOverTest::queueOf,
                new DatagramExchange() {
                    @Override
                    public int own() {
                        return own;
                    }

                    @Override
                    public boolean isLocal(final int queue) {
                        return queue == own;
                    }

                    @Override
                    public boolean offer(
                            final int queue,
                            final DirectBuffer message,
                            final int offset,
                            final int length) {
                        if (inbox.size() >= room) {
                            return false;
                        }
                        final byte[] copy = new byte[length];
                        message.getBytes(offset, copy);
                        inbox.add(copy);
                        return true;
                    }
                });
    }

    private void fragments(final int id, final int port) {
        final byte[] datagram = Frames.udp(A, B, port, 53, Frames.pattern(100, id));
        frame(Frames.ipv4(A, B, 17, id, 0x2000, Arrays.copyOf(datagram, 56)), 2 * id);
        frame(Frames.ipv4(A, B, 17, id, 7, Arrays.copyOfRange(datagram, 56, 108)), 2 * id + 1);
    }

    private void frame(final byte[] bytes, final int arrival) {
        final RxFrame frame = new RxFrame();
        frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, 1, 0, arrival, 1000, arrival, 0);
        first.onFrame(frame);
    }

    private void secondReads() {
        while (!inbox.isEmpty()) {
            final byte[] message = inbox.poll();
            second.onHandedDatagram(new UnsafeBuffer(message), 0, message.length);
        }
    }

    @Test
    void whatBelongsElsewhereIsHandedOver() {
        fragments(1, 1000);
        assertThat(inbox).isEmpty();
        fragments(2, 1001);
        assertThat(inbox).hasSize(1);
        secondReads();
        assertThat(notes.datagrams).containsExactly(Frames.pattern(100, 1), Frames.pattern(100, 2));
        assertThat(first.stats().ip()).containsEntry("handedOver", 1L).containsEntry("toUdp", 1L);
        assertThat(second.stats().ip()).containsEntry("handedIn", 1L).containsEntry("toUdp", 1L);
        assertThat(second.stats().udp()).containsEntry("badChecksum", 0L);
    }

    @Test
    void theFlowKnowsThatItsFragmentsWereElsewhere() {
        fragments(2, 1001);
        secondReads();
        final byte[] whole = Frames.ipv4(A, B, 17, 9, 0, Frames.udp(A, B, 1001, 53, new byte[100]));
        final RxFrame frame = new RxFrame();
        frame.wrap(new UnsafeBuffer(whole), 0, whole.length, 1, 0, 9, 1000, 9, 1);
        second.onFrame(frame);
        final SteeringReport report = new SteeringReport();
        report.add(first.flows());
        report.add(second.flows());
        final SteeringStats stats = report.stats(2);
        assertThat(stats.flows()).isEqualTo(1);
        assertThat(stats.splitReasons()).containsEntry("fragment", 1L);
    }

    @Test
    void nothingIsLostWhenTheInboxIsFull() {
        room = 2;
        int id = 1;
        while (first.mayPoll()) {
            fragments(id, 1001);
            id++;
        }
        assertThat(first.pendingHandOvers()).isEqualTo(id - 1 - room);
        while (first.pendingHandOvers() > 0 || !inbox.isEmpty()) {
            secondReads();
            first.retryHandOvers();
        }
        assertThat(first.mayPoll()).isTrue();
        assertThat(notes.datagrams).hasSize(id - 1);
        for (int i = 1; i < id; i++) {
            assertThat(notes.datagrams.get(i - 1)).isEqualTo(Frames.pattern(100, i));
        }
    }
}
