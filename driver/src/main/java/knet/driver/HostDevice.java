package knet.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import knet.driver.abi.Bell;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceException;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Side;
import knet.driver.abi.Wake;

/**
 * A device, opened by the host that owns it. Opening takes over from a host process that died: its
 * counters are reconciled with the rings, and the buffers it held are free again.
 */
public final class HostDevice implements AutoCloseable {
    /** A NIC whose heart has not beaten for this long is taken for dead. */
    public static final long HEARTBEAT_TIMEOUT_NS = 1_000_000_000;

    private final DeviceMemory memory;

    /** Null for a device in memory, which has no other process to be kept away. */
    private final OwnerLock lock;

    private final CounterFile counters;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<QueueHealth> health = new ArrayList<>();
    private final List<HostRxQueue> rx = new ArrayList<>();
    private final List<HostTxQueue> tx = new ArrayList<>();
    private int nextFileCheck;
    private boolean isClosed;

    private HostDevice(final DeviceMemory memory, final OwnerLock lock) {
        this.memory = memory;
        this.lock = lock;
        this.counters = CounterFile.host(memory);
    }

    /**
     * Becomes the host of a device. The NIC's wire waits until {@link #up}.
     *
     * @param memory of the device; closed with this object, or if opening fails
     * @param nowNs System.nanoTime()
     * @throws DeviceException if a live process is its host, or its files are damaged
     */
    public static HostDevice open(
            final DeviceMemory memory, final HostSettings settings, final long nowNs) {
        HostDevice device = null;
        try {
            device =
                    new HostDevice(
                            memory,
                            memory.isInMemory()
                                    ? null
                                    : OwnerLock.acquire(memory.directory(), Side.HOST));
            device.start(settings, nowNs);
            return device;
        } catch (final RuntimeException e) {
            if (device != null) {
                device.close();
            } else {
                memory.close();
            }
            throw e;
        } catch (final InternalError e) {
            final String name = memory.name();
            Objects.requireNonNull(device).close();
            throw new DeviceException("device " + name + ": a file was cut while opening it", e);
        }
    }

    private void start(final HostSettings settings, final long nowNs) {
        memory.hostPid(ProcessHandle.current().pid());
        memory.hostEpoch(memory.hostEpoch() + 1);
        memory.hostHeartbeatNs(nowNs);
        memory.interruptMode(settings.interruptMode());
        memory.onFull(settings.onFull());
        memory.rxUsecs(settings.rxUsecs());
        memory.rxFrames(settings.rxFrames());
        memory.adaptiveRx(settings.adaptiveRx());
        final Bell doorbell = own(Wake.doorbell(memory));
        for (int i = 0; i < memory.config().queues(); i++) {
            openQueue(own(memory.openQueue(i)), settings.interruptMode(), doorbell);
        }
    }

    private void openQueue(final QueueMemory queue, final int mode, final Bell doorbell) {
        queue.prefault();
        final QueueHealth queueHealth = new QueueHealth(memory, queue, counters);
        if (memory.isHostQuarantined(queue.index())) {
            queueHealth.quarantine("quarantined by an earlier host process");
        }
        health.add(queueHealth);
        final HostRxQueue rxQueue = HostRxQueue.open(memory, queue, queueHealth, counters, mode);
        own(rxQueue.notification().bell());
        rx.add(rxQueue);
        tx.add(new HostTxQueue(memory, queue, queueHealth, doorbell, counters));
    }

    private <T extends AutoCloseable> T own(final T resource) {
        resources.add(resource);
        return resource;
    }

    public String name() {
        return memory.name();
    }

    public DeviceConfig config() {
        return memory.config();
    }

    /** The register file, for what this class does not offer. */
    public DeviceMemory memory() {
        return memory;
    }

    /** The host's counters. */
    public CounterFile counters() {
        return counters;
    }

    public HostRxQueue rx(final int queue) {
        return rx.get(queue);
    }

    public HostTxQueue tx(final int queue) {
        return tx.get(queue);
    }

    /** How sleepers are woken, for reports: futex, socket or park. */
    public String wakeName() {
        return Wake.name(memory.wake());
    }

    /** Process id of the host that died without giving the device back, 0 if there was none. */
    public long previousPid() {
        return lock == null ? 0 : lock.previousPid();
    }

    /** Lets the wire run. */
    public void up() {
        memory.hostState(DeviceDescriptor.HOST_STATE_UP);
    }

    /** Asks the NIC to take no more frames, to publish what it has, and to go to WIRE_DONE. */
    public void stopWire() {
        memory.hostState(DeviceDescriptor.HOST_STATE_STOP_WIRE);
    }

    /** One of {@link DeviceDescriptor}'s NIC_STATE_*. */
    public int nicState() {
        return memory.nicState();
    }

    /** Bit set of {@link DeviceDescriptor}'s FEATURE_*. */
    public int nicFeatures() {
        return memory.nicFeatures();
    }

    /** Process id of the NIC, live or dead; 0 if there never was one. */
    public long nicPid() {
        return memory.nicPid();
    }

    /**
     * Looks whether a NIC process is at the other end. Costs a few system calls: every 100 ms, say.
     *
     * @param nowNs System.nanoTime()
     */
    public NicLiveness nicLiveness(final long nowNs) {
        if (memory.nicEpoch() == 0) {
            return NicLiveness.NEVER_STARTED;
        }
        if (lock != null && OwnerLock.owner(memory.directory(), Side.NIC) == 0) {
            return NicLiveness.GONE;
        }
        return nowNs - memory.nicHeartbeatNs() > HEARTBEAT_TIMEOUT_NS
                ? NicLiveness.SILENT
                : NicLiveness.ALIVE;
    }

    /**
     * Shows the NIC that this host lives, and looks whether one of the device's files was cut, a
     * different one each time. To be called at least every 100 ms.
     *
     * @param nowNs System.nanoTime()
     */
    public void heartbeat(final long nowNs) {
        nextFileCheck = (nextFileCheck + 1) % health.size();
        health.get(nextFileCheck).checkFiles();
        if (memory.isIntact()) {
            memory.hostHeartbeatNs(nowNs);
        }
    }

    /**
     * Looks at all files. For a runner's error handler, after an InternalError: the JVM reports a
     * fault of a mapping late, from compiled code even after the poll that met it has returned. The
     * runner goes on if this returns true; such an error may come once more.
     *
     * @return true if a queue is out of service
     */
    public boolean checkFiles() {
        boolean isAnyOut = false;
        for (final QueueHealth queue : health) {
            isAnyOut |= queue.checkFiles();
        }
        return isAnyOut;
    }

    /** The queues out of service, and why. */
    public List<QueueFault> faults() {
        return health.stream().map(QueueHealth::fault).filter(Objects::nonNull).toList();
    }

    /** Gives the device back and unmaps it. Call it when every agent that uses it has ended. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (memory.isIntact()) {
            memory.hostState(DeviceDescriptor.HOST_STATE_DOWN);
            memory.hostPid(0);
        }
        for (final AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (final Exception e) {
                throw new DeviceException("device " + name() + ": cannot be closed: " + e, e);
            }
        }
        memory.close();
        if (lock != null) {
            lock.close();
        }
    }
}
