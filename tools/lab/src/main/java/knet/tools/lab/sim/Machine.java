package knet.tools.lab.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareCounters;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.firmware.WatchedClassifier;
import knet.nic.NicContext;
import knet.nic.engine.LoadedFirmware;
import knet.nic.port.WirePort;
import knet.nic.process.BoundedCreation;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.threads.agent.FrameBacklog;
import knet.threads.host.Host;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.host.HostThread;
import knet.threads.host.OracleFactory;
import knet.threads.result.FrameTotals;
import knet.threads.result.HostResult;
import knet.threads.stack.ShardedStack;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import org.HdrHistogram.Histogram;

/**
 * A machine in virtual time: a NIC, a host, processors. One run, from the first frame of its wire
 * to the last consumption; the same input gives the same result.
 */
public final class Machine implements AutoCloseable {
    /** A classifier's constructor that takes longer does not return. */
    private static final long LONGEST_CREATION_MS = 5_000;

    /** How often the host looks after its NIC; virtual time. */
    private static final long SUPERVISE_NS = 100_000_000;

    /** A look at whether somebody wants the run to end costs more than an event. */
    private static final int EVENTS_BETWEEN_LOOKS = 1 << 12;

    private static final int BUFFER_BYTES = DeviceDescriptor.DEFAULT_BUFFER_SIZE;

    private final EventQueue events = new EventQueue();
    private final MachineConfig config;
    private final Cpu[] cpus;
    private final InterruptTask[] interrupts;
    private final UserTask[] users;
    private final List<AgentTask> agents = new ArrayList<>();

    /** Who polls a queue. */
    private final AgentTask[] pollers;

    private final WirePort port;
    private final NicTask nic;
    private final InterruptLines lines;
    private final NicConservation conservation;
    private final NotificationWatch notifications;
    private final ShardLocks locks;
    private final SocketQueues sockets;
    private final StepPrices prices;
    private final Timeline timeline;
    private final FirmwareCounters firmwareCounters = FirmwareCounters.inMemory();
    private final Host host;
    private boolean isOver;
    private Meter meter;

