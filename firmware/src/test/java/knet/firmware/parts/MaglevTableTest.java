package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaglevTableTest {
    private static int[] entries(final MaglevTable table) {
        return IntStream.range(0, table.size()).map(table::get).toArray();
    }

    private static long[] shares(final MaglevTable table, final int queues) {
        final long[] shares = new long[queues];
        IntStream.range(0, table.size()).forEach(i -> shares[table.get(i)]++);
        return shares;
    }

    /** Table 1 of the paper: offsets 3, 0, 3 and skips 4, 2, 1 in a table of 7. */
    @Test
    void thePapersExampleComesOut() {
        final MaglevTable before =
                MaglevTable.populate(new int[] {3, 0, 3}, new int[] {4, 2, 1}, 7);
        assertThat(entries(before)).containsExactly(1, 0, 1, 0, 2, 2, 0);
        // After B1 is removed: B0 and B2, here 0 and 1.
        final MaglevTable after = MaglevTable.populate(new int[] {3, 3}, new int[] {4, 1}, 7);
        assertThat(entries(after)).containsExactly(0, 0, 0, 0, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 65537", "3, 65537", "16, 65537", "256, 65537", "256, 257", "7, 7", "1, 2"})
    void sharesDifferByOneEntryAtMost(final int queues, final int size) {
        assertThat(LongStream.of(shares(MaglevTable.of(queues, size), queues)).boxed())
                .allMatch(share -> share == size / queues || share == size / queues + 1);
    }

    /** The paper's other aim (section 3.4): what a queue gives up moves, and little else does. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64, 256})
    void littleElseMovesWhenAQueueGoes(final int queues) {
        final MaglevTable before = MaglevTable.of(queues, MaglevTable.DEFAULT_SIZE);
        final MaglevTable after = MaglevTable.of(queues - 1, MaglevTable.DEFAULT_SIZE);
        final long movedElsewhere =
                IntStream.range(0, before.size())
                        .filter(i -> before.get(i) != queues - 1)
                        .filter(i -> before.get(i) != after.get(i))
                        .count();
        assertThat((double) movedElsewhere / before.size()).isLessThan(0.04);
        // Modulo, against which this is held, moves nearly everything.
        final long movedByModulo =
                IntStream.range(0, before.size())
                        .filter(i -> i % queues != i % (queues - 1))
                        .count();
        assertThat(movedByModulo).isGreaterThan(10 * movedElsewhere);
    }

    @Test
    void aHashChoosesAnEntryModuloTheSize() {
        final MaglevTable table = MaglevTable.of(4, 251);
        assertThat(table.queue(252)).isEqualTo(table.get(1));
        assertThat(table.queue(-1)).isEqualTo(table.get((int) (0xffff_ffffL % 251)));
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "4, 1", "4, 3", "4, 9", "4, 65536", "4, -7", "256, 251", "4, 1000003"})
    void refusesSizesThatAreNoPrimeOrTooSmall(final int queues, final int size) {
        assertThatThrownBy(() -> MaglevTable.of(queues, size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not " + size);
    }
}
