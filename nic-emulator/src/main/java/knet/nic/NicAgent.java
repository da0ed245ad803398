package knet.nic;

import static knet.driver.abi.DeviceDescriptor.NIC_STATE_DOWN;
import static knet.driver.abi.DeviceDescriptor.NIC_STATE_READY;
import static knet.driver.abi.DeviceDescriptor.NIC_STATE_RUNNING;
import static knet.driver.abi.DeviceDescriptor.NIC_STATE_WIRE_DONE;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.firmware.Classifier;
import knet.firmware.FirmwareContext;
import knet.nic.engine.DecisionJournal;
import knet.nic.engine.FirmwareEngine;
import knet.nic.engine.FirmwareHistory;
import knet.nic.engine.LoadedFirmware;
import knet.nic.engine.RingQueueState;
import knet.nic.interrupt.InterruptUnit;
import knet.nic.interrupt.QueueInterrupt;
import knet.nic.port.WirePort;
import knet.nic.registers.HostRegisters;
import knet.nic.registers.NicCounters;
import knet.nic.ring.RxRing;

/**
 * The NIC: one agent that moves frames from the wire through the classifier into receive rings, and
 * from transmit rings to the wire. It owns no thread and no clock; {@link #doWork} does a bounded
 * piece of work and never waits.
 *
 * <pre>
 *   DOWN --onStart--> READY --host is up--> RUNNING --wire ended, or host says stop--> WIRE_DONE
 *                       ^---host goes down----'
 * </pre>
 */
public final class NicAgent {
    /** {@link #nextDeadlineNs}: nothing is planned; the host or the wire will bring work. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final long HEARTBEAT_INTERVAL_NS = 10_000_000;
    private static final long HOST_IS_ALIVE_NS = 1_000_000_000;

    private final DeviceMemory device;
    private final NicQueue[] queues;
    private final NicCounters counters;
    private final Drops drops;
    private final WirePort port;
    private final FirmwareEngine engine;
    private final DecisionJournal journal;
    private final InterruptUnit interrupts;
    private final HostRegisters host;
    private final RxPath rx;
    private final TxPath tx;
    private final FirmwareLedger ledger;
    private final Queue<String> notices = new ArrayDeque<>();

    private int state = NIC_STATE_DOWN;
    private boolean isResumed;
    private boolean wasPaused;
    private long heartbeatNs;

    /**
     * Makes a NIC on a device. The firmware's {@link Classifier#onStart} is called here.
     *
     * @param nowNs the run's clock
     * @throws knet.firmware.FirmwareException if the classifier cannot start
     */
    public NicAgent(final NicContext context, final long nowNs) {
        context.conclude();
        device = context.device();
        port = context.port();
        journal = context.journal();
        counters = NicCounters.of(device);
        drops = new Drops(counters);
        final QueueMemory[] memories = context.queues();
        queues = new NicQueue[memories.length];
        final QueueInterrupt[] lines = new QueueInterrupt[memories.length];
        final RxRing[] rings = new RxRing[memories.length];
        for (int i = 0; i < memories.length; i++) {
            queues[i] =
                    new NicQueue(
                            memories[i],
                            context.recovered().queues().get(i),
                            counters,
                            context.interruptLine());
            lines[i] = queues[i].interrupt();
            rings[i] = queues[i].rx();
        }
        interrupts = new InterruptUnit(lines);
        host = new HostRegisters(device);
        final RingQueueState queueState = new RingQueueState(rings);
        engine =
                new FirmwareEngine(
                        context.firmware(),
                        queueState,
                        new FirmwareContext(
                                memories.length, nowNs, context.seed(), context.firmwareCounters()),
                        context.clock(),
                        context.guardLimits(),
                        context.firmwareErrors(),
                        counters,
                        context.callMonitor());
        ledger =
                new FirmwareLedger(
                        context.firmwareHistory(),
                        device,
                        engine,
                        journal,
                        counters,
                        queues.length,
                        context.verifiesChecksums());
        rx = new RxPath(context, queues, engine, queueState, interrupts, counters, drops);
        tx = new TxPath(queues, context.transmitter(), counters);
    }

