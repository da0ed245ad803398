package knet.firmware.parts;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lists of numbers as a parameter's value can hold them: blanks or semicolons between them,
 * because a comma ends the value.
 */
public final class NumberList {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s;]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern RUN = Pattern.compile("(\\d{1,9})\\*(\\d{1,9})");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    private NumberList() {}

    /**
     * Reads numbers, ranges and runs ({@code 0-3;6;7*2} is 0 1 2 3 6 7 7), each from 0 to {@code
     * max}. A word that ends in a colon is the label of a row as {@code ethtool -x} prints it: it
     * must say how many numbers are before it.
     *
     * @param maxCount most numbers, ranges written out
     * @throws IllegalArgumentException if it is anything else, or empty
     */
    public static int[] parse(final String text, final int max, final int maxCount) {
        final int[] numbers = new int[maxCount];
        int count = 0;
        for (final String word : SEPARATORS.split(text.strip())) {
            if (word.endsWith(":")) {
                checkLabel(word, count);
                continue;
            }
            final Matcher run = RUN.matcher(word);
            if (run.matches()) {
                final int times = Integer.parseInt(run.group(2));
                if (times == 0 || times > maxCount - count) {
                    throw new IllegalArgumentException(
                            "'" + word + "' is not 1 to " + (maxCount - count) + " numbers");
                }
                Arrays.fill(numbers, count, count + times, number(run.group(1), max));
                count += times;
                continue;
            }
            final boolean isRange = RANGE.matcher(word).matches();
            final int dash = word.indexOf('-');
            final int first = number(isRange ? word.substring(0, dash) : word, max);
            final int last = isRange ? number(word.substring(dash + 1), max) : first;
            if (last < first) {
                throw new IllegalArgumentException("'" + word + "' runs backwards");
            }
            if (last - first >= maxCount - count) {
                throw new IllegalArgumentException("more than " + maxCount + " numbers");
            }
            for (int n = first; n <= last; n++) {
                numbers[count++] = n;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no number");
        }
        return Arrays.copyOf(numbers, count);
    }

    private static void checkLabel(final String word, final int count) {
        if (!word.equals(count + ":")) {
            throw new IllegalArgumentException(
                    "row '" + word + "' comes after " + count + " numbers");
        }
    }

    private static int number(final String word, final int max) {
        if (!NUMBER.matcher(word).matches()) {
            throw new IllegalArgumentException("'" + word + "' is no number");
        }
        final int number = Integer.parseInt(word);
        if (number > max) {
            throw new IllegalArgumentException(number + " is more than " + max);
        }
        return number;
    }
}
