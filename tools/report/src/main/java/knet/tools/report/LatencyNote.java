package knet.tools.report;

import java.util.ArrayList;
import java.util.List;

/** What a reader must know of the latency figures. */
final class LatencyNote {
    /** Below that the virtual machine is still compiling the packet path. */
    private static final long WARM_NS = 2_000_000_000L;

    private static final long WARM_FRAMES = 500_000;

    private LatencyNote() {}

    /** Sentences without full stops; none if no frame has a latency. */
    static List<String> of(final RunResult run) {
        final List<String> notes = new ArrayList<>();
        final long count = run.total().latency().count();
        if (count == 0) {
            notes.add("no latency: no frame brought an application anything");
            return notes;
        }
        final long frames = run.frames().delivered();
        notes.add(
                "latency is from arrival at the NIC to the application"
                        + (count < frames
                                ? ", of the "
                                        + Units.plural(count, "frame")
                                        + " that brought it something"
                                        + (hasGap(run) ? " (a queue with - had none of them)" : "")
                                : ""));
        final boolean isCold =
                run.clock().equals("real")
                        && run.rate().elapsedNs() < WARM_NS
                        && frames < WARM_FRAMES;
        if (isCold) {
            notes.add(
                    "in a run of less than two seconds most code is not compiled yet:"
                            + " --loop N --loop-rewrite runs longer");
        }
        return notes;
    }

    private static boolean hasGap(final RunResult run) {
        return run.queuesDetail().stream().anyMatch(queue -> queue.latency().count() == 0);
    }
}