    /**
     * Puts a machine together.
     *
     * @param wire what comes in; closed with the machine
     * @param oracles tell stacks where the classifier sends a packet
     */
    public Machine(
            final MachineConfig config, final FrameSource wire, final OracleFactory oracles) {
        this.config = config;
        final Costs costs = config.costs();
        final int queues = config.queues();
        timeline = config.window() == null ? null : new Timeline(config.window(), config.cpus());
        cpus = new Cpu[config.cpus()];
        pollers = new AgentTask[queues];
        interrupts = new InterruptTask[cpus.length];
        users = new UserTask[cpus.length];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = new Cpu(i, events, costs, config.faults().slowness(i), timeline);
            interrupts[i] = new InterruptTask(cpus[i], costs);
        }
        final DeviceMemory device =
                DeviceMemory.inMemory(
                        "lab",
                        new DeviceConfig(
                                queues,
                                config.ringSize(),
                                DeviceDescriptor.DEFAULT_TX_RING_SIZE,
                                BUFFER_BYTES,
                                2 * config.ringSize()));
        device.nicEpoch(1);
        final QueueMemory[] memories = new QueueMemory[queues];
        for (int i = 0; i < queues; i++) {
            memories[i] = device.openQueue(i);
        }
        final NicCounters counters = NicCounters.of(device);
        conservation = new NicConservation(counters, queues);
        notifications = timeline == null ? null : new NotificationWatch(counters, queues, timeline);
        lines =
                new InterruptLines(
                        cpus, interrupts, events, config, isUnmasked(), memories, timeline);
        port = new WirePort(wire, Pacer.parse(config.rate()));
        final int framesOnTheirWay =
                queues * config.ringSize() + cpus.length * FrameBacklog.DEFAULT_CAPACITY;
        nic =
                new NicTask(
                        nicContext(device, memories, counters),
                        events,
                        costs,
                        config.faults(),
                        framesOnTheirWay,
                        this::afterNicStep);
        final Flows flows = nic.flows();
        for (int i = 0; i < cpus.length; i++) {
            users[i] = new UserTask(i, costs, flows, config.socketFrames());
        }
        final boolean isSprayed = nic.nic().firmware().affinity() == Classifier.Affinity.SPRAYING;
        locks = isSprayed ? new ShardLocks(ShardedStack.shardsFor(queues)) : null;
        if (isSprayed) {
            flows.areSharded();
        }
        sockets = new SocketQueues(users, cpus, flows, costs, processors());
        host = open(device, sockets, oracles);
        prices = new StepPrices(costs, flows, locks);
        final long maxSleepNs = HostRuntime.maxSleepNs(host.threads().size());
        for (final HostThread thread : host.threads()) {
            final int cpu = thread.processor() % cpus.length;
            final AgentTask agent =
                    new AgentTask(
                            thread,
                            events,
                            prices,
                            cpus[cpu],
                            interrupts[cpu],
                            sockets,
                            maxSleepNs,
                            costs.ns(Cost.FALL_ASLEEP),
                            interruptMode() == DeviceDescriptor.INTERRUPT_MODE_OFF);
            agents.add(agent);
            thread.rings().forEach(ring -> pollers[ring.index()] = agent);
        }
        lines.connect(pollers, nic);
    }

    private int interruptMode() {
        return config.mode().interruptMode();
    }

    /** Processors that the mode runs protocols on, whatever their number of queues. */
    private int processors() {
        return config.mode().processors(config.cpus(), config.queues());
    }

    private boolean isUnmasked() {
        return interruptMode() == DeviceDescriptor.INTERRUPT_MODE_UNMASKED;
    }

    private Host open(
            final DeviceMemory device, final SocketQueues sockets, final OracleFactory oracles) {
        return Host.open(
                HostConfig.builder()
                        .devices(HostConfig.Device.inMemory(device))
                        .mode(config.mode().name())
                        .processors(config.cpus())
                        .budget(1)
                        .moderation(config.rxUsecs(), config.rxFrames(), false)
                        .lossless(config.isLossless())
                        .stack(config.stack())
                        .deliveries(sockets)
                        .oracles(oracles)
                        .build(),
                HostListener.NONE,
                0);
    }

    private NicContext nicContext(
            final DeviceMemory device, final QueueMemory[] memories, final NicCounters counters) {
        final FirmwareSpec spec = FirmwareSpec.parse(config.firmware());
        return new NicContext()
                .device(device, memories, Recovery.recover(device, memories, counters, "", false))
                .port(port)
                .firmware(
                        new LoadedFirmware(
                                spec.toString(),
                                WatchedClassifier.of(classifier(spec, memories.length))))
                .firmwareCounters(firmwareCounters)
                .interruptLine(lines)
                .clock(events::nowNs)
                .verifiesChecksums(true)
                .seed(config.seed());
    }

    /** Bounded by the wall's clock, which ends a run and changes nothing in one that goes on. */
    private static Classifier classifier(final FirmwareSpec spec, final int queues) {
        try {
            return BoundedCreation.create(
                    FirmwareCatalog.load().image(spec), queues, LONGEST_CREATION_MS);
        } catch (final BoundedCreation.HungException e) {
            throw new FirmwareException(e.getMessage(), e);
        }
    }

    private void afterNicStep(final long nowNs, final int publishedQueue) {
        if (publishedQueue >= 0) {
            pollers[publishedQueue].onPublished(nowNs);
        } else if (publishedQueue == NicTask.SEVERAL_QUEUES || nic.nic().isWaitingForSpace()) {
            agents.forEach(agent -> agent.onPublished(nowNs)); // A part of a frame, perhaps.
        }
        conservation.afterStep(nic.nic());
        if (notifications != null) {
            notifications.afterStep(nowNs);
        }
    }

    /**
     * Counts apart what happens between two instants, see {@link Meter}; to be called before the
     * run.
     *
     * @param fromNs virtual time, not negative
     * @param toNs virtual time, later than that
     */
    public Meter measure(final long fromNs, final long toNs) {
        meter = new Meter(cpus, users, nic.nic()::wirePosition, fromNs, toNs);
        return meter;
    }

    /**
     * Lets time pass until all is over.
     *
     * @throws InvariantBreach if what must hold in every run does not: a defect of the program
     * @throws CancellationException if the thread was interrupted
     * @throws UncheckedIOException if the wire cannot go on, as {@link WirePort#fail} was told
     */
    public MachineResult run() {
        try {
            nic.nic().onStart(0);
            host.announce();
            nic.start(0);
            for (final AgentTask agent : agents) {
                agent.start(0);
            }
            supervise(0, 0);
            if (meter != null) {
                meter.start(events);
            }
            turnTheWheel();
            if (port.hasFailed()) {
                throw new UncheckedIOException(new IOException(port.damage()));
            }
            final MachineResult result = result();
            check(result);
            return result;
        } catch (final InvariantBreach e) {
            throw e.in(config, events.nowNs());
        }
    }

    private void turnTheWheel() {
        int untilLook = EVENTS_BETWEEN_LOOKS;
        while (!isOver && !events.isEmpty()) {
            events.step();
            if (nic.isDone() && isQuiet()) {
                isOver = host.supervise(events.nowNs());
            }
            if (--untilLook == 0) {
                untilLook = EVENTS_BETWEEN_LOOKS;
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the run was interrupted");
                }
            }
        }
        for (final Cpu cpu : cpus) {
            cpu.finish(events.nowNs());
        }
        if (meter != null) {
            meter.end(events.nowNs());
        }
    }

    private void supervise(final long nowNs, final long unused) {
        final boolean isHostDone = host.supervise(nowNs);
        isOver = isHostDone && isQuiet();
        // A wire may be silent for years; nothing is to be looked after before its next frame.
        final long nextNs = events.isEmpty() ? 0 : events.nextNs();
        events.add(Math.max(nowNs + SUPERVISE_NS, nextNs), this::supervise, 0);
    }

    /** Nobody has anything to do until something comes in. */
    private boolean isQuiet() {
        for (final UserTask user : users) {
            if (user.waiting() > 0) {
                return false;
            }
        }
        for (final AgentTask agent : agents) {
            if (!agent.isIdle()) {
                return false;
            }
        }
        for (final InterruptTask routine : interrupts) {
            if (routine.isQueued()) {
                return false;
            }
        }
        return true;
    }

    private void check(final MachineResult result) {
        conservation.check(nic.nic());
        final FrameTotals frames = result.host().device().frames();
        if (frames.unaccounted() != 0 || frames.inFlight() != 0) {
            throw new InvariantBreach(
                    "at the end "
                            + frames.inFlight()
                            + " frames are in flight and "
                            + frames.unaccounted()
                            + " unaccounted for");
        }
    }

    private MachineResult result() {
        final Histogram latency = new Histogram(users[0].latency());
        long consumed = 0;
        long consumedBytes = 0;
        long dropped = 0;
        long lastNs = 0;
        for (final UserTask user : users) {
            latency.add(user.latency());
            consumed += user.consumed();
            consumedBytes += user.consumedBytes();
            dropped += user.dropped();
            lastNs = Math.max(lastNs, user.lastConsumedNs());
        }
        final Map<String, Long> counted = new LinkedHashMap<>();
        firmwareCounters.forEach(counted::put);
        final Flows flows = nic.flows();
        final long firstNs = nic.nic().firstArrivalNs();
        final HostResult taken = host.result(); // The stack gives out what it still holds.
        return new MachineResult(
                taken,
                consumed,
                consumedBytes,
                dropped,
                sockets.heldBack(),
                latency,
                Math.max(0, lastNs - firstNs),
                events.nowNs(),
                cpuResults(),
                events.added(),
                new MachineResult.Wire(List.of(port.linkTypes()), port.durationNs(), port.damage()),
                new MachineResult.Caches(
                        flows.count(), flows.touches(), flows.elsewhere(), flows.readElsewhere()),
                locks == null
                        ? new MachineResult.Locks(0, 0)
                        : new MachineResult.Locks(locks.waits(), locks.waitedNs()),
                lines.lost(),
                prices.crossCalls(),
                counted,
                timeline);
    }

    private List<MachineResult.CpuResult> cpuResults() {
        return Arrays.stream(cpus)
                .map(cpu -> cpu.result(interrupts[cpu.number()].taken()))
                .toList();
    }

    @Override
    public void close() {
        agents.forEach(AgentTask::close);
        host.close();
        port.close();
    }
}
