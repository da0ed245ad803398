package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import knet.driver.QueueWaiter;
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

    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final Host host;
    private final List<ThreadRunner> runners = new ArrayList<>();
    private final List<QueueWaiter> waiters = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Thread supervisor;
    private final CountDownLatch runEnded = new CountDownLatch(1);

    /** Who may touch the mappings: decided once, by whichever comes first of run and close. */
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);

    private volatile boolean isAnyThreadStuck;
    private int faults;

    private HostRuntime(final HostConfig config, final Host host) {
        this.host = host;
        final List<HostThread> threads = host.threads();
        final long maxSleepNs = maxSleepNs(threads.size());
        for (final HostThread thread : threads) {
            final QueueWaiter waiter = new QueueWaiter(thread.rings());
            thread.handOverBell(waiter::wakeUp);
            waiters.add(waiter);
            final int cpu =
                    config.cpus().isEmpty()
                            ? ThreadRunner.ANY_CPU
                            : config.cpus().get(thread.processor() % config.cpus().size());
            runners.add(
                    new ThreadRunner(
                            thread.agent(),
                            new WaiterSleeper(waiter),
                            clock,
                            maxSleepNs,
                            cpu,
                            this::onError));
        }
    }

    /**
     * Opens the devices, or makes them, and becomes their host. The NICs' wires wait until {@link
     * #run}.
     *
     * @throws knet.driver.abi.DeviceException if a device cannot be had; one line says why
     */
    public static HostRuntime open(final HostConfig config, final HostListener listener) {
        return new HostRuntime(
                config, Host.open(config, listener, SystemNanoClock.INSTANCE.nanoTime()));
    }

    /**
     * Bound of a network thread's sleep: many threads wake no more often than a few.
     *
     * @param threads of the host
     */
    public static long maxSleepNs(final int threads) {
        return Math.min(MAX_SLEEP_NS, Math.max(MIN_SLEEP_NS, threads * SLEEP_PER_THREAD_NS));
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
            host.checkRegisters();
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
            host.announce();
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
        host.checkRegisters();
        host.checkFiles();
        return host.result();
    }

    private void supervise() {
        long deliveredBefore = -1;
        long lookNs = BUSY_LOOK_NS;
        while (failure.get() == null) {
            if (isOver(clock.nanoTime())) {
                return;
            }
            final long delivered = host.framesDelivered();
            final boolean isBusy = delivered != deliveredBefore || host.isSettling();
            deliveredBefore = delivered;
            lookNs = isBusy ? BUSY_LOOK_NS : Math.min(IDLE_LOOK_NS, 2 * lookNs);
            LockSupport.parkNanos(lookNs);
            if (Thread.interrupted()) {
                host.stop();
            }
        }
    }

    /** Looks after every device; true if there is nothing more to come from any of them. */
    private boolean isOver(final long nowNs) {
        try {
            return host.supervise(nowNs);
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
        host.checkRegisters();
        if (!host.checkFiles() || ++faults > MAX_FAULTS) {
            throw e;
        }
    }

    /**
     * What a runner met. A cut file explains an InternalError: its queue is out of service, and the
     * thread goes on with the others.
     */
    private boolean onError(final Throwable e) {
        if (e instanceof InternalError && host.checkFiles()) {
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

    /** Finishes, on this thread, what the threads had begun. */
    private void drain() {
        final long giveUpNs = clock.nanoTime() + MAX_DRAIN_NS;
        while (!drainOnce() && clock.nanoTime() < giveUpNs) {
            Thread.onSpinWait();
        }
    }

    private boolean drainOnce() {
        try {
            return host.drainOnce(clock.nanoTime());
        } catch (final InternalError e) {
            goOnAfter(e);
            return false;
        }
    }

    /** A NIC writes its summary right after it has told that its wire is done. */
    private void awaitSummaries() {
        final long giveUpNs = clock.nanoTime() + SUMMARY_PATIENCE_NS;
        while (host.isSummaryToCome() && clock.nanoTime() < giveUpNs) {
            LockSupport.parkNanos(BUSY_LOOK_NS);
        }
    }

    /** Ends the run in good order: the NICs are asked to end their wires, the rings are emptied. */
    public void stop() {
        host.stop();
        LockSupport.unpark(supervisor);
    }

    /** Frames taken from rings so far, of all devices: for a progress bar. Any thread. */
    public long framesDelivered() {
        return host.framesDelivered();
    }

    /**
     * Gives the devices back; the host cannot be run any more. A run that has not ended is stopped,
     * and waited for.
     */
    @Override
    public void close() {
        final Stage before = stage.getAndSet(Stage.CLOSED);
        if (before == Stage.CLOSED) {
            return;
        }
        if (before == Stage.RUN && !awaitEndOfRun()) {
            stage.set(Stage.RUN); // A later close may find the run ended.
            return;
        }
        waiters.forEach(QueueWaiter::close);
        host.close();
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
