package knet.threads.result;

import java.util.EnumMap;
import java.util.Map;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import org.HdrHistogram.Histogram;

/**
 * One receive queue: the counters of both sides, as they stood at the end.
 *
 * @param queue its number
 * @param nic what the NIC counted
 * @param host what the host counted
 * @param inFlight whole frames in the ring
 * @param flows that had a packet on this queue
 * @param latency of the frames whose processing completed on this queue's thread, nanoseconds;
 *     where frames are steered to processors, queue 0 has all of them
 * @param quarantined why it is out of service; null if it is in service
 */
public record QueueResult(
        int queue,
        Map<NicQueueCounter, Long> nic,
        Map<HostQueueCounter, Long> host,
        long inFlight,
        long flows,
        Histogram latency,
        String quarantined) {

    public QueueResult {
        nic = new EnumMap<>(nic);
        host = new EnumMap<>(host);
    }

    public long nic(final NicQueueCounter counter) {
        return nic.getOrDefault(counter, 0L);
    }

    public long host(final HostQueueCounter counter) {
        return host.getOrDefault(counter, 0L);
    }
}
