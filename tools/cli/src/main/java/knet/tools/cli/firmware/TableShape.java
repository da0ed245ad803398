package knet.tools.cli.firmware;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code ethtool -X} can say of an indirection table, which it cannot set entry by entry. */
final class TableShape {
    private TableShape() {}

    /**
     * The words that make exactly this table of a table of that size: {@code equal N [start S]} or
     * {@code weight W0 W1 ...}.
     *
     * @param table queues by entry, not empty
     */
    static Optional<String> words(final List<Integer> table) {
        final Optional<String> equal = equal(table);
        return equal.isPresent() ? equal : weight(table);
    }

    private static Optional<String> equal(final List<Integer> table) {
        final int start = table.get(0);
        final int count = table.stream().mapToInt(queue -> queue).max().orElse(0) - start + 1;
        for (int i = 0; i < table.size(); i++) {
            if (count < 1 || table.get(i) != start + i % count) {
                return Optional.empty();
            }
        }
        return Optional.of("equal " + count + (start == 0 ? "" : " start " + start));
    }

    private static Optional<String> weight(final List<Integer> table) {
        for (int i = 1; i < table.size(); i++) {
            if (table.get(i) < table.get(i - 1)) {
                return Optional.empty();
            }
        }
        return Optional.of(weights(table));
    }

    /** As many entries of each queue as the table has, in runs. */
    static String weights(final List<Integer> table) {
        final int[] counts = new int[table.stream().mapToInt(queue -> queue).max().orElse(0) + 1];
        table.forEach(queue -> counts[queue]++);
        BigInteger divisor = BigInteger.ZERO;
        for (final int count : counts) {
            divisor = divisor.gcd(BigInteger.valueOf(count));
        }
        final StringBuilder words = new StringBuilder("weight");
        for (final int count : counts) {
            words.append(' ').append(count / divisor.intValue());
        }
        return words.toString();
    }

    /**
     * The table as {@code flow-hash:indir=} takes it, in few characters: what repeats is left out,
     * what counts up is a range, what stays is a run.
     */
    static String indir(final int... table) {
        final int period = period(table);
        final List<String> words = new ArrayList<>();
        int i = 0;
        while (i < period) {
            final int up = length(table, i, period, 1);
            final int same = length(table, i, period, 0);
            if (up > 2 && up >= same) {
                words.add(table[i] + "-" + table[i + up - 1]);
                i += up;
            } else if (same > 2) {
                words.add(table[i] + "*" + same);
                i += same;
            } else {
                words.add(Integer.toString(table[i]));
                i++;
            }
        }
        return String.join(";", words);
    }

    /** Entries after which it repeats, to the end. */
    private static int period(final int... table) {
        for (int period = 1; period < table.length; period++) {
            if (Arrays.equals(table, period, table.length, table, 0, table.length - period)) {
                return period;
            }
        }
        return table.length;
    }

    private static int length(final int[] table, final int from, final int end, final int step) {
        int length = 1;
        while (from + length < end && table[from + length] == table[from] + step * length) {
            length++;
        }
        return length;
    }

    /** A remark on the queues that a table has no room for; empty if there are none. */
    static Optional<String> withoutEntry(final List<Integer> table, final int queues) {
        final int first = table.size();
        if (queues <= first) {
            return Optional.empty();
        }
        return Optional.of(
                "# "
                        + (first == queues - 1
                                ? "queue " + first + " gets"
                                : "queues " + first + " to " + (queues - 1) + " get")
                        + " nothing by hash: the table has fewer entries than there are queues");
    }
}
