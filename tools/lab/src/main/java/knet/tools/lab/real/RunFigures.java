package knet.tools.lab.real;

import knet.driver.abi.NicQueueCounter;
import knet.threads.result.DeviceResult;
import org.HdrHistogram.Histogram;

/**
 * What is compared of a run, real or virtual.
 *
 * @param framesPerSecond delivered, from the first frame's arrival to the last one's completion
 * @param notificationsPerFrame raised
 * @param latencyP50Ns from the NIC to the application's return
 * @param droppedShare of the frames offered, 0 to 1
 */
record RunFigures(
        double framesPerSecond,
        double notificationsPerFrame,
        double latencyP50Ns,
        double droppedShare) {
    private static final double NS_PER_S = 1e9;

    /**
     * Reads a result.
     *
     * @param latency of the frames that reached the application
     */
    static RunFigures of(final DeviceResult device, final Histogram latency) {
        final long delivered = Math.max(1, device.frames().delivered());
        final long raised =
                device.queues().stream()
                        .mapToLong(queue -> queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED))
                        .sum();
        return new RunFigures(
                delivered * NS_PER_S / Math.max(1, device.elapsedNs()),
                (double) raised / delivered,
                latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(50),
                (double) device.frames().droppedTotal() / Math.max(1, device.frames().offered()));
    }
}
