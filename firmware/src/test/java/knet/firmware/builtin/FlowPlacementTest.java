package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import knet.firmware.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowPlacementTest {
    private static final int ACK = Packet.TCP_ACK;

    @ParameterizedTest
    @ValueSource(strings = {"jsq", "two-choices"})
    void aFlowStaysWhereItsFirstPacketWent(final String spec) {
        final Rig rig = new Rig(spec, 8);
        for (int client = 0; client < 300; client++) {
            final int queue = rig.send(TestPackets.toServer(client, ACK));
            rig.fill(queue, 1000);
            assertThat(rig.send(TestPackets.toServer(client, ACK))).isEqualTo(queue);
            assertThat(rig.send(TestPackets.toClient(client, ACK))).isEqualTo(queue);
            rig.takeAll();
        }
        assertThat(rig.counter("flows_placed")).isEqualTo(300);
        assertThat(rig.counter("flows_moved")).isZero();
    }

    @Test
    void aFlowJoinsTheShortestQueue() {
        final Rig rig = new Rig("jsq", 4);
        final int[] depths = {9, 4, 7, 5};
        for (int queue = 0; queue < 4; queue++) {
            rig.fill(queue, depths[queue]);
        }
        // Each flow makes its queue one deeper; of equal depths the one with fewer flows.
        assertThat(IntStream.range(0, 6).map(i -> rig.send(TestPackets.udp(i, 1))))
                .containsExactly(1, 3, 1, 3, 1, 2);
    }

    @Test
    void ofQueuesThatAreEmptyTheOneWithFewestFlowsIsJoined() {
        final Rig rig = new Rig("jsq", 7);
        final int[] flows = new int[7];
        for (int i = 0; i < 700; i++) {
            flows[rig.sendAndTake(TestPackets.udp(i, 1))]++;
        }
        assertThat(flows).containsOnly(100);
    }

    /** Flows that are as many as queues, on queues that are empty: balls into bins. */
    private static int greatestLoad(final String spec, final int queues, final long seed) {
        final Rig rig = new Rig(spec, queues, seed);
        final int[] flows = new int[queues];
        for (int i = 0; i < queues; i++) {
            flows[rig.sendAndTake(TestPackets.udp((int) seed * 1_000_003 + i, 1))]++;
        }
        return Arrays.stream(flows).max().orElseThrow();
    }

    /**
     * What Azar et al. and Mitzenmacher prove: with one choice the greatest load of n bins is about
     * log n / log log n, with two log log n / log 2 and a constant. With 256 bins that comes to 4
     * or 5, and to 3.
     */
    @Test
    void twoChoicesAreFarBetterThanOne() {
        int withOne = 0;
        int withTwo = 0;
        int worstWithTwo = 0;
        for (long seed = 1; seed <= 30; seed++) {
            withOne += greatestLoad("two-choices:choices=1", 256, seed);
            final int two = greatestLoad("two-choices", 256, seed);
            withTwo += two;
            worstWithTwo = Math.max(worstWithTwo, two);
        }
        assertThat(withOne / 30.0).isBetween(4.0, 6.0);
        assertThat(withTwo / 30.0).isBetween(2.0, 3.3);
        assertThat(worstWithTwo).isLessThanOrEqualTo(4);
    }

    @Test
    void theShorterOfTwoIsJoinedByDepthFirst() {
        final Rig rig = new Rig("two-choices", 2);
        rig.fill(0, 500);
        int intoTheDeepOne = 0;
        for (int i = 0; i < 400; i++) {
            intoTheDeepOne += rig.sendAndTake(TestPackets.udp(i, 1)) == 0 ? 1 : 0;
            rig.fill(0, 500);
        }
        // Only those whose two choices are the same queue twice: one in four.
        assertThat(intoTheDeepOne).isBetween(70, 130);
    }

    @Test
    void choicesFollowFromTheSeed() {
        final Rig first = new Rig("two-choices:choices=1", 256, 1);
        final Rig again = new Rig("two-choices:choices=1", 256, 1);
        final Rig other = new Rig("two-choices:choices=1", 256, 2);
        int different = 0;
        for (int i = 0; i < 100; i++) {
            final int queue = first.send(TestPackets.udp(i, 1));
            assertThat(again.send(TestPackets.udp(i, 1))).isEqualTo(queue);
            different += other.send(TestPackets.udp(i, 1)) == queue ? 0 : 1;
        }
        assertThat(different).isGreaterThan(90);
    }
}
