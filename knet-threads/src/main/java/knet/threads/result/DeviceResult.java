package knet.threads.result;

import java.util.List;
import java.util.Map;
import knet.threads.flow.SteeringStats;
import knet.threads.stack.StackStats;
import org.HdrHistogram.Histogram;

/**
 * What a host found out over one device.
 *
 * @param device its name
 * @param firmware specification of the classifier, as the NIC gave it
 * @param wire specification of the wire, as the NIC gave it
 * @param spraying the classifier may spread the packets of a flow over queues
 * @param lossless the NIC was to wait for space rather than drop
 * @param wake how sleepers were woken: futex, socket or park
 * @param frames where every frame ended
 * @param queues one per queue, in order
 * @param processors one per processor that frames were steered to in software, in order; empty
 *     where queue i is processor i's
 * @param latency over all queues: of every frame that reached an application, nanoseconds
 * @param steering how the classifier treated flows
 * @param protocols counters of IP, TCP and UDP
 * @param application what the application counted
 * @param elapsedNs from the first frame's arrival at the NIC to the completion of the last one; 0
 *     if there was none
 * @param nicEpoch NIC processes that the device has had
 * @param hostEpoch host processes that the device has had, this one included
 * @param nicCounters all counters of the NIC that are not per queue, the classifier's own included
 * @param nicSummary what the NIC process wrote down about its run; empty if nothing
 * @param stackFailures frames over which a protocol or application failed: a defect
 * @param warnings for the reader, one line each
 */
public record DeviceResult(
        String device,
        String firmware,
        String wire,
        boolean spraying,
        boolean lossless,
        String wake,
        FrameTotals frames,
        List<QueueResult> queues,
        List<ProcessorResult> processors,
        Histogram latency,
        SteeringStats steering,
        StackStats protocols,
        Map<String, Long> application,
        long elapsedNs,
        long nicEpoch,
        long hostEpoch,
        Map<String, Long> nicCounters,
        Map<String, String> nicSummary,
        long stackFailures,
        List<String> warnings) {}
