package knet.nic.recovery;

/**
 * A queue as it was found.
 *
 * @param rxHead RX_HEAD
 * @param frames whole frames published so far
 * @param bytes captured bytes of those
 * @param txHead TX_HEAD
 * @param latestCaptureNs protocol time of the last descriptor written back; Long.MIN_VALUE if there
 *     is none
 * @param damage why the queue cannot be used, one line; null if it can
 */
public record RecoveredQueue(
        long rxHead, long frames, long bytes, long txHead, long latestCaptureNs, String damage) {}