    /** Shows the device to the host: registers, state READY, and a wake-up for every sleeper. */
    public void onStart(final long nowNs) {
        for (final NicQueue queue : queues) {
            if (device.isNicQuarantined(queue.index())) {
                queue.quarantine().impose("an earlier NIC has quarantined it");
            }
        }
        bookQuarantines();
        ledger.begin(rx.position());
        beat(nowNs);
        changeState(NIC_STATE_READY);
        interrupts.wakeAll();
    }

    /**
     * Does a bounded piece of work.
     *
     * @param nowNs the run's clock
     * @return 0 if there was nothing to do
     * @throws NicFault if the register file was cut, removed or overwritten
     */
    public int doWork(final long nowNs) {
        try {
            return cycle(nowNs);
        } catch (final InternalError e) {
            // What the JVM makes of a fault in mapped memory.
            onMemoryFault(e);
            return 1;
        }
    }

    private int cycle(final long nowNs) {
        if (nowNs - heartbeatNs >= HEARTBEAT_INTERVAL_NS) {
            beat(nowNs);
        }
        host.refresh();
        interrupts.configure(host);
        if (engine.betweenFrames(nowNs)) {
            notices.add(ledger.exchange(rx.position()));
        }
        int work = 0;
        if (state == NIC_STATE_RUNNING) {
            work = rx.doWork(nowNs, host.waitWhenFull() || rx.isPartWritten());
        }
        work += tx.doWork(work > 0 ? 1 : tx.rings());
        work += interrupts.poll(nowNs);
        if (work == 0 || rx.takeQuarantineMet()) {
            bookQuarantines();
        }
        return work + advance(nowNs);
    }

    /** The state machine. */
    private int advance(final long nowNs) {
        switch (state) {
            case NIC_STATE_READY -> {
                if (host.isStopWire() && nowNs - host.heartbeatNs() < HOST_IS_ALIVE_NS) {
                    endWire(nowNs);
                } else if (!isResumed) {
                    isResumed = rx.skipTaken();
                    return 1;
                } else if (host.isUp()) {
                    run(nowNs);
                    return 1;
                }
            }
            case NIC_STATE_RUNNING -> {
                if (host.isStopWire() || port.isDone() && !rx.isWaitingForSpace()) {
                    endWire(nowNs);
                } else if (host.isDown()) {
                    wasPaused = true;
                    changeState(NIC_STATE_READY);
                }
            }
            default -> {}
        }
        return 0;
    }

    private void run(final long nowNs) {
        if (wasPaused) {
            wasPaused = false;
            port.reanchor(nowNs);
        }
        changeState(NIC_STATE_RUNNING);
    }

    private void endWire(final long nowNs) {
        rx.giveUpHeld(DropReason.STOPPED, nowNs);
        bookQuarantines();
        changeState(NIC_STATE_WIRE_DONE);
        interrupts.wakeAll();
    }

    /**
     * Ends in good order: what was taken from the wire is published or booked as dropped, what the
     * host queued for sending is sent.
     */
    public void onClose(final long nowNs) {
        rx.giveUpHeld(DropReason.STOPPED, nowNs);
        tx.doWork(tx.rings());
        tx.countErrors();
        bookQuarantines();
        if (state != NIC_STATE_WIRE_DONE) {
            changeState(NIC_STATE_DOWN);
        }
        interrupts.wakeAll();
    }

    private void changeState(final int next) {
        state = next;
        device.nicState(next);
    }

    private void beat(final long nowNs) {
        heartbeatNs = nowNs;
        if (device.buffer().getLong(DeviceDescriptor.MAGIC_OFFSET) != DeviceDescriptor.MAGIC
                || device.buffer().getLong(DeviceDescriptor.DEVICE_ID_OFFSET)
                        != device.deviceId()) {
            throw new NicFault("device " + device.name() + ": its register file was overwritten");
        }
        device.nicHeartbeatNs(nowNs);
        tx.countErrors();
        for (final NicQueue queue : queues) {
            if (device.isHostQuarantined(queue.index())) {
                queue.quarantine().impose("the host has quarantined it");
            }
        }
        bookQuarantines();
    }

