package knet.tools.report;

import java.util.List;

/**
 * The input of a run.
 *
 * @param files as the user named them
 * @param frames taken from the wire
 * @param bytes captured bytes of those
 * @param linkTypes as the captures spell them, in the order met
 * @param durationNs from the first to the last timestamp, as replayed at the original rate
 * @param truncated true if a file ended early because it is cut or corrupt
 * @param damage what was wrong, one line per file that names it and the byte offset
 */
public record TraceFigures(
        List<String> files,
        long frames,
        long bytes,
        List<String> linkTypes,
        long durationNs,
        boolean truncated,
        List<String> damage) {
    public TraceFigures {
        files = List.copyOf(files);
        linkTypes = List.copyOf(linkTypes);
        damage = List.copyOf(damage);
    }
}
