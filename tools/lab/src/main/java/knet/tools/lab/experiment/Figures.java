package knet.tools.lab.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.threads.result.DeviceResult;
import knet.threads.result.QueueResult;
import knet.tools.lab.sim.Level;
import knet.tools.lab.sim.MachineResult;
import knet.tools.lab.sim.Meter;
import knet.tools.report.LatencyFigures;
import knet.tools.report.SteeringFigures;

/**
 * What one run came to, small enough to keep thousands of it.
 *
 * @param offered frames that the NIC took from the wire
 * @param delivered taken from a ring by the network, and not dropped by its backlog
 * @param dropped by reason, all reasons listed
 * @param consumed frames whose data a user thread has read
 * @param consumedBytes of those frames
 * @param socketFull delivered, but their user thread had left no room for their data
 * @param heldBack whose data the stack held to the end of the run, see {@link
 *     MachineResult#heldBack}
 * @param latency from arrival at the NIC to the end of the user thread's work
 * @param elapsedNs from the first frame to the last consumption
 * @param busySpanNs from the start of the machine to the end: what the processors' times are a
 *     share of
 * @param cpus what each processor did
 * @param raised notifications
 * @param suppressed frames that needed none
 * @param lostInterrupts that were raised and, as a fault, never arrived
 * @param steering how frames were spread over queues
 * @param caches where flows had their state
 * @param locks how long processors waited for one another
 * @param firmware what the classifier did beside choosing queues
 * @param steady the middle of the run; null if it was not measured
 */
