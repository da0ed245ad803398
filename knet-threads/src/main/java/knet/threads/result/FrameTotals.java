package knet.threads.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where every frame that the NIC took from the wire ended.
 *
 * @param offered frames taken from the wire
 * @param offeredBytes captured bytes of those
 * @param delivered taken from a ring by a network thread, and not dropped by its backlog
 * @param deliveredBytes captured bytes taken from rings
 * @param dropped by reason, the NIC's reasons first, then the host's; all reasons are listed
 * @param inFlight whole frames in rings
 * @param lostInRestart of those delivered, the ones that a host process had taken when it died
 *     before it had counted them: their processing is lost
 */
public record FrameTotals(
        long offered,
        long offeredBytes,
        long delivered,
        long deliveredBytes,
        Map<String, Long> dropped,
        long inFlight,
        long lostInRestart) {

    /** Reason under which the backlog of interrupt mode drops. */
    public static final String BACKLOG_FULL = "backlog-full";

    public FrameTotals {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }

    public long droppedTotal() {
        long sum = 0;
        for (final long frames : dropped.values()) {
            sum += frames;
        }
        return sum;
    }

    /** Frames that no counter explains: 0 in a sound run; negative if some were counted twice. */
    public long unaccounted() {
        return offered - delivered - droppedTotal() - inFlight;
    }
}
