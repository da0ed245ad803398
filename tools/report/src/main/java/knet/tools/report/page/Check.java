package knet.tools.report.page;

import java.util.Locale;

/** Arguments of the page's records, refused at construction. */
final class Check {
    private Check() {}

    /** Refuses a text that is blank where something must be said. */
    static void text(final String name, final String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
    }

    /** Refuses an index outside 0..size - 1. */
    static void index(final String name, final int index, final int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s %d, but there are %d", name, index, size));
        }
    }

    /** Refuses a number of cells that does not fit the head. */
    static void size(final String name, final int size, final int wanted) {
        if (size != wanted) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: %d values for %d", name, size, wanted));
        }
    }
}
