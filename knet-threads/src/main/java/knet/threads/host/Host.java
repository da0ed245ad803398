package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.threads.mode.Binding;
import knet.threads.result.DeviceResult;
import knet.threads.result.HostResult;

/**
 * A host without threads, sleeps and clocks: its devices, the agents that serve their queues, and
 * the supervision of its NICs. Whoever owns it gives each agent its turns: {@link HostRuntime} on
 * threads of the operating system, a simulator on processors of its own making.
 *
 * <p>Order of calls: {@link #open}, {@link #announce}, then {@link #supervise} at least every 100
 * ms and the agents as they want it, until supervise says that all is over or {@link #stop} was
 * called and obeyed; then, with no agent at work, {@link #drainOnce} until it is done, {@link
 * #result}.
 */
public final class Host implements AutoCloseable {
    private static final int MAX_IDLE_STEPS = 2;

    /** Bounds a drain whose rings a NIC goes on filling. */
    private static final int MAX_DRAIN_STEPS = 1 << 16;

    private final HostConfig config;
    private final List<DeviceSession> sessions;
    private final List<HostThread> threads = new ArrayList<>();
    private volatile boolean stopAsked;

    private Host(final HostConfig config, final List<DeviceSession> sessions) {
        this.config = config;
        this.sessions = sessions;
        final int processors =
                sessions.stream().mapToInt(session -> session.processors().count()).max().orElse(1);
        final int count =
                config.threads() == 0 ? processors : Math.min(config.threads(), processors);
        if (config.mode().steers()) {
            threads.add(wireSteering());
        }
        for (int thread = 0; thread < count; thread++) {
            threads.add(wire(thread, count));
        }
    }

    /**
     * Opens the devices, or makes them, and becomes their host. The NICs' wires wait for {@link
     * #supervise}.
     *
     * @param nowNs the run's clock
     * @throws knet.driver.abi.DeviceException if a device cannot be had; one line says why
     */
    public static Host open(
            final HostConfig config, final HostListener listener, final long nowNs) {
        final List<DeviceSession> sessions = new ArrayList<>();
        try {
            for (final HostConfig.Device device : config.devices()) {
                sessions.add(DeviceSession.open(config, device, listener, nowNs));
            }
            return new Host(config, sessions);
        } catch (final RuntimeException e) {
            sessions.forEach(DeviceSession::close);
            throw e;
        }
    }

    /** The thread that polls the rings of all devices and hands frames to the others. */
    private HostThread wireSteering() {
        final List<Binding> bindings = new ArrayList<>();
        final HostThread.Builder parts = new HostThread.Builder();
        for (final DeviceSession session : sessions) {
            for (int queue = 0; queue < session.queueCount(); queue++) {
                bindings.add(session.processors().steering(queue));
                parts.add(session.rx(queue));
            }
        }
        return parts.buildSteering(
                config.mode().wire("knet-steer", bindings, config.modeSettings()));
    }

    /** Gives a thread its processors: number i of every device belongs to thread i % threads. */
    private HostThread wire(final int thread, final int count) {
        final List<Binding> bindings = new ArrayList<>();
        final HostThread.Builder parts = new HostThread.Builder();
        for (final DeviceSession session : sessions) {
            final DeviceProcessors processors = session.processors();
            for (int i = thread; i < processors.count(); i += count) {
                bindings.add(processors.binding(i));
                parts.add(processors.inbox(i));
                if (config.mode().steers()) {
                    parts.add(processors.backlog(i));
                } else {
                    parts.add(session.rx(i));
                }
            }
        }
        return parts.build(
                config.mode().wire("knet-net-" + thread, bindings, config.modeSettings()), thread);
    }

    /**
     * What serves the queues: the thread that steers first, in modes that have one, then those of
     * the processors in order.
     */
    public List<HostThread> threads() {
        return List.copyOf(threads);
    }

    /** Tells the listener of the hosts that died on these devices, if any did. */
    public void announce() {
        sessions.forEach(DeviceSession::announce);
    }

    /**
     * Beats, looks after NICs and files, lets wires run whose NIC is ready.
     *
     * @param nowNs the run's clock
     * @return true if there is nothing more to come from any device, and nothing left in a ring
     * @throws HostFailure if a register file was cut or removed
     */
    public boolean supervise(final long nowNs) {
        boolean isOver = true;
        for (final DeviceSession session : sessions) {
            if (stopAsked) {
                session.stop(nowNs);
            }
            session.supervise(nowNs);
            isOver &= session.isOver(nowNs);
        }
        return isOver;
    }

    /** Something is about to begin or to end: worth a closer look. */
    boolean isSettling() {
        for (final DeviceSession session : sessions) {
            if (session.isSettling()) {
                return true;
            }
        }
        return stopAsked;
    }

    /** From the next {@link #supervise} on, NICs are asked to end their wires. Any thread. */
    public void stop() {
        stopAsked = true;
    }

    /**
     * Finishes a part of what agents had begun: batches, hand-overs, backlogs. To be called when no
     * agent is at work.
     *
     * @param nowNs the run's clock
     * @return true if nothing is left to finish
     */
    boolean drainOnce(final long nowNs) {
        boolean isDone = true;
        for (final HostThread thread : threads) {
            final NetAgent agent = thread.agent();
            agent.onWake();
            int idleSteps = 0;
            for (int i = 0; i < MAX_DRAIN_STEPS && idleSteps < MAX_IDLE_STEPS; i++) {
                idleSteps = agent.doWork(nowNs) > 0 ? 0 : idleSteps + 1;
            }
            isDone &= idleSteps == MAX_IDLE_STEPS && agent.next() != Next.YIELD;
        }
        return isDone && sessions.stream().allMatch(DeviceSession::isQuiet);
    }

    /** A NIC is about to write what it has to say of its wire. */
    boolean isSummaryToCome() {
        return sessions.stream().anyMatch(DeviceSession::isSummaryToCome);
    }

    /** What was found out. To be called when no agent is at work. */
    public HostResult result() {
        final List<DeviceResult> devices = new ArrayList<>();
        for (final DeviceSession session : sessions) {
            long protocolNs = 0;
            for (final StackProcessor stack : session.processors().stacks()) {
                protocolNs = Math.max(protocolNs, stack.lastCaptureNs());
            }
            session.processors().generations().finish(protocolNs);
        }
        for (final DeviceSession session : sessions) {
            devices.add(ResultCollector.collect(session));
        }
        return new HostResult(config.mode().name(), threads.size(), devices);
    }

    /** Frames taken from rings so far, of all devices. Any thread. */
    public long framesDelivered() {
        long frames = 0;
        for (final DeviceSession session : sessions) {
            frames += session.framesDelivered();
        }
        return frames;
    }

    /**
     * Looks for register files that were cut.
     *
     * @throws HostFailure if one was
     */
    void checkRegisters() {
        sessions.forEach(DeviceSession::checkRegisters);
    }

    /** Looks for queue files that were cut; true if one was: its queue is out of service now. */
    boolean checkFiles() {
        boolean isAnyCut = false;
        for (final DeviceSession session : sessions) {
            isAnyCut |= session.checkFiles();
        }
        return isAnyCut;
    }

    /** Gives the devices back. To be called when no agent will ever be at work again. */
    @Override
    public void close() {
        sessions.forEach(DeviceSession::close);
    }
}
