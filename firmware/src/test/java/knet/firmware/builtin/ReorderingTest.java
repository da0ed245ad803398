package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounters;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queues of different speeds, flows of different weights, small tables: with {@code drain=true} no
 * packet overtakes another of its flow, with {@code drain=false} some do. So the rule is needed,
 * and does what it is for.
 */
class ReorderingTest {
    private static final int QUEUES = 4;
    private static final int RING = 128;
    private static final int CONNECTIONS = 60;
    private static final int FRAMES = 60_000;

    /** Packets of each queue that the host takes while one arrives. */
    private static final double[] SPEEDS = {0.6, 0.5, 0.4, 0.3};

    private static final class Host implements QueueState {
        private final List<Deque<int[]>> queues = new ArrayList<>();
        private final long[] written = new long[QUEUES];
        private final long[] taken = new long[QUEUES];
        private final int[] lastSeen = new int[2 * CONNECTIONS];
        private long frameNumber;
        private int overtaken;
        private int dropped;

        Host() {
            for (int queue = 0; queue < QUEUES; queue++) {
                queues.add(new ArrayDeque<>());
            }
            Arrays.fill(lastSeen, -1);
        }

        void put(final int queue, final int flow, final int number) {
            if (free(queue) == 0) {
                dropped++;
                return;
            }
            queues.get(queue).add(new int[] {flow, number});
            written[queue]++;
        }

        /** Queue 0 is the fastest; every now and then the host does something else. */
        void serve(final Random random) {
            final boolean isBusy = frameNumber / 1000 % 5 == 4;
            for (int queue = 0; queue < QUEUES; queue++) {
                if (random.nextDouble() < (isBusy ? 0.3 : 1) * SPEEDS[queue]) {
                    takeOne(queue);
                }
            }
        }

        private void takeOne(final int queue) {
            final int[] packet = queues.get(queue).poll();
            if (packet != null) {
                taken[queue]++;
                overtaken += packet[1] < lastSeen[packet[0]] ? 1 : 0;
                lastSeen[packet[0]] = Math.max(lastSeen[packet[0]], packet[1]);
            }
        }

        @Override
        public int count() {
            return QUEUES;
        }

        @Override
        public int depth(final int queue) {
            return queues.get(queue).size();
        }

        @Override
        public int free(final int queue) {
            return RING - depth(queue);
        }

        @Override
        public boolean isPolled(final int queue) {
            return true;
        }

        @Override
        public long written(final int queue) {
            return written[queue];
        }

        @Override
        public long taken(final int queue) {
            return taken[queue];
        }

        @Override
        public long frameNumber() {
            return frameNumber;
        }

        @Override
        public long nowNs() {
            return frameNumber * 1000;
        }
    }

    /** Connections that begin, end and begin again; both directions, some heavy. */
    private static Host run(final String spec) {
        final FirmwareCounters counters = FirmwareCounters.inMemory();
        final Classifier classifier = FirmwareCatalog.load().create(spec, QUEUES);
        new FirmwareContext(QUEUES, 0, 1, counters).start(classifier);
        final Host host = new Host();
        final Random random = new Random(42);
        final Packet packet = new Packet();
        long nextTickNs = classifier.tickIntervalNs();
        for (int i = 0; i < FRAMES; i++) {
            host.frameNumber = i;
            final int client = (int) (StrictMath.pow(random.nextDouble(), 5) * CONNECTIONS);
            final boolean isToServer = random.nextInt(3) > 0;
            final int flags = flags(random, isToServer);
            final UnsafeBuffer frame =
                    isToServer
                            ? TestPackets.toServer(client, flags)
                            : TestPackets.toClient(client, flags);
            if (classifier.tickIntervalNs() > 0 && host.nowNs() >= nextTickNs) {
                nextTickNs += classifier.tickIntervalNs();
                classifier.onTick(host.nowNs(), host);
            }
            packet.wrap(frame, 0, frame.capacity());
            final int queue = classifier.classify(packet, host);
            host.put(queue, 2 * client + (isToServer ? 0 : 1), i);
            host.serve(random);
        }
        return host;
    }

    private static int flags(final Random random, final boolean isToServer) {
        final int kind = random.nextInt(40);
        if (kind == 0 && isToServer) {
            return Packet.TCP_SYN;
        }
        return kind == 1 ? Packet.TCP_FIN | Packet.TCP_ACK : Packet.TCP_ACK;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow-director:sample=3,flows=16",
                "flow-director:sample=40,flows=32",
                "syn-steer:flows=16",
                "syn-steer:flows=512,choice=round-robin",
                "syn-steer:flows=16,directions=one",
                "syn-steer:flows=64,choice=listener",
                "jsq:flows=16",
                "jsq:flows=8,directions=one",
                "two-choices:flows=16",
                "elephant:window=500,share=4,flows=16",
                "elephant:window=500,share=4,flows=16,reserved=2,detect=flow-limit",
                "rss-plus-plus:interval-us=1000,imbalance=0,table=16"
            })
    void packetsOfAFlowOvertakeEachOtherUnlessMovesWaitForTheDrain(final String spec) {
        final Host waiting = run(spec + ",drain=true");
        assertThat(waiting.overtaken).as("drain=true").isZero();
        assertThat(waiting.dropped).as("a ring was full now and then").isGreaterThan(0);
        final Host hasty = run(spec + ",drain=false");
        assertThat(hasty.overtaken).as("drain=false").isGreaterThan(5);
    }

    @Test
    void sprayingOvertakesAndAffinityDoesNot() {
        assertThat(run("spray:by=random").overtaken).isGreaterThan(1000);
        assertThat(run("flow-hash").overtaken).isZero();
    }
}
