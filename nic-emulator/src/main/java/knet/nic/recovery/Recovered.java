package knet.nic.recovery;

import java.util.List;

/**
 * A device as it was found, counters brought in line.
 *
 * @param queues by number
 * @param wirePosition frames taken from the wire since the device was made
 * @param framesToSkip frames of the present wire that were taken before
 * @param latestCaptureNs protocol time so far, nanoseconds since 1970; Long.MIN_VALUE if none
 * @param framesLost frames that were inside the NIC when it died, now booked as dropped
 * @param framesUnexplained published and dropped frames in excess of those taken from the wire: not
 *     0 only if the shared memory was overwritten
 * @param hungFirmware specification of the firmware that hung, null if none did
 * @param decidedFrames frames that a firmware has decided on: one less than were taken if it hung
 *     at the last one
 */
public record Recovered(
        List<RecoveredQueue> queues,
        long wirePosition,
        long framesToSkip,
        long latestCaptureNs,
        long framesLost,
        long framesUnexplained,
        String hungFirmware,
        long decidedFrames) {
    public Recovered {
        queues = List.copyOf(queues);
    }
}
