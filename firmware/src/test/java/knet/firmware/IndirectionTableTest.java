package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndirectionTableTest {
    @Property
    void theLowBitsOfTheHashChooseTheEntry(
            @ForAll final int hash,
            @ForAll @IntRange(max = 16) final int bits,
            @ForAll @IntRange(min = 1, max = 256) final int queues) {
        final IndirectionTable table = new IndirectionTable(1 << bits, queues);
        final int entry = Math.floorMod(hash, 1 << bits);
        assertThat(table.index(hash)).isEqualTo(entry);
        assertThat(table.queue(hash)).isEqualTo(entry % queues).isEqualTo(table.get(entry));
    }

    @Test
    void anEntryMovesEverythingThatFallsOnIt() {
        final IndirectionTable table = new IndirectionTable(8, 4);
        table.set(5, 200);
        assertThat(table.queue(0xfffffffd)).isEqualTo(200);
        assertThat(table.queue(4)).isZero();
        table.spread(2);
        assertThat(table.queue(5)).isEqualTo(1);
    }

    @Test
    void aListIsRepeatedToFillTheTable() {
        final IndirectionTable table = new IndirectionTable(8, 4);
        table.repeat(3, 1, 0);
        assertThat(entries(table)).containsExactly(3, 1, 0, 3, 1, 0, 3, 1);
        assertThatThrownBy(table::repeat).hasMessage("0 entries for a table of 8");
        assertThatThrownBy(() -> table.repeat(new int[9])).hasMessage("9 entries for a table of 8");
    }

    /** What ethtool's loop makes of {@code -X DEV weight ...}, worked out by hand. */
    @Test
    void weightsGiveRunsOfEntriesAsEthtoolDoes() {
        final IndirectionTable table = new IndirectionTable(8, 4);
        table.weigh(6, 2);
        assertThat(entries(table)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
        table.weigh(1, 1, 1);
        assertThat(entries(table)).containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
        table.weigh(0, 1, 0, 3);
        assertThat(entries(table)).containsExactly(1, 1, 3, 3, 3, 3, 3, 3);
        assertThatThrownBy(() -> table.weigh(0, 0))
                .hasMessage("weights add up to 0, not to 1 to 8");
        assertThatThrownBy(() -> table.weigh(5, 4))
                .hasMessage("weights add up to 9, not to 1 to 8");
        assertThatThrownBy(() -> table.weigh(-1, 4)).hasMessage("weight -1 is negative");
    }

    private static int[] entries(final IndirectionTable table) {
        return java.util.stream.IntStream.range(0, table.size()).map(table::get).toArray();
    }

    @Property
    void growingKeepsEveryHashOnItsQueue(@ForAll final int hash) {
        final IndirectionTable table = new IndirectionTable(16, 5);
        table.set(3, 77);
        final int before = table.queue(hash);
        table.resize(256);
        assertThat(table.size()).isEqualTo(256);
        assertThat(table.queue(hash)).isEqualTo(before);
        table.resize(16);
        assertThat(table.queue(hash)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8, 3, 131072, Integer.MIN_VALUE})
    void refusesOtherSizes(final int size) {
        assertThatThrownBy(() -> new IndirectionTable(size, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void refusesQueuesThatNoDeviceHas(final int queue) {
        final IndirectionTable table = new IndirectionTable(8, 4);
        assertThatThrownBy(() -> table.set(0, queue)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.spread(queue + 1 == 0 ? 0 : 257))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
