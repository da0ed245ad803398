package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import knet.driver.HostDevice;
import knet.driver.HostRxQueue;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueMemory;

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
    private final DeviceProcessors processors;
    private final NicSupervisor nic;

    private long overSinceNs = NEVER;
    private final boolean[] isFaultTold;

    private DeviceSession(
            final HostConfig config,
            final HostListener listener,
            final HostDevice device,
            final int asked) {
        this.config = config;
        this.listener = listener;
        this.device = device;
        this.memory = device.memory();
        this.processors = new DeviceProcessors(config, device, asked);
        this.nic =
                new NicSupervisor(
                        device, listener, processors.generations()::current, config.stays());
        this.isFaultTold = new boolean[queueCount()];
        for (int queue = 0; queue < queueCount(); queue++) {
            queues.add(memory.openQueue(queue));
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
            return new DeviceSession(config, listener, device, asked(config, wanted));
        } catch (final RuntimeException e) {
            device.close();
            throw e;
        }
    }

    /** Processors or queues that the user asked for; 0: as many as the device has queues. */
    private static int asked(final HostConfig config, final HostConfig.Device wanted) {
        return config.processors() > 0 || wanted.sizes() == null
                ? config.processors()
                : wanted.sizes().queues();
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

    String name() {
        return device.name();
    }

    int queueCount() {
        return device.config().queues();
    }

    HostRxQueue rx(final int queue) {
        return device.rx(queue);
    }

    /** Tells of the host that died, if one did. */
    void announce() {
        if (device.previousPid() != 0) {
            long lost = 0;
            for (int queue = 0; queue < queueCount(); queue++) {
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
        for (int queue = 0; queue < queueCount(); queue++) {
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

    /** True if nothing more is to come, and nothing is left in rings and backlogs. */
    boolean isOver(final long nowNs) {
        if (!nic.isWireOver(nowNs)) {
            return false;
        }
        if (overSinceNs == NEVER) {
            overSinceNs = nowNs;
        }
        if (!nic.isAlive()) {
            processors.stacks().forEach(StackProcessor::giveUpTransmitting);
        }
        final boolean isReceived = areRxRingsEmpty() && processors.areBacklogsEmpty();
        final boolean isSent = !nic.isAlive() || areTxRingsEmpty();
        // A ring that somebody still fills, or that nobody empties, must not keep us for ever.
        final boolean isGraceOver = nowNs - overSinceNs >= EMPTYING_GRACE_NS;
        return isReceived && isSent || isGraceOver && (isReceived || nic.isStopping());
    }

    private boolean areRxRingsEmpty() {
        for (int queue = 0; queue < queueCount(); queue++) {
            if (!device.rx(queue).isQuarantined() && RingFrames.depth(queues.get(queue)) > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean areTxRingsEmpty() {
        for (int queue = 0; queue < queueCount(); queue++) {
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
        for (int queue = 0; queue < queueCount(); queue++) {
            frames += device.counters().value(HostQueueCounter.DELIVERED, queue);
        }
        return frames;
    }

    boolean isQuiet() {
        return processors.isQuiet();
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

    DeviceProcessors processors() {
        return processors;
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
