package knet.traces.live;

/**
 * Counts of a capture since it began.
 *
 * @param received packets that passed the filter, delivered or not, as libpcap counts them: on
 *     Linux's loopback it meets each twice and delivers one
 * @param droppedByKernel packets for which the kernel's buffer had no room
 * @param droppedByInterface packets that the interface or its driver dropped; 0 where it does not
 *     tell
 */
public record LiveStatistics(long received, long droppedByKernel, long droppedByInterface) {
    /** Packets that should be in the capture and are not. */
    public long dropped() {
        return droppedByKernel + droppedByInterface;
    }
}
