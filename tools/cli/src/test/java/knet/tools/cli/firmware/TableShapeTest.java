package knet.tools.cli.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import knet.firmware.IndirectionTable;
import knet.firmware.parts.NumberList;
import org.junit.jupiter.api.Test;

class TableShapeTest {
    private static List<Integer> entries(final IndirectionTable table) {
        return IntStream.range(0, table.size()).mapToObj(table::get).toList();
    }

    @Test
    void everySpreadOverTheFirstQueuesIsEqual() {
        for (int queues = 1; queues <= 128; queues++) {
            assertThat(TableShape.words(entries(new IndirectionTable(128, queues))))
                    .contains("equal " + queues);
        }
        assertThat(TableShape.words(List.of(2, 3, 2, 3))).contains("equal 2 start 2");
        assertThat(TableShape.words(List.of(5, 5, 5, 5))).contains("equal 1 start 5");
    }

    @Test
    void weightsThatAreFoundMakeTheSameTable() {
        final Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            final int[] weights = random.ints(1 + random.nextInt(6), 0, 9).toArray();
            weights[random.nextInt(weights.length)]++;
            final IndirectionTable table = new IndirectionTable(64, 1);
            table.weigh(weights);
            final List<Integer> wanted = entries(table);

            final String words = TableShape.words(wanted).orElseThrow();

            final IndirectionTable again = new IndirectionTable(64, 1);
            final String[] parts = words.split(" ");
            if (parts[0].equals("weight")) {
                again.weigh(Arrays.stream(parts).skip(1).mapToInt(Integer::parseInt).toArray());
            } else {
                final int start = parts.length == 2 ? 0 : Integer.parseInt(parts[3]);
                final int count = Integer.parseInt(parts[1]);
                IntStream.range(0, 64).forEach(i -> again.set(i, start + i % count));
            }
            assertThat(entries(again)).as(words).isEqualTo(wanted);
        }
    }

    @Test
    void aTableInNoOrderIsNeither() {
        assertThat(TableShape.words(List.of(0, 2, 1, 2))).isEmpty();
        assertThat(TableShape.weights(List.of(0, 2, 1, 2))).isEqualTo("weight 1 1 2");
    }

    @Test
    void aParametersValueIsReadAsTheTableThatItWasMadeOf() {
        final Random random = new Random(8);
        for (int run = 0; run < 300; run++) {
            final int spread = 1 + random.nextInt(12);
            final int[] table = random.ints(1 << random.nextInt(9), 0, spread).toArray();
            if (run % 3 == 0) {
                Arrays.sort(table);
            }
            final IndirectionTable again = new IndirectionTable(table.length, 1);
            again.repeat(NumberList.parse(TableShape.indir(table), 255, table.length));
            for (int i = 0; i < table.length; i++) {
                assertThat(again.get(i)).isEqualTo(table[i]);
            }
        }
    }

    @Test
    void itSaysWhatRepeatsOnce() {
        assertThat(TableShape.indir(0, 1, 2, 3, 0, 1, 2, 3)).isEqualTo("0-3");
        assertThat(TableShape.indir(0, 1, 2, 0, 1, 2, 0, 1)).isEqualTo("0-2");
        assertThat(TableShape.indir(4, 4, 4, 4, 5, 5, 5, 5)).isEqualTo("4*4;5*4");
        assertThat(TableShape.indir(0, 0, 3, 1)).isEqualTo("0;0;3;1");
    }
}
