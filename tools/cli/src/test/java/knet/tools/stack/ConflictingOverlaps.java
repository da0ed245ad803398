package knet.tools.stack;

import java.util.List;
import java.util.Set;
import knet.threads.app.StreamRecord;

/**
 * Flows whose sender, or somebody in its name, sent the same part of the sequence space with
 * different contents, in the captures that the project was developed with; found by comparing the
 * payloads that tshark prints. What the NIC saw first counts, but a sprayed segment may be put out
 * before an earlier one arrives: the one case in which streams depend on the classifier.
 */
public final class ConflictingOverlaps {
    private static final Set<String> FLOWS =
            Set.of(
                    // An answer that somebody forged, 28 ms ahead of the server's.
                    "96.126.98.124:80->178.200.100.200:39976",
                    // 18 bytes, then 169 others from the same sequence number on.
                    "173.192.222.189:5222->10.8.0.1:42241");

    private ConflictingOverlaps() {}

    /** The streams of all other flows. */
    public static List<StreamRecord> removedFrom(final List<StreamRecord> streams) {
        return streams.stream().filter(stream -> !FLOWS.contains(stream.flow())).toList();
    }
}
