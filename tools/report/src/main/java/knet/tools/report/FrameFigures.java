package knet.tools.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where every offered frame ended.
 *
 * @param offered taken from the wire by the NIC
 * @param delivered taken from a ring by a network thread
 * @param inFlight still in a ring when the run ended
 * @param dropped by reason; every reason is listed, also those with none
 * @param lostInRestart of those delivered, the ones that a host process had taken when it died and
 *     had not processed
 */
public record FrameFigures(
        long offered,
        long delivered,
        long inFlight,
        Map<String, Long> dropped,
        long lostInRestart) {
    public FrameFigures {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }

    /** Over all reasons. */
    public long droppedTotal() {
        long sum = 0;
        for (final long count : dropped.values()) {
            sum += count;
        }
        return sum;
    }

    /** Frames that no counter explains: 0 in a sound run, negative if some were counted twice. */
    public long unaccounted() {
        return offered - delivered - droppedTotal() - inFlight;
    }

    public boolean isBalanced() {
        return unaccounted() == 0;
    }

    /** What became of the frames that a host took with it; empty if there are none. */
    public String lostLine() {
        return lostInRestart == 0
                ? ""
                : "of those delivered, "
                        + Units.plural(lostInRestart, "frame")
                        + (lostInRestart == 1 ? " was" : " were")
                        + " lost in a restart: a host died before they were processed";
    }

    /** The sum, written out. */
    public String conservationLine() {
        final String line =
                "offered "
                        + offered
                        + (isBalanced() ? " = " : " is not ")
                        + "delivered "
                        + delivered
                        + " + dropped "
                        + droppedTotal()
                        + " + in flight "
                        + inFlight;
        if (isBalanced()) {
            return line;
        }
        return unaccounted() > 0
                ? line + ": " + unaccounted() + " frames are unaccounted for"
                : line + ": " + -unaccounted() + " frames are counted twice";
    }
}
