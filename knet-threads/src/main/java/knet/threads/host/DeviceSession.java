package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import knet.driver.HostDevice;
import knet.driver.HostRxQueue;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.threads.agent.BacklogMeter;
import knet.threads.agent.FrameBacklog;
import knet.threads.app.FrameEcho;
import knet.threads.mode.Binding;
import knet.threads.result.LatencyRecorder;
import knet.threads.stack.DeliveryListener;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * One device of a running host: what serves its queues, and the supervision of its NIC. Queues
 * belong to network threads; everything else here to the supervising thread.
 */
final class DeviceSession implements AutoCloseable {
    /** After the end of the wire: how long rings are waited for that do not get empty. */
    private static final long EMPTYING_GRACE_NS = 5_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final HostConfig config;
    private final HostListener listener;
    private final HostDevice device;
    private final DeviceMemory memory;
    private final List<QueueMemory> queues = new ArrayList<>();
    private final List<StackProcessor> processors = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final Inbox[] inboxes;
    private final StackFailures failures = new StackFailures();
    private final StackGenerations generations;
    private final NicSupervisor nic;

    private long overSinceNs = NEVER;
    private final boolean[] isFaultTold;

    private DeviceSession(
            final HostConfig config, final HostListener listener, final HostDevice device) {
        this.config = config;
        this.listener = listener;
        this.device = device;
        this.memory = device.memory();
        this.inboxes = new Inbox[device.config().queues()];
        this.isFaultTold = new boolean[inboxes.length];
        final LatencyRecorder[] latencies = new LatencyRecorder[inboxes.length];
        for (int queue = 0; queue < inboxes.length; queue++) {
            inboxes[queue] = new Inbox();
            latencies[queue] = new LatencyRecorder();
        }
        this.generations =
                new StackGenerations(
                        memory, (firmware, spraying) -> stacks(firmware, spraying, latencies));
        this.nic = new NicSupervisor(device, listener, generations::current, config.stays());
        for (int queue = 0; queue < inboxes.length; queue++) {
            queues.add(memory.openQueue(queue));
            final StackProcessor processor =
                    new StackProcessor(
                            queue,
                            memory,
                            generations,
                            inboxes[queue],
                            new TxOutbox(device.tx(queue), config.lossless()),
                            config.echoes() ? new FrameEcho() : null,
                            latencies[queue],
                            failures);
            processors.add(processor);
            bindings.add(new Binding(device.rx(queue), view -> processor, meter(queue)));
        }
    }

    /**
     * Opens a device, or makes it, and becomes its host.
     *
     * @throws knet.driver.abi.DeviceException if it cannot be had; the message says why
     */
    static DeviceSession open(
            final HostConfig config,
            final HostConfig.Device wanted,
            final HostListener listener,
            final long nowNs) {
        final DeviceMemory memory = openMemory(config, wanted);
        final HostDevice device = HostDevice.open(memory, config.hostSettings(), nowNs);
        try {
            return new DeviceSession(config, listener, device);
        } catch (final RuntimeException e) {
            device.close();
            throw e;
        }
    }

    private static DeviceMemory openMemory(
            final HostConfig config, final HostConfig.Device wanted) {
        if (wanted.memory() != null) {
            return wanted.memory();
        }
        final DeviceConfig sizes = wanted.sizes();
        if (sizes == null) {
            return wanted.directory().openForRun(wanted.name());
        }
        return wanted.directory()
                .openOrCreate(
                        wanted.name(),
                        new DeviceConfig(
                                config.mode().queues(sizes.queues()),
                                sizes.rxRingSize(),
                                sizes.txRingSize(),
                                sizes.bufferSize(),
                                sizes.rxBuffers()));
    }

    private StackSet stacks(
            final String firmware, final boolean spraying, final LatencyRecorder[] latencies) {
        final IntFunction<DeliveryListener> listeners =
                queue -> {
                    final LatencyRecorder recorder = latencies[queue];
                    final FlowDelivery other = config.deliveries();
                    if (other == FlowDelivery.NONE) {
                        return (arrivalNs, unused) -> recorder.onDelivered(arrivalNs);
                    }
                    final StackProcessor processor = processors.get(queue);
                    return (arrivalNs, unused) -> {
                        recorder.onDelivered(arrivalNs);
                        other.onDelivered(arrivalNs, queue, processor.lastHash());
                    };
                };
        if (spraying) {
            return new SprayedStacks(
                    config.stack().withArrivalSkew(arrivalSkew()), inboxes.length, listeners);
        }
        // Even here a segment may be overtaken: one that came in fragments, and was handed over.
        return new AffineStacks(
                inboxes.length == 1
                        ? config.stack()
                        : config.stack().withArrivalSkew(arrivalSkew()),
                inboxes,
                listeners,
                queue -> config.oracles().create(firmware, inboxes.length),
                failures);
    }

    /** Frames that can wait in all queues at a time: how far one may be overtaken by another. */
    private int arrivalSkew() {
        final int perQueue = ringSize() + FrameBacklog.DEFAULT_CAPACITY + config.budget();
        return (int) Math.min(1 << 30, (long) inboxes.length * perQueue);
    }

