package knet.tools.lab.sim;

import knet.driver.abi.NicQueueCounter;
import knet.nic.registers.NicCounters;

/** Writes into a timeline what a step of the NIC did to notifications, as its counters tell. */
final class NotificationWatch {
    private final NicCounters counters;
    private final Timeline timeline;
    private final long[] raised;
    private final long[] suppressed;
    private final long[] moderated;

    NotificationWatch(final NicCounters counters, final int queues, final Timeline timeline) {
        this.counters = counters;
        this.timeline = timeline;
        this.raised = new long[queues];
        this.suppressed = new long[queues];
        this.moderated = new long[queues];
    }

    void afterStep(final long nowNs) {
        if (!timeline.isOpen(nowNs)) {
            return;
        }
        for (int queue = 0; queue < raised.length; queue++) {
            final boolean isModerated =
                    moved(moderated, queue, NicQueueCounter.NOTIFICATIONS_MODERATED);
            if (moved(raised, queue, NicQueueCounter.NOTIFICATIONS_RAISED)) {
                timeline.instant(
                        queue, isModerated ? Timeline.Kind.MODERATED : Timeline.Kind.RAISED, nowNs);
            }
            if (moved(suppressed, queue, NicQueueCounter.NOTIFICATIONS_SUPPRESSED)) {
                timeline.instant(queue, Timeline.Kind.SUPPRESSED, nowNs);
            }
        }
    }

    private boolean moved(final long[] seen, final int queue, final NicQueueCounter counter) {
        final long value = counters.get(counter, queue);
        final boolean hasMoved = value != seen[queue];
        seen[queue] = value;
        return hasMoved;
    }
}