    private void bookQuarantines() {
        for (final NicQueue queue : queues) {
            if (queue.takeQuarantine()) {
                rx.onQuarantined(queue);
                counters.add(NicCounter.QUEUES_QUARANTINED, 1);
                counters.add(NicQueueCounter.BAD_DESCRIPTORS, queue.index(), 1);
                device.nicQuarantine(queue.index());
                notices.add(
                        "queue " + queue.index() + " quarantined: " + queue.quarantine().reason());
            }
        }
    }

    /** A fault in mapped memory, which the JVM may tell of after the step that met it. */
    void onMemoryFault(final InternalError fault) {
        if (!device.isIntact()) {
            throw new NicFault(
                    "device " + device.name() + ": its register file was cut or removed", fault);
        }
        boolean isFound = false;
        for (final NicQueue queue : queues) {
            if (!queue.quarantine().isImposed() && !queue.memory().isIntact()) {
                queue.quarantine().impose("its file was cut or removed");
                isFound = true;
            }
        }
        if (!isFound && (journal == null || !journal.takeFault())) {
            if (port.hasFailed()) {
                throw new NicFault("memory fault: " + fault.getMessage(), fault);
            }
            // The one other thing that is mapped.
            port.fail("the wire's file was cut while it was read");
        }
        // The fault has struck at any point of a cycle.
        rx.startAfresh();
        interrupts.startAfresh();
        bookQuarantines();
        interrupts.wakeAll();
    }

    /** Hands in another firmware, from any thread; it takes over between two frames. */
    public void installFirmware(final LoadedFirmware firmware) {
        engine.handIn(firmware);
    }

    /** When {@link #doWork} is worth calling next, on the run's clock; else NO_DEADLINE. */
    public long nextDeadlineNs() {
        return Math.min(nextEventNs(), engine.nextTickNs());
    }

    /** The same without the classifier's ticks. */
    public long nextEventNs() {
        final long rxNs =
                state == NIC_STATE_RUNNING
                        ? port.nextDueNs()
                        : isResumed || state != NIC_STATE_READY ? NO_DEADLINE : 0;
        return Math.min(rxNs, interrupts.nextDeadlineNs());
    }

    /** True while a frame waits for the host to make space. */
    public boolean isWaitingForSpace() {
        return state == NIC_STATE_RUNNING && rx.isWaitingForSpace();
    }

    /** Frames taken from the wire that are neither published nor dropped yet: 0 or 1. */
    public int framesInside() {
        return rx.isWaitingForSpace() ? 1 : 0;
    }

    /** True while frames may come in that do not announce themselves (a live wire). */
    public boolean isListening() {
        return state == NIC_STATE_RUNNING && port.nextDueNs() == WirePort.NO_DUE_TIME;
    }

    /** One of NIC_STATE_*. */
    public int state() {
        return state;
    }

    /** True if the host has gone down in good order, or there never was one. */
    public boolean isHostDown() {
        return host.isDown();
    }

    /** Frames taken from the wire since the device was made. */
    public long wirePosition() {
        return rx.position();
    }

    /** The run's clock at the first and last batch of this process; 0 if there was none. */
    public long firstArrivalNs() {
        return rx.firstArrivalNs();
    }

    public long lastArrivalNs() {
        return rx.lastArrivalNs();
    }

    /** The firmware that runs. */
    public LoadedFirmware firmware() {
        return engine.installed();
    }

    /** How often the firmware was exchanged, by the NICs before this one too. */
    public long firmwareSwaps() {
        return ledger.swaps();
    }

    /** Which firmware was taken out of service last, where and why; null if none was. */
    public String firmwareOutOfService() {
        return engine.outOfService();
    }

    /** What has run, in order: since {@link #onStart}, or since a NIC that this one goes on for. */
    public List<FirmwareHistory.Period> firmwarePeriods() {
        return ledger.periods(rx.position());
    }

    /** How many periods are not in {@link #firmwarePeriods}, behind its first. */
    public long firmwarePeriodsLeft() {
        return ledger.periodsLeft();
    }

    /** Something to tell the user, one line; null if there is nothing. */
    public String takeNotice() {
        final String notice = engine.takeNotice();
        return notice == null ? notices.poll() : notice;
    }

    public String roleName() {
        return "nic-" + device.name();
    }
}
