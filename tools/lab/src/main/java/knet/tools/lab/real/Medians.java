package knet.tools.lab.real;

import java.util.Arrays;

/** The median of whole figures, of which the first so many of an array count. */
final class Medians {
    private Medians() {}

    /**
     * @return 0 if there is none
     */
    static long of(final long[] values, final int count) {
        if (count == 0) {
            return 0;
        }
        final long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}
