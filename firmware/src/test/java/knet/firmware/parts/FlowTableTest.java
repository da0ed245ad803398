package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTableTest {
    private static final IntPredicate ANY = slot -> true;

    private static FlowKey flow(final int number) {
        final FlowKey key = new FlowKey();
        key.load(Frames.ethernet(Frames.IPV4).ipv4(6, number, 7).ports(1, 2).toPacket());
        return key;
    }

    @Test
    void aFlowKeepsItsSlot() {
        final FlowTable table = new FlowTable(64);
        assertThat(table.find(flow(1))).isEqualTo(FlowTable.NONE);
        final int slot = table.add(flow(1), ANY);
        assertThat(slot).isBetween(0, 63);
        assertThat(table.find(flow(1))).isEqualTo(slot);
        assertThat(table.add(flow(1), ANY)).isEqualTo(slot);
        assertThat(table.hasEvicted()).isFalse();
        assertThat(table.size()).isEqualTo(1);
        table.remove(slot);
        table.remove(slot);
        assertThat(table.find(flow(1))).isEqualTo(FlowTable.NONE);
        assertThat(table.size()).isZero();
    }

    /** Against a map: whoever has a slot is found in it, and nobody else. */
    @ParameterizedTest
    @ValueSource(ints = {8, 64, 1024})
    void findsTheFlowsThatItHasAndNoOthers(final int capacity) {
        final FlowTable table = new FlowTable(capacity);
        final Map<Integer, Integer> slotOf = new HashMap<>();
        final Map<Integer, Integer> flowIn = new HashMap<>();
        final Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            final int number = random.nextInt(capacity * 2);
            final int known = slotOf.getOrDefault(number, FlowTable.NONE);
            assertThat(table.find(flow(number))).isEqualTo(known);
            if (known != FlowTable.NONE && random.nextInt(4) == 0) {
                table.remove(known);
                flowIn.remove(known);
                slotOf.remove(number);
            } else if (known == FlowTable.NONE) {
                final int slot = table.add(flow(number), ANY);
                assertThat(table.hasEvicted()).isEqualTo(flowIn.containsKey(slot));
                final Integer evicted = flowIn.put(slot, number);
                slotOf.remove(evicted);
                slotOf.put(number, slot);
            }
            assertThat(table.size()).isEqualTo(slotOf.size()).isLessThanOrEqualTo(capacity);
        }
        assertThat(table.size()).as("of %d", capacity).isGreaterThan(capacity / 2);
    }

    @Test
    void theLeastRecentOfASetMakesRoom() {
        final FlowTable table = new FlowTable(FlowTable.WAYS);
        for (int i = 0; i < FlowTable.WAYS; i++) {
            assertThat(table.hasRoom(flow(i))).isTrue();
            table.add(flow(i), ANY);
        }
        assertThat(table.hasRoom(flow(100))).isFalse();
        table.find(flow(0));
        final int slot = table.add(flow(100), ANY);
        assertThat(table.hasEvicted()).isTrue();
        assertThat(table.find(flow(1))).as("the oldest").isEqualTo(FlowTable.NONE);
        assertThat(table.find(flow(0))).isNotEqualTo(FlowTable.NONE);
        assertThat(table.find(flow(100))).isEqualTo(slot);
    }

    @Test
    void whoMayNotBeEvictedStays() {
        final FlowTable table = new FlowTable(FlowTable.WAYS);
        for (int i = 0; i < FlowTable.WAYS; i++) {
            table.add(flow(i), ANY);
        }
        assertThat(table.add(flow(100), slot -> false)).isEqualTo(FlowTable.NONE);
        assertThat(table.hasEvicted()).isFalse();
        final int kept = table.find(flow(0));
        final int only = table.find(flow(5));
        assertThat(table.add(flow(100), slot -> slot == only)).isEqualTo(only);
        assertThat(table.find(flow(0))).isEqualTo(kept);
    }

    /**
     * What a set-associative table can do: most of its slots are taken before the first eviction.
     */
    @Test
    void manyFlowsFitBeforeTheFirstMustGo() {
        final FlowTable table = new FlowTable(1 << 14);
        int flows = 0;
        while (!table.hasEvicted()) {
            table.add(flow(flows++), ANY);
        }
        assertThat(flows).isGreaterThan(table.capacity() / 5);
        for (; flows < table.capacity(); flows++) {
            table.add(flow(flows), ANY);
        }
        assertThat(table.size()).isGreaterThan(table.capacity() * 8 / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 12, 1 << 21, -8})
    void refusesOtherCapacities(final int capacity) {
        assertThatThrownBy(() -> new FlowTable(capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not " + capacity);
    }
}
