package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import knet.driver.HostRxQueue;
import knet.driver.QueueWaiter;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.threads.mode.Binding;
import knet.threads.result.DeviceResult;
import knet.threads.result.HostResult;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A host in this process: opens its devices, runs the network threads, watches the NICs, and has
 * the result when it ends.
 *
 * <pre>{@code
 * try (HostRuntime host = HostRuntime.open(config, listener)) {   // devices exist, are owned
 *     startTheNic();
 *     HostResult result = host.run();                             // until the wires are done
 * }
 * }</pre>
 *
 * <p>{@link #run} is the supervising thread's: it calls the listener. {@link #stop} may come from
 * any thread.
 */
public final class HostRuntime implements AutoCloseable {
    /** Looks at NICs and rings while frames flow, nanoseconds. */
    private static final long BUSY_LOOK_NS = 5_000_000;

    /**
     * The same on an idle device: often enough for the heartbeat, seldom enough to cost nothing.
     */
    private static final long IDLE_LOOK_NS = 90_000_000;

    /**
     * Bound of a network thread's sleep; shared by all, so that many threads wake no more often.
     */
    private static final long SLEEP_PER_THREAD_NS = 100_000_000;

    private static final long MIN_SLEEP_NS = 500_000_000;
    private static final long MAX_SLEEP_NS = 2_000_000_000;
    private static final long SUMMARY_PATIENCE_NS = 500_000_000;
    private static final long CLOSE_S = 30;
    private static final long JOIN_MS = 10_000;

    /** Faults of mappings that the supervising thread survives. */
    private static final int MAX_FAULTS = 1_000;

    /** A NIC that does not stop must not keep the host from ending. */
    private static final long MAX_DRAIN_NS = 5_000_000_000L;

    private enum Stage {
        OPEN,
        RUN,
        CLOSED
    }

    private final HostConfig config;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final List<DeviceSession> sessions;
    private final List<NetAgent> agents = new ArrayList<>();
    private final List<ThreadRunner> runners = new ArrayList<>();
    private final List<QueueWaiter> waiters = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopAsked;
    private volatile Thread supervisor;
    private final CountDownLatch runEnded = new CountDownLatch(1);

    /** Who may touch the mappings: decided once, by whichever comes first of run and close. */
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);

    private volatile boolean isAnyThreadStuck;
    private int faults;

    private HostRuntime(final HostConfig config, final List<DeviceSession> sessions) {
        this.config = config;
        this.sessions = sessions;
        final int queues = sessions.stream().mapToInt(DeviceSession::queueCount).max().orElse(1);
        final int threads = config.threads() == 0 ? queues : Math.min(config.threads(), queues);
        for (int thread = 0; thread < threads; thread++) {
            wire(thread, threads);
        }
    }

    /**
     * Opens the devices, or makes them, and becomes their host. The NICs' wires wait until {@link
     * #run}.
     *
     * @throws knet.driver.abi.DeviceException if a device cannot be had; one line says why
     */
    public static HostRuntime open(final HostConfig config, final HostListener listener) {
        final List<DeviceSession> sessions = new ArrayList<>();
        try {
            for (final HostConfig.Device device : config.devices()) {
                sessions.add(
                        DeviceSession.open(
                                config, device, listener, SystemNanoClock.INSTANCE.nanoTime()));
            }
            return new HostRuntime(config, sessions);
        } catch (final RuntimeException e) {
            sessions.forEach(DeviceSession::close);
            throw e;
        }
    }

    /**
     * Gives a network thread its queues: number i of every device belongs to thread i % threads.
     */
    private void wire(final int thread, final int threads) {
        final List<Binding> bindings = new ArrayList<>();
        final List<HostRxQueue> rings = new ArrayList<>();
        final List<Inbox> inboxes = new ArrayList<>();
        for (final DeviceSession session : sessions) {
            for (int queue = thread; queue < session.queueCount(); queue += threads) {
                bindings.add(session.binding(queue));
                rings.add(session.rx(queue));
                inboxes.add(session.inbox(queue));
            }
        }
        final NetAgent agent =
                config.mode().wire("knet-net-" + thread, bindings, config.modeSettings());
        final QueueWaiter waiter = new QueueWaiter(rings);
        final int cpu =
                config.cpus().isEmpty()
                        ? ThreadRunner.ANY_CPU
                        : config.cpus().get(thread % config.cpus().size());
        final long maxSleepNs =
                Math.min(MAX_SLEEP_NS, Math.max(MIN_SLEEP_NS, threads * SLEEP_PER_THREAD_NS));
        inboxes.forEach(inbox -> inbox.ownersBell(waiter::wakeUp));
        agents.add(agent);
        waiters.add(waiter);
        runners.add(
                new ThreadRunner(
                        agent, new WaiterSleeper(waiter), clock, maxSleepNs, cpu, this::onError));
    }

    /** Network threads. */
    public int threads() {
        return runners.size();
    }

    /**
     * Runs until every wire is done and every ring empty, or until {@link #stop}.
     *
     * @return what was found out, also after a stop
     * @throws HostFailure if a network thread failed; the result so far is lost
     * @throws IllegalStateException if it has run already, or is closed
     */
    public HostResult run() {
        if (!stage.compareAndSet(Stage.OPEN, Stage.RUN)) {
            throw new IllegalStateException("this host has run already, or is closed");
        }
        supervisor = Thread.currentThread();
        try {
            return runToTheEnd();
        } catch (final InternalError e) {
            sessions.forEach(DeviceSession::checkRegisters);
            throw e;
        } finally {
            runEnded.countDown();
        }
    }

    /**
     * {@link #run} on a thread of its own. The future ends with what run returns or throws; to end
     * the run early, {@link #stop} it: cancelling the future does not.
     */
    public CompletableFuture<HostResult> start() {
        // Never the common pool: on two processors it has one thread, which a NIC may hold.
        return CompletableFuture.supplyAsync(
                this::run, task -> new Thread(task, "knet-host").start());
    }

    private HostResult runToTheEnd() {
        try {
            sessions.forEach(DeviceSession::announce);
            runners.forEach(ThreadRunner::start);
            supervise();
        } finally {
            stopThreads();
        }
        final Throwable cause = failure.get();
        if (cause != null) {
            throw new HostFailure("a network thread failed: " + cause, cause);
        }
        drain();
        awaitSummaries();
        // What was cut after the last look must not be read any more.
        sessions.forEach(DeviceSession::checkRegisters);
        sessions.forEach(DeviceSession::checkFiles);
        return result();
    }

    private void supervise() {
        long deliveredBefore = -1;
        long lookNs = BUSY_LOOK_NS;
        while (failure.get() == null) {
            if (isOver(clock.nanoTime())) {
                return;
            }
            final long delivered = framesDelivered();
            final boolean isBusy = delivered != deliveredBefore || isSettling();
            deliveredBefore = delivered;
            lookNs = isBusy ? BUSY_LOOK_NS : Math.min(IDLE_LOOK_NS, 2 * lookNs);
            LockSupport.parkNanos(lookNs);
            if (Thread.interrupted()) {
                stopAsked = true;
            }
        }
    }

    /** Looks after every device; true if there is nothing more to come from any of them. */
    private boolean isOver(final long nowNs) {
        boolean isOver = true;
        try {
            for (final DeviceSession session : sessions) {
                if (stopAsked) {
                    session.stop(nowNs);
                }
                session.supervise(nowNs);
                isOver &= session.isOver(nowNs);
            }
            return isOver;
        } catch (final InternalError e) {
            goOnAfter(e);
            return false;
        }
    }

    /**
     * After a fault of a mapping: goes on if a cut file explains it, which takes its queue out of
     * service.
     *
     * @throws HostFailure if it is the register file
     * @throws InternalError the same, if nothing explains it, or it comes again and again
     */
    private void goOnAfter(final InternalError e) {
        sessions.forEach(DeviceSession::checkRegisters);
        boolean isExplained = false;
        for (final DeviceSession session : sessions) {
            isExplained |= session.checkFiles();
        }
        if (!isExplained || ++faults > MAX_FAULTS) {
            throw e;
        }
    }

    /** Something is about to begin or to end: worth a closer look. */
    private boolean isSettling() {
        for (final DeviceSession session : sessions) {
            if (session.isSettling()) {
                return true;
            }
        }
        return stopAsked;
    }

    /**
     * What a runner met. A cut file explains an InternalError: its queue is out of service, and the
     * thread goes on with the others.
     */
    private boolean onError(final Throwable e) {
        if (e instanceof InternalError
                && sessions.stream()
                        .map(DeviceSession::checkFiles)
                        .reduce(false, (a, b) -> a | b)) {
            return true;
        }
        failure.compareAndSet(null, e);
        LockSupport.unpark(supervisor);
        return false;
    }

    private void stopThreads() {
        runners.forEach(ThreadRunner::stop);
        boolean isInterrupted = false;
        for (final ThreadRunner runner : runners) {
            boolean isJoined = false;
            while (!isJoined) {
                try {
                    if (!runner.join(JOIN_MS)) {
                        isAnyThreadStuck = true;
                        failure.compareAndSet(
                                null, new IllegalStateException("a network thread does not end"));
                    }
                    isJoined = true;
                } catch (final InterruptedException e) {
                    // Going on would unmap memory that the thread still uses.
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes, on this thread, what the threads had begun: batches, hand-overs, backlogs. */
    private void drain() {
        final long giveUpNs = clock.nanoTime() + MAX_DRAIN_NS;
        boolean isDone;
        do {
            isDone = true;
            for (final NetAgent agent : agents) {
                agent.onWake();
                int idleSteps = 0;
                while (idleSteps < 2 && clock.nanoTime() < giveUpNs) {
                    idleSteps = didWork(agent) ? 0 : idleSteps + 1;
                }
                isDone &= agent.next() != Next.YIELD;
            }
            isDone &= sessions.stream().allMatch(DeviceSession::isQuiet);
        } while (!isDone && clock.nanoTime() < giveUpNs);
    }

    private boolean didWork(final NetAgent agent) {
        try {
            return agent.doWork(clock.nanoTime()) > 0;
        } catch (final InternalError e) {
            goOnAfter(e);
            return true;
        }
    }

    /** A NIC writes its summary right after it has told that its wire is done. */
    private void awaitSummaries() {
        final long giveUpNs = clock.nanoTime() + SUMMARY_PATIENCE_NS;
        for (final DeviceSession session : sessions) {
            while (session.isSummaryToCome() && clock.nanoTime() < giveUpNs) {
                LockSupport.parkNanos(BUSY_LOOK_NS);
            }
        }
    }

    private HostResult result() {
        final List<DeviceResult> devices = new ArrayList<>();
        for (final DeviceSession session : sessions) {
            long protocolNs = 0;
            for (final StackProcessor processor : session.processors()) {
                protocolNs = Math.max(protocolNs, processor.lastCaptureNs());
            }
            session.generations().finish(protocolNs);
        }
        for (final DeviceSession session : sessions) {
            devices.add(ResultCollector.collect(session));
        }
        return new HostResult(config.mode().name(), runners.size(), devices);
    }

    /** Ends the run in good order: the NICs are asked to end their wires, the rings are emptied. */
    public void stop() {
        stopAsked = true;
        LockSupport.unpark(supervisor);
    }

    /** Frames taken from rings so far, of all devices: for a progress bar. Any thread. */
    public long framesDelivered() {
        long frames = 0;
        for (final DeviceSession session : sessions) {
            frames += session.framesDelivered();
        }
        return frames;
    }

    /**
     * Gives the devices back; the host cannot be run any more. A run that has not ended is stopped,
     * and waited for.
     */
    @Override
    public void close() {
        final Stage before = stage.getAndSet(Stage.CLOSED);
        if (before == Stage.CLOSED || before == Stage.RUN && !awaitEndOfRun()) {
            return;
        }
        waiters.forEach(QueueWaiter::close);
        sessions.forEach(DeviceSession::close);
    }

    /** False if a thread still runs: unmapping memory under it would take the process down. */
    private boolean awaitEndOfRun() {
        stop();
        boolean isEnded;
        try {
            isEnded = runEnded.await(CLOSE_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            isEnded = runEnded.getCount() == 0;
        }
        return isEnded && !isAnyThreadStuck;
    }
}
