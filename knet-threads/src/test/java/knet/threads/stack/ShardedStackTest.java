package knet.threads.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.threads.app.ByteCounts;
import knet.threads.app.StreamRecord;
import knet.threads.flow.SteeringReport;
import knet.threads.flow.SteeringStats;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real threads over one shared stack: nothing is lost, and every stream is whole. */
class ShardedStackTest {
    private static final int THREADS = 4;
    private static final int CONNECTIONS = 40;

    /** Interleaved connections, and a datagram in fragments here and there. */
    private static List<byte[]> wire() {
        final Random random = new Random(7);
        final List<byte[]> wire = new ArrayList<>();
        final int[] sent = new int[CONNECTIONS];
        for (int i = 0; i < 8000; i++) {
            final int connection = random.nextInt(CONNECTIONS);
            final String client = "10.0.1." + connection;
            final byte[] data =
                    sent[connection] == 0 ? new byte[0] : Frames.pattern(100, sent[connection]);
            final int flags = sent[connection] == 0 ? Frames.SYN : Frames.ACK;
            final byte[] segment =
                    Frames.tcp(
                            client,
                            "10.0.0.1",
                            999,
                            80,
                            sent[connection],
                            flags,
                            new byte[0],
                            data);
            sent[connection] += sent[connection] == 0 ? 1 : data.length;
            wire.add(Frames.ipv4(client, "10.0.0.1", 6, 1, 0, segment));
            if (i % 20 == 0) {
                final byte[] udp = Frames.udp(client, "10.0.0.1", 5, 53, new byte[100]);
                wire.add(Frames.ipv4(client, "10.0.0.1", 17, i, 0x2000, Arrays.copyOf(udp, 56)));
                wire.add(
                        Frames.ipv4(
                                client, "10.0.0.1", 17, i, 7, Arrays.copyOfRange(udp, 56, 108)));
            }
        }
        return wire;
    }

    private static List<StreamRecord> oneQueue(final List<byte[]> wire) {
        final ByteCounts counts = new ByteCounts(true);
        final NetStack stack =
                new NetStack(StackConfig.defaults().withApplication(counts), DeliveryListener.NONE);
        final RxFrame frame = new RxFrame();
        for (int i = 0; i < wire.size(); i++) {
            deliver(wire, i, 0, frame, stack);
        }
        stack.onEndOfRun(0);
        return counts.streams();
    }

    private static void deliver(
            final List<byte[]> wire,
            final int number,
            final int queue,
            final RxFrame frame,
            final RxHandler handler) {
        final byte[] bytes = wire.get(number).clone();
        frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, 1, 0, number, number, number, queue);
        handler.onFrame(frame);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(60)
    void threadsTogetherReadWhatOneReads(final boolean restoreOrder) throws Exception {
        final List<byte[]> wire = wire();
        final ByteCounts counts = new ByteCounts(true);
        final ShardedStack stack =
                new ShardedStack(
                        StackConfig.defaults()
                                .withApplication(counts)
                                .withArrivalSkew(wire.size())
                                .withRestoreOrder(restoreOrder),
                        8);
        final AtomicInteger delivered = new AtomicInteger();
        final List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            final int own = t;
            final RxHandler handler =
                    stack.handler((arrivalNs, queue) -> delivered.incrementAndGet());
            threads.add(
                    new Thread(
                            () -> {
                                final RxFrame frame = new RxFrame();
                                for (int i = own; i < wire.size(); i += THREADS) {
                                    deliver(wire, i, own, frame, handler);
                                }
                            }));
        }
        threads.forEach(Thread::start);
        for (final Thread thread : threads) {
            thread.join();
        }
        stack.onEndOfRun(0);
        assertThat(counts.streams()).isEqualTo(oneQueue(wire));
        final StackStats stats = stack.stats();
        assertThat(stats.ip().get("frames")).isEqualTo(wire.size());
        assertThat(stats.ip().get("reassembled")).isEqualTo(400);
        assertThat(stats.tcp().get("segments")).isEqualTo(8000);
        assertThat(stats.udp().get("delivered")).isEqualTo(400);
        assertThat(stack.hurriedPackets()).isZero();
        final SteeringReport report = new SteeringReport();
        stack.addTo(report);
        final SteeringStats steering = report.stats(THREADS);
        assertThat(steering.flows()).isEqualTo(2 * CONNECTIONS);
        assertThat(steering.splitReasons().get("other")).isGreaterThan(0);
    }

    @Test
    void shardsAreAPowerOfTwo() {
        assertThatThrownBy(() -> new ShardedStack(StackConfig.defaults(), 3))
                .hasMessageContaining("3");
    }
}
