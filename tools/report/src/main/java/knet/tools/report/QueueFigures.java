package knet.tools.report;

/**
 * One receive queue, or all of them.
 *
 * @param queue number, or {@link #TOTAL}
 * @param frames published in the ring by the NIC
 * @param bytes captured bytes of those
 * @param flows that met this queue, both directions of a connection being one flow
 * @param dropped frames steered here that were dropped, for whatever reason
 * @param polls of the ring by the host
 * @param emptyPolls of those, the ones that found nothing
 * @param budgetExhausted polls that used up their budget
 */
public record QueueFigures(
        int queue,
        long frames,
        long bytes,
        long flows,
        long dropped,
        long notificationsRaised,
        long notificationsSuppressed,
        long polls,
        long emptyPolls,
        long budgetExhausted,
        LatencyFigures latency) {

    /** Stands for all queues together. */
    public static final int TOTAL = -1;
}