    private int ringSize() {
        return device.config().rxRingSize();
    }

    /** What a dead host had in its backlog was taken, and never processed. */
    private BacklogMeter meter(final int queue) {
        final AtomicCounter dropped =
                device.counters().counter(HostQueueCounter.BACKLOG_DROPPED, queue);
        final AtomicCounter depth =
                device.counters().addCounter("host_queue_" + queue + "_backlog_depth");
        device.counters()
                .counter(HostQueueCounter.LOST_IN_RESTART, queue)
                .getAndAddRelease(Math.max(0, Math.min(depth.get(), ringSize())));
        depth.setRelease(0);
        return new BacklogMeter() {
            @Override
            public void onDropped(final long frames) {
                dropped.getAndAddRelease(frames);
            }

            @Override
            public void onDepth(final int frames) {
                depth.setRelease(frames);
            }
        };
    }

    String name() {
        return device.name();
    }

    int queueCount() {
        return inboxes.length;
    }

    Binding binding(final int queue) {
        return bindings.get(queue);
    }

    HostRxQueue rx(final int queue) {
        return device.rx(queue);
    }

    Inbox inbox(final int queue) {
        return inboxes[queue];
    }

    /** Tells of the host that died, if one did. */
    void announce() {
        if (device.previousPid() != 0) {
            long lost = 0;
            for (int queue = 0; queue < inboxes.length; queue++) {
                lost += device.counters().value(HostQueueCounter.LOST_IN_RESTART, queue);
            }
            listener.onTakeover(name(), device.previousPid(), lost);
        }
    }

    /** Beats, looks after the NIC and after the files. Called at least every 100 ms. */
    void supervise(final long nowNs) {
        checkRegisters();
        device.heartbeat(nowNs);
        nic.look(nowNs);
        for (int queue = 0; queue < inboxes.length; queue++) {
            if (!isFaultTold[queue] && device.rx(queue).isQuarantined()) {
                isFaultTold[queue] = true;
                listener.onQuarantine(name(), device.rx(queue).fault());
            }
        }
    }

    /**
     * Without the register file there are no counters, and nothing can be said of the run.
     *
     * @throws HostFailure if it was cut or removed
     */
    void checkRegisters() {
        if (!memory.isIntact()) {
            throw new HostFailure(
                    "device " + name() + ": its register file was cut or removed during the run",
                    null);
        }
    }

    /** Asks the NIC to end its wire. */
    void stop(final long nowNs) {
        nic.stop(nowNs);
    }

    /** Something is about to begin or to end. */
    boolean isSettling() {
        return nic.isSettling();
    }

    /** True if nothing more is to come, and nothing is left in the rings. */
    boolean isOver(final long nowNs) {
        if (!nic.isWireOver(nowNs)) {
            return false;
        }
        if (overSinceNs == NEVER) {
            overSinceNs = nowNs;
        }
        if (!nic.isAlive()) {
            processors.forEach(StackProcessor::giveUpTransmitting);
        }
        final boolean isReceived = areRxRingsEmpty();
        final boolean isSent = !nic.isAlive() || areTxRingsEmpty();
        // A ring that somebody still fills, or that nobody empties, must not keep us for ever.
        final boolean isGraceOver = nowNs - overSinceNs >= EMPTYING_GRACE_NS;
        return isReceived && isSent || isGraceOver && (isReceived || nic.isStopping());
    }

    private boolean areRxRingsEmpty() {
        for (int queue = 0; queue < inboxes.length; queue++) {
            if (!device.rx(queue).isQuarantined() && RingFrames.depth(queues.get(queue)) > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean areTxRingsEmpty() {
        for (int queue = 0; queue < inboxes.length; queue++) {
            final QueueMemory ring = queues.get(queue);
            if (!device.rx(queue).isQuarantined() && ring.txTailAcquire() != ring.txHeadAcquire()) {
                return false;
            }
        }
        return true;
    }

    /** The NIC lives, has ended its wire, and has not yet written what it has to say of it. */
    boolean isSummaryToCome() {
        return nic.isAlive()
                && device.nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE
                && !NicSummaryFile.isThere(memory);
    }

    long framesDelivered() {
        long frames = 0;
        for (int queue = 0; queue < inboxes.length; queue++) {
            frames += device.counters().value(HostQueueCounter.DELIVERED, queue);
        }
        return frames;
    }

    boolean isQuiet() {
        return processors.stream().allMatch(StackProcessor::isQuiet);
    }

    /** After an InternalError that a thread met: true if a cut file explains it. */
    boolean checkFiles() {
        return device.checkFiles();
    }

    HostDevice device() {
        return device;
    }

    List<QueueMemory> queueMemories() {
        return queues;
    }

    List<StackProcessor> processors() {
        return processors;
    }

    StackGenerations generations() {
        return generations;
    }

    StackFailures failures() {
        return failures;
    }

    HostConfig config() {
        return config;
    }

    /** Gives the device back. To be called when every thread has ended. */
    @Override
    public void close() {
        queues.forEach(QueueMemory::close);
        device.close();
    }
}
