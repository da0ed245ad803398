package knet.threads.host;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.driver.HostDevice;
import knet.driver.NicLiveness;
import knet.driver.QueueFault;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DropReason;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.threads.flow.SteeringStats;
import knet.threads.result.DeviceResult;
import knet.threads.result.FrameTotals;
import knet.threads.result.LatencyRecorder;
import knet.threads.result.QueueResult;
import org.HdrHistogram.Histogram;

/** Puts together what a device's counters, rings and stacks say after a run. */
final class ResultCollector {
    private final DeviceSession session;
    private final DeviceProcessors processors;
    private final HostDevice device;
    private final DeviceMemory memory;
    private final CounterFile nic;
    private final CounterFile host;
    private final List<String> warnings = new ArrayList<>();

    private ResultCollector(final DeviceSession session) {
        this.session = session;
        this.processors = session.processors();
        this.device = session.device();
        this.memory = device.memory();
        this.nic = CounterFile.nic(memory);
        this.host = device.counters();
    }

    /** After every thread has ended. */
    static DeviceResult collect(final DeviceSession session) {
        return new ResultCollector(session).collect();
    }

    private DeviceResult collect() {
        final SteeringStats steering =
                processors.generations().steering().stats(device.config().queues());
        final List<QueueResult> queues = new ArrayList<>();
        final Histogram latency = new Histogram(new LatencyRecorder().histogram());
        for (int queue = 0; queue < device.config().queues(); queue++) {
            final QueueResult result = queue(queue, steering);
            queues.add(result);
            latency.add(result.latency());
        }
        final FrameTotals frames = frames(queues);
        warn(frames);
        return new DeviceResult(
                device.name(),
                memory.firmware(),
                memory.wire(),
                processors.generations().isSpraying(),
                session.config().lossless(),
                device.wakeName(),
                frames,
                queues,
                processors.results(),
                latency,
                steering,
                processors.generations().stats(),
                session.config().stack().application().results(),
                elapsedNs(),
                memory.nicEpoch(),
                memory.hostEpoch(),
                nicCounters(),
                NicSummaryFile.read(memory),
                processors.failures().count(),
                warnings);
    }

    private QueueResult queue(final int queue, final SteeringStats steering) {
        final Map<NicQueueCounter, Long> nicValues = new EnumMap<>(NicQueueCounter.class);
        for (final NicQueueCounter counter : NicQueueCounter.values()) {
            nicValues.put(counter, nic.value(counter, queue));
        }
        final Map<HostQueueCounter, Long> hostValues = new EnumMap<>(HostQueueCounter.class);
        for (final HostQueueCounter counter : HostQueueCounter.values()) {
            hostValues.put(counter, host.value(counter, queue));
        }
        final QueueFault fault = device.rx(queue).fault();
        return new QueueResult(
                queue,
                nicValues,
                hostValues,
                inFlight(queue, fault != null),
                steering.flowsPerQueue()[queue],
                processors.latency(queue),
                fault == null ? null : fault.reason());
    }

    /** Of a ring that failed a check nothing can be read: the counters tell. */
    private long inFlight(final int queue, final boolean quarantined) {
        if (quarantined) {
            return Math.max(
                    0,
                    nic.value(NicQueueCounter.PACKETS, queue)
                            - host.value(HostQueueCounter.DELIVERED, queue));
        }
        final QueueMemory ring = session.queueMemories().get(queue);
        return RingFrames.inFlight(ring);
    }

    private FrameTotals frames(final List<QueueResult> queues) {
        long delivered = 0;
        long deliveredBytes = 0;
        long backlogDropped = 0;
        long lost = 0;
        long inFlight = 0;
        for (final QueueResult queue : queues) {
            delivered += queue.host(HostQueueCounter.DELIVERED);
            deliveredBytes += queue.host(HostQueueCounter.DELIVERED_BYTES);
            backlogDropped += queue.host(HostQueueCounter.BACKLOG_DROPPED);
            lost += queue.host(HostQueueCounter.LOST_IN_RESTART);
            inFlight += queue.inFlight();
        }
        final Map<String, Long> dropped = new LinkedHashMap<>();
        for (final DropReason reason : DropReason.values()) {
            dropped.put(reason.label(), nic.value(NicCounter.dropped(reason)));
        }
        dropped.put(FrameTotals.BACKLOG_FULL, backlogDropped);
        long offered = nic.value(NicCounter.RX_OFFERED);
        if (isNicLost()) {
            // As the next NIC will book them: what it took and neither published nor dropped.
            offered = Math.max(offered, memory.wirePosition());
            final long ended = delivered + inFlight + sum(dropped) - backlogDropped;
            dropped.merge(DropReason.NIC_RESTART.label(), Math.max(0, offered - ended), Long::sum);
        }
        return new FrameTotals(
                offered,
                nic.value(NicCounter.RX_OFFERED_BYTES),
                delivered - backlogDropped,
                deliveredBytes,
                dropped,
                inFlight,
                lost);
    }

    private static long sum(final Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** True if the NIC died, and no other has brought its counters in line yet. */
    private boolean isNicLost() {
        final int state = memory.nicState();
        final boolean isGone = device.nicLiveness(memory.nicHeartbeatNs()) == NicLiveness.GONE;
        return isGone
                ? state != DeviceDescriptor.NIC_STATE_WIRE_DONE
                : state == DeviceDescriptor.NIC_STATE_DOWN;
    }

    private void warn(final FrameTotals frames) {
        if (frames.unaccounted() != 0) {
            warnings.add(
                    frames.unaccounted() + " frames are not accounted for: offered is not the sum");
        }
        final StackFailures failures = processors.failures();
        if (failures.count() > 0) {
            warnings.add(
                    failures.count()
                            + " frames made the stack fail; the first: "
                            + failures.first());
        }
        if (processors.count() > 1 && processors.hadNoHash()) {
            warnings.add(
                    "the classifier made no hash of any frame, and frames are steered by it: all"
                            + " went to processor 0");
        }
        for (final QueueFault fault : device.faults()) {
            warnings.add("queue " + fault.queue() + " was quarantined: " + fault.reason());
        }
    }

    private long elapsedNs() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (final StackProcessor stack : processors.stacks()) {
            first = Math.min(first, stack.firstArrivalNs());
            last = Math.max(last, stack.lastCompletionNs());
        }
        return last == Long.MIN_VALUE ? 0 : Math.max(0, last - first);
    }

    private Map<String, Long> nicCounters() {
        final Map<String, Long> counters = new LinkedHashMap<>();
        final int firstOfQueues = NicCounter.count();
        final int firstOfFirmware = NicQueueCounter.end(device.config().queues());
        nic.forEach(
                (id, label, value) -> {
                    if (id < firstOfQueues || id >= firstOfFirmware) {
                        counters.put(label, value);
                    }
                });
        return counters;
    }
}
