package knet.traces.generate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mix of frame lengths, without the frame check sequence, as captures count them.
 *
 * <pre>
 *   1514            all of one length
 *   imix            60:7/590:4/1514:1, the "simple IMIX" (64, 594 and 1518 with the FCS)
 *   60:7/590:4      lengths and their weights
 *   60-1514         uniform
 * </pre>
 */
final class PacketSizes {
    static final int LEAST_BYTES = 60;

    /** An IPv4 packet of 65,535 bytes behind an Ethernet header. */
    static final int MOST_BYTES = 65_549;

    private static final String IMIX = "60:7/590:4/1514:1";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");
    private static final Pattern ITEM = Pattern.compile("(\\d{1,6})(?::(\\d{1,6}))?");
    private static final int MAX_ITEMS = 64;

    private final int[] lengths;
    private final AliasTable table;
    private final int largest;

    private PacketSizes(final int[] lengths, final double[] weights) {
        this.lengths = lengths;
        this.table = lengths.length == 1 ? null : new AliasTable(weights);
        int most = 0;
        for (final int length : lengths) {
            most = Math.max(most, length);
        }
        largest = most;
    }

    /**
     * @throws IllegalArgumentException with one line that says what may be written
     */
    static PacketSizes parse(final String text) {
        final Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return uniform(length(range.group(1)), length(range.group(2)));
        }
        final String[] items = (text.equals("imix") ? IMIX : text).split("/", -1);
        if (items.length > MAX_ITEMS) {
            throw new IllegalArgumentException("at most " + MAX_ITEMS + " lengths may be mixed");
        }
        final int[] lengths = new int[items.length];
        final double[] weights = new double[items.length];
        double total = 0;
        for (int i = 0; i < items.length; i++) {
            final Matcher item = ITEM.matcher(items[i]);
            if (!item.matches()) {
                throw new IllegalArgumentException(
                        "none of imix, a length (1514), a range (60-1514), a mix with weights"
                                + " (60:7/590:4/1514:1)");
            }
            lengths[i] = length(item.group(1));
            weights[i] = item.group(2) == null ? 1 : Integer.parseInt(item.group(2));
            total += weights[i];
        }
        if (total == 0) {
            throw new IllegalArgumentException("all weights are 0");
        }
        return new PacketSizes(lengths, weights);
    }

    private static PacketSizes uniform(final int least, final int most) {
        if (least > most) {
            throw new IllegalArgumentException("the range is empty");
        }
        final int[] lengths = new int[most - least + 1];
        final double[] weights = new double[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = least + i;
            weights[i] = 1;
        }
        return new PacketSizes(lengths, weights);
    }

    private static int length(final String text) {
        final int length = Integer.parseInt(text);
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a frame has "
                            + LEAST_BYTES
                            + " to "
                            + MOST_BYTES
                            + " bytes, without the frame check sequence");
        }
        return length;
    }

    int draw(final Xoshiro256 random) {
        return table == null ? lengths[0] : lengths[table.draw(random)];
    }

    int largest() {
        return largest;
    }
}
