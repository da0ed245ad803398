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
