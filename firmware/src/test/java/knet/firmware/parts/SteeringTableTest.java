package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import knet.firmware.FirmwareContext;
import knet.firmware.QueueState;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;

class SteeringTableTest {
    private static final int FALLBACK = 3;

    private final TestQueues queues = new TestQueues(4);
    private final FirmwareContext context = FirmwareContext.of(4);

    private SteeringTable table(final boolean drains) {
        final SteeringTable table = new SteeringTable(FlowTable.WAYS, 4, drains);
        table.onStart(context);
        return table;
    }

    private static FlowKey flow(final int number) {
        final FlowKey key = new FlowKey();
        key.load(Frames.ethernet(Frames.IPV4).ipv4(6, number, 7).ports(1, 2).toPacket());
        return key;
    }

    private long counter(final String name) {
        final Map<String, Long> values = new LinkedHashMap<>();
        context.counters().forEach(values::put);
        return values.get(name);
    }

    /** A packet of a flow with a slot. */
    private int send(final SteeringTable table, final int slot) {
        final int queue = table.queue(slot, queues);
        queues.written[queue]++;
        return queue;
    }

    private void passBy(final SteeringTable table) {
        table.passBy(FALLBACK, queues);
        queues.written[FALLBACK]++;
    }

    @Test
    void withoutTheDrainRuleAFlowMovesAtOnce() {
        final SteeringTable table = table(false);
        final int slot = table.place(flow(1), FALLBACK, 0, queues);
        assertThat(send(table, slot)).isZero();
        table.want(slot, 2);
        assertThat(send(table, slot)).isEqualTo(2);
        assertThat(counter("flows_moved")).isEqualTo(1);
        assertThat(table.flowsAt(0)).isZero();
        assertThat(table.flowsAt(2)).isEqualTo(1);
    }

    @Test
    void underTheDrainRuleItWaitsForItsLastPacket() {
        final SteeringTable table = table(true);
        final int slot = table.place(flow(1), FALLBACK, 0, queues);
        queues.written[0] = 5;
        send(table, slot);
        table.want(slot, 2);
        assertThat(table.flowsAt(2)).as("is to go there").isEqualTo(1);
        queues.taken[0] = 5;
        assertThat(send(table, slot)).as("its packet 5 is there still").isZero();
        queues.taken[0] = 6;
        assertThat(send(table, slot)).as("and now its packet 6").isZero();
        queues.written[0] += 10;
        queues.taken[0] = 8;
        assertThat(send(table, slot)).as("what is behind it does not matter").isEqualTo(2);
        assertThat(counter("flows_moved")).isEqualTo(1);
    }

    @Test
    void aPacketThatWasDroppedIsNotWaitedForForEver() {
        final SteeringTable table = table(true);
        final int slot = table.place(flow(1), FALLBACK, 0, queues);
        table.queue(slot, queues);
        // It was not written: index 0 is still to come.
        table.want(slot, 1);
        assertThat(send(table, slot)).isEqualTo(1);
    }

    @Test
    void aFlowThatPassedByBeginsWhereItsPacketsAre() {
        final SteeringTable table = table(true);
        passBy(table);
        final int slot = table.place(flow(1), FALLBACK, 0, queues);
        assertThat(send(table, slot)).isEqualTo(FALLBACK);
        queues.taken[FALLBACK] = 2;
        assertThat(send(table, slot)).isZero();
        // Nobody's packets are left: the next one begins where it is wanted.
        assertThat(send(table, table.place(flow(2), FALLBACK, 1, queues))).isEqualTo(1);
    }

    @Test
    void steeringCountsTheMoveAndPlacingDoesNot() {
        final SteeringTable table = table(false);
        assertThat(send(table, table.place(flow(1), FALLBACK, 0, queues))).isZero();
        assertThat(counter("flows_moved")).isZero();
        assertThat(send(table, table.steer(flow(2), FALLBACK, 0, queues))).isZero();
        assertThat(counter("flows_moved")).isEqualTo(1);
    }

    @Test
    void underTheDrainRuleWhoHasPacketsQueuedKeepsTheSlot() {
        final SteeringTable table = table(true);
        for (int i = 0; i < FlowTable.WAYS; i++) {
            send(table, table.place(flow(i), FALLBACK, 0, queues));
        }
        assertThat(table.place(flow(100), FALLBACK, 1, queues)).isEqualTo(FlowTable.NONE);
        assertThat(counter("flow_table_full")).isEqualTo(1);
        assertThat(table.remove(table.find(flow(5)), queues)).isFalse();
        queues.taken[0] = 3;
        final int slot = table.place(flow(100), FALLBACK, 1, queues);
        assertThat(slot).isNotEqualTo(FlowTable.NONE);
        assertThat(counter("flow_table_evictions")).isEqualTo(1);
        assertThat(table.find(flow(0))).as("the oldest of three").isEqualTo(FlowTable.NONE);
        assertThat(table.flowsAt(0)).isEqualTo(FlowTable.WAYS - 1);
        assertThat(table.flowsAt(1)).isEqualTo(1);
        assertThat(table.remove(table.find(flow(2)), queues)).isTrue();
        assertThat(table.flowsAt(0)).isEqualTo(FlowTable.WAYS - 2);
    }

    @Test
    void flushingForgetsAll() {
        final SteeringTable table = table(false);
        for (int i = 0; i < FlowTable.WAYS; i++) {
            table.place(flow(i), FALLBACK, i % 4, queues);
        }
        assertThat(table.hasRoom(flow(100))).isFalse();
        table.removeAll();
        assertThat(table.size()).isZero();
        assertThat(table.hasRoom(flow(100))).isTrue();
        assertThat(table.flowsAt(1)).isZero();
    }

    /** Queues that tell their depth alone: drained when they are empty, and only then. */
    @Test
    void withoutIndicesAQueueIsDrainedWhenItIsEmpty() {
        final int[] depth = {7};
        final QueueState onlyDepths = new DepthOnly(depth);
        final DrainRule rule = new DrainRule(1);
        rule.sent(0, 0, onlyDepths);
        depth[0] = 1;
        assertThat(rule.isDrained(0, 0, onlyDepths)).isFalse();
        depth[0] = 0;
        assertThat(rule.isDrained(0, 0, onlyDepths)).isTrue();
    }

    private record DepthOnly(int[] depths) implements QueueState {
        @Override
        public int count() {
            return depths.length;
        }

        @Override
        public int depth(final int queue) {
            return depths[queue];
        }

        @Override
        public int free(final int queue) {
            return 8;
        }

        @Override
        public boolean isPolled(final int queue) {
            return true;
        }

        @Override
        public long frameNumber() {
            return 0;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
