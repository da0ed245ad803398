package knet.tools.lab.sim;

import java.util.List;
import knet.threads.result.HostResult;
import org.HdrHistogram.Histogram;

/**
 * What a simulated machine did.
 *
 * @param host what its host counted, as on the real clock
 * @param consumed frames whose data a user thread consumed
 * @param socketDropped frames whose data found a socket full
 * @param latency from the NIC's taking of a frame to its data's consumption
 * @param elapsedNs virtual time from the first frame to the last consumption
 * @param endNs virtual time of the whole run: what busy times are a share of
 * @param cpus what each processor did
 * @param events of the simulation
 * @param wire what came in
 */
public record MachineResult(
        HostResult host,
        long consumed,
        long socketDropped,
        Histogram latency,
        long elapsedNs,
        long endNs,
        List<CpuResult> cpus,
        long events,
        Wire wire) {
    public MachineResult {
        cpus = List.copyOf(cpus);
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