public record Figures(
        long offered,
        long delivered,
        Map<String, Long> dropped,
        long consumed,
        long consumedBytes,
        long socketFull,
        long heldBack,
        LatencyFigures latency,
        long elapsedNs,
        long busySpanNs,
        List<MachineResult.CpuResult> cpus,
        long raised,
        long suppressed,
        long lostInterrupts,
        SteeringFigures steering,
        MachineResult.Caches caches,
        MachineResult.Locks locks,
        Firmware firmware,
        Steady steady) {
    private static final double NS_PER_SECOND = 1e9;
    private static final double PERCENT = 100;

    public Figures {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
        cpus = List.copyOf(cpus);
    }

    /**
     * A run without its beginning and its end.
     *
     * @param ns how long
     * @param counts what happened in that time
     * @param wireNs from the first frame to the last, of the whole run
     */
    public record Steady(long ns, Meter.Reading counts, double wireNs) {}

    /**
     * A classifier in a run.
     *
     * @param isSpraying it may spread or move flows, so that the host locks their state
     * @param faults calls in which it threw, or chose a queue that does not exist
     * @param counters its own, by name
     */
    public record Firmware(boolean isSpraying, long faults, Map<String, Long> counters) {
        private static final String FLOWS_MOVED = "flows_moved";

        public Firmware {
            counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        }

        /** One that did nothing worth telling. */
        public static Firmware none() {
            return new Firmware(false, 0, Map.of());
        }

        /** Flows that it sent to another queue; null if it does not count them. */
        public Long flowsMoved() {
            return counters.get(FLOWS_MOVED);
        }
    }

    /** Of a whole run. */
    public static Figures of(final MachineResult result) {
        return of(result, (Steady) null);
    }

    /** Of a run part of which was measured apart. */
    static Figures of(final MachineResult result, final Meter meter, final double wireNs) {
        return of(result, new Steady(meter.ns(), meter.reading(), wireNs));
    }

    private static Figures of(final MachineResult result, final Steady steady) {
        final DeviceResult device = result.host().device();
        final List<QueueResult> queues = device.queues();
        return new Figures(
                device.frames().offered(),
                device.frames().delivered(),
                device.frames().dropped(),
                result.consumed(),
                result.consumedBytes(),
                result.socketDropped(),
                result.heldBack(),
                LatencyFigures.of(result.latency()),
                result.elapsedNs(),
                result.busySpanNs(),
                result.cpus(),
                sum(queues, NicQueueCounter.NOTIFICATIONS_RAISED),
                sum(queues, NicQueueCounter.NOTIFICATIONS_SUPPRESSED),
                result.lostInterrupts(),
                SteeringFigures.of(
                        queues.stream()
                                .mapToLong(queue -> queue.nic(NicQueueCounter.PACKETS))
                                .toArray(),
                        device.steering().flows(),
                        device.steering().splitFlows(),
                        device.steering().splitReasons(),
                        Map.of(),
                        device.steering().reordered()),
                result.caches(),
                result.locks(),
                new Firmware(
                        device.spraying(),
                        nic(device, NicCounter.FIRMWARE_EXCEPTIONS)
                                + nic(device, NicCounter.FIRMWARE_OUT_OF_RANGE),
                        result.firmwareCounters()),
                steady);
    }

    private static long nic(final DeviceResult device, final NicCounter counter) {
        return device.nicCounters().getOrDefault(counter.label(), 0L);
    }

    private static long sum(final List<QueueResult> queues, final NicQueueCounter counter) {
        return queues.stream().mapToLong(queue -> queue.nic(counter)).sum();
    }

    /** For whatever reason. */
    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Frames that did not get as far as the application, wherever they were lost. */
    public long lost() {
        return droppedTotal() + socketFull;
    }

    /** Interrupts that processors have taken. */
    public long interrupts() {
        return cpus.stream().mapToLong(MachineResult.CpuResult::interrupts).sum();
    }

    /** Frames consumed a second: of the steady middle if it was measured, else of the whole run. */
    public double consumedPerSecond() {
        return steady == null
                ? perSecond(consumed, elapsedNs)
                : perSecond(steady.counts().consumed(), steady.ns());
    }

    /** Bits of the consumed frames a second. */
    public double bitsPerSecond() {
        return 8
                * (steady == null
                        ? perSecond(consumedBytes, elapsedNs)
                        : perSecond(steady.counts().consumedBytes(), steady.ns()));
    }

    private static double perSecond(final long count, final long ns) {
        return ns <= 0 ? 0 : count * NS_PER_SECOND / ns;
    }

    /** Notifications for each frame that was offered. */
    public double notificationsPerFrame() {
        return offered == 0 ? 0 : (double) raised / offered;
    }

    /** Percent of the flows' frames whose flow had its state in another processor's cache. */
    public double elsewherePercent() {
        return caches.frames() == 0 ? 0 : PERCENT * caches.elsewhere() / caches.frames();
    }

    /** Percent of all processors' time on an account. */
    public double percent(final Level level) {
        double sum = 0;
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            sum += percent(cpu, level);
        }
        return cpus.isEmpty() ? 0 : sum / cpus.size();
    }

    /** Percent of a processor's time on an account: of the steady middle if it was measured. */
    public double percent(final int cpu, final Level level) {
        final long ofNs = steady == null ? busySpanNs : steady.ns();
        return ofNs <= 0 ? 0 : PERCENT * busyNs(cpu, level) / ofNs;
    }

    private long busyNs(final int cpu, final Level level) {
        if (steady != null) {
            return steady.counts().busyNs().get(cpu)[level.ordinal()];
        }
        final MachineResult.CpuResult result = cpus.get(cpu);
        return switch (level) {
            case HARD_INTERRUPT -> result.hardInterruptNs();
            case SOFTIRQ -> result.softirqNs();
            case KERNEL_THREAD -> result.kernelThreadNs();
            case USER_THREAD -> result.userThreadNs();
        };
    }

    /** Percent of all processors' time on whatever account. */
    public double busyPercent() {
        final long ofNs = steady == null ? busySpanNs : steady.ns();
        double sumNs = 0;
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            for (final Level level : Level.values()) {
                sumNs += busyNs(cpu, level);
            }
        }
        return cpus.isEmpty() || ofNs <= 0 ? 0 : PERCENT * sumNs / ((double) ofNs * cpus.size());
    }
}
