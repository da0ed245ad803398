package knet.tools.lab.sim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.threads.result.HostResult;
import org.HdrHistogram.Histogram;

/**
 * What a simulated machine did.
 *
 * @param host what its host counted, as on the real clock
 * @param consumed frames whose data a user thread consumed
 * @param consumedBytes of those frames
 * @param socketDropped frames whose data found a socket full
 * @param heldBack whose data the stack held to the end, for lack of what came before it
 * @param latency from the NIC's taking of a frame to its data's consumption
 * @param elapsedNs virtual time from the first frame to the last consumption
 * @param busySpanNs virtual time from the start of the machine to the end, with the interrupts
 *     before the first frame: what busy times are a share of
 * @param cpus what each processor did
 * @param events of the simulation
 * @param wire what came in
 * @param caches where flows had their state
 * @param locks how long processors waited for one another
 * @param lostInterrupts that were raised and never arrived, as was asked for
 * @param crossCalls inter-processor interrupts
 * @param firmwareCounters the classifier's own, in the order in which it asked for them
 * @param timeline null if none was asked for
 */
public record MachineResult(
        HostResult host,
        long consumed,
        long consumedBytes,
        long socketDropped,
        long heldBack,
        Histogram latency,
        long elapsedNs,
        long busySpanNs,
        List<CpuResult> cpus,
        long events,
        Wire wire,
        Caches caches,
        Locks locks,
        long lostInterrupts,
        long crossCalls,
        Map<String, Long> firmwareCounters,
        Timeline timeline) {
    public MachineResult {
        cpus = List.copyOf(cpus);
        firmwareCounters = Collections.unmodifiableMap(new LinkedHashMap<>(firmwareCounters));
    }

    /**
     * The input.
     *
     * @param durationNs from its first to its last timestamp
     * @param damage what was wrong with it, one line; null if nothing was
     */
    public record Wire(List<String> linkTypes, long durationNs, String damage) {
        public Wire {
            linkTypes = List.copyOf(linkTypes);
        }
    }

    /**
     * Flows and caches.
     *
     * @param flows directed flows met
     * @param frames of flows that the network handled
     * @param elsewhere those whose flow's state another processor had touched last
     * @param readElsewhere frames for whose flow's state that was so when the user thread read them
     */
    public record Caches(int flows, long frames, long elsewhere, long readElsewhere) {}

    /**
     * Locks of a stack that processors share; zero where each has its own.
     *
     * @param waits steps that had to wait
     * @param waitedNs for so long in all
     */
    public record Locks(long waits, long waitedNs) {}

    /** Interrupts that processors have taken. */
    public long interrupts() {
        return cpus.stream().mapToLong(CpuResult::interrupts).sum();
    }

    /**
     * What one processor did, nanoseconds of virtual time.
     *
     * @param interrupts that it took
     */
    public record CpuResult(
            int cpu,
            long hardInterruptNs,
            long softirqNs,
            long kernelThreadNs,
            long userThreadNs,
            long interrupts) {
        public long busyNs() {
            return hardInterruptNs + softirqNs + kernelThreadNs + userThreadNs;
        }
    }
}
