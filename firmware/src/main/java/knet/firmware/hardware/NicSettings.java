package knet.firmware.hardware;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.IndirectionTable;
import knet.firmware.parts.RssHash;

/**
 * What to set a NIC to.
 *
 * @param hash of receive-side scaling; null if nothing is to be hashed
 * @param table the indirection table's queues, by entry; empty if nothing is to be hashed
 * @param filters ahead of the hash, in the order of their locations
 * @param exceptions what of the classifier is not in all of this, a sentence each
 */
public record NicSettings(
        RssHash hash, List<Integer> table, List<NicFilter> filters, List<String> exceptions) {
    public NicSettings {
        table = List.copyOf(table);
        filters = List.copyOf(filters);
        exceptions = List.copyOf(exceptions);
    }

    /** A hash and a table, and nothing else. */
    public static NicSettings of(final RssHash hash, final IndirectionTable table) {
        return new NicSettings(hash, entries(table), List.of(), List.of());
    }

    /** The same with filters ahead. */
    public NicSettings withFilters(final List<NicFilter> ahead) {
        return new NicSettings(hash, table, ahead, exceptions);
    }

    /** The same, which does not say all. */
    public NicSettings withException(final String sentence) {
        final List<String> sentences = new ArrayList<>(exceptions);
        sentences.add(sentence);
        return new NicSettings(hash, table, filters, sentences);
    }

    private static List<Integer> entries(final IndirectionTable table) {
        final List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            entries.add(table.get(i));
        }
        return entries;
    }
}
