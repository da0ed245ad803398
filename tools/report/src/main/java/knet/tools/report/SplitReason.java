package knet.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why flows met more than one queue, in words, and what keeps them together if anything does. */
final class SplitReason {
    /** What a classifier that moves flows counts them as. */
    private static final String FLOWS_MOVED = "flows_moved";

    private SplitReason() {}

    /** The reasons that occur, in order. */
    static List<String> of(final RunResult run) {
        final List<String> reasons = new ArrayList<>();
        for (final Map.Entry<String, Long> reason : run.steering().splitReasons().entrySet()) {
            if (reason.getValue() > 0) {
                reasons.add(reason.getKey());
            }
        }
        return reasons;
    }

    /**
     * What happened, to follow "because".
     *
     * @param key as in the result's {@code splitReasons}
     */
    static String words(final String key, final RunResult run) {
        return switch (key) {
            case "direction" -> "their two directions go apart";
            case "fragment" -> "fragments are steered by their addresses alone, without ports";
            case "vlan" -> "the same flow came with different VLAN tags";
            case "tunnel" ->
                    "they are tunnels"
                            + (hashes(run, "inner=true")
                                    ? ", steered by what they carry (inner=true)"
                                    : " that carry other flows");
            case "other" ->
                    isOfSeveral(run)
                            ? FirmwarePeriod.deciders(run.nic().firmwarePeriods())
                                    + " classifiers decided one after the other, which says"
                                    + " nothing of one of them"
                            : run.spraying()
                                    ? spreading(run)
                                    : run.firmware()
                                            + " sent them there, though it is to keep flows whole";
            default -> "of the reason " + key;
        };
    }

    /** True if more than one classifier decided: none is to be praised or blamed alone. */
    static boolean isOfSeveral(final RunResult run) {
        return FirmwarePeriod.deciders(run.nic().firmwarePeriods()) > 1;
    }

    /**
     * True if the classifier dealt out the packets of flows: then it did so in whatever form they
     * came, and no other reason counts. One that moves flows, and counts that, or hardly did
     * anything of the kind, has the reasons that others have.
     */
    static boolean isSpreading(final RunResult run) {
        final long other = run.steering().splitReasons().getOrDefault("other", 0L);
        final long split = run.steering().splitFlows();
        return run.spraying()
                && !isOfSeveral(run)
                && !run.nic().firmwareCounters().containsKey(FLOWS_MOVED)
                && other > 0
                && (2 * other >= split || 2 * split >= run.steering().flows());
    }

    private static String spreading(final RunResult run) {
        final Map<String, Long> counters = run.nic().firmwareCounters();
        if (isSpreading(run)) {
            return run.firmware() + " spreads the packets of a flow";
        }
        final long moved = counters.getOrDefault(FLOWS_MOVED, 0L);
        if (moved > 0) {
            return run.firmware() + " moved flows (flows_moved " + Units.count(moved) + ")";
        }
        return counters.getOrDefault("flow_table_evictions", 0L)
                                + counters.getOrDefault("flow_table_full", 0L)
                        > 0
                ? run.firmware() + " had no room for all flows in its table"
                : run.firmware() + " sent some of their packets elsewhere, as it may";
    }

    /** What to do about it; empty if the classifier has no remedy. */
    static String remedy(final String key, final RunResult run) {
        final boolean isFlowHash = hashes(run, "");
        if (key.equals("direction") && isFlowHash && !hashes(run, "key=symmetric")) {
            return "key=symmetric keeps them together";
        }
        if (key.equals("fragment") && isFlowHash && !hashes(run, "udp=2tuple")) {
            // Without the key the two directions would go apart instead.
            return hashes(run, "key=symmetric")
                    ? "udp=2tuple steers all UDP by its addresses"
                    : "udp=2tuple,key=symmetric steers all UDP by its addresses, both directions"
                            + " alike";
        }
        return "";
    }

    private static boolean hashes(final RunResult run, final String parameter) {
        final String firmware = run.firmware();
        return (firmware.equals("flow-hash") || firmware.startsWith("flow-hash:"))
                && firmware.contains(parameter);
    }
}
