package knet.firmware.builtin;

import knet.firmware.QueueState;
import knet.firmware.parts.SteeringTable;

/** Compares queues by depth and then, because most are often empty, by the flows they have. */
final class LeastLoaded {
    private LeastLoaded() {}

    /** The queue with the least, the lowest number if several have. */
    static int of(final QueueState queues, final SteeringTable flows) {
        int best = 0;
        for (int queue = 1; queue < queues.count(); queue++) {
            best = lesser(best, queue, queues, flows);
        }
        return best;
    }

    /** The one of two with less, the first if both have the same. */
    static int lesser(
            final int first, final int second, final QueueState queues, final SteeringTable flows) {
        final int difference = queues.depth(second) - queues.depth(first);
        return difference < 0 || difference == 0 && flows.flowsAt(second) < flows.flowsAt(first)
                ? second
                : first;
    }
}
