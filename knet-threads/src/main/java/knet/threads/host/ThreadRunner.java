package knet.threads.host;

import java.util.function.Predicate;
import knet.threads.agent.NetAgent;
import net.openhft.affinity.Affinity;
import org.agrona.concurrent.NanoClock;

/**
 * Gives an agent a thread on the real clock: a step, then whatever the agent wants next. Asleep, it
 * uses no CPU.
 */
final class ThreadRunner implements Runnable {
    /** Not pinned. */
    static final int ANY_CPU = -1;

    /** Fruitless steps in a row after which a busy poller lets other threads run, if there are. */
    private static final int SPINS_BEFORE_YIELD = 1 << 10;

    /** Errors that a thread survives: one for every queue whose memory goes, and some. */
    private static final int MAX_ERRORS = 1_000;

    private final NetAgent agent;
    private final Sleeper sleeper;
    private final NanoClock clock;
    private final long maxSleepNs;
    private final int cpu;
    private final Predicate<Throwable> onError;
    private volatile boolean stopped;
    private Thread thread;

    /**
     * @param maxSleepNs bound of a sleep: a NIC can die between masking a queue and waking it
     * @param cpu that the thread is pinned to, or {@link #ANY_CPU}
     * @param onError told, by the thread, what a step threw; says whether to go on
     */
    ThreadRunner(
            final NetAgent agent,
            final Sleeper sleeper,
            final NanoClock clock,
            final long maxSleepNs,
            final int cpu,
            final Predicate<Throwable> onError) {
        this.agent = agent;
        this.sleeper = sleeper;
        this.clock = clock;
        this.maxSleepNs = maxSleepNs;
        this.cpu = cpu;
        this.onError = onError;
    }

    void start() {
        thread = new Thread(this, agent.roleName());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        boolean goesOn = true;
        for (int errors = 0; goesOn && !stopped; errors++) {
            try {
                if (errors == 0 && cpu != ANY_CPU) {
                    Affinity.setAffinity(cpu);
                }
                loop();
            } catch (final Throwable e) {
                goesOn = onError.test(e) && errors < MAX_ERRORS;
            }
        }
    }

    private void loop() {
        int fruitless = 0;
        while (!stopped) {
            final long nowNs = clock.nanoTime();
            final int work = agent.doWork(nowNs);
            switch (agent.next()) {
                case RUN -> {
                    if (work > 0) {
                        fruitless = 0;
                    } else if (++fruitless < SPINS_BEFORE_YIELD) {
                        Thread.onSpinWait();
                    } else {
                        fruitless = 0;
                        Thread.yield();
                    }
                }
                case YIELD -> Thread.yield();
                case SLEEP -> sleep(nowNs);
            }
        }
    }

    private void sleep(final long nowNs) {
        final long deadlineNs = agent.deadlineNs();
        sleeper.await(
                deadlineNs == Long.MAX_VALUE
                        ? maxSleepNs
                        : Math.min(maxSleepNs, deadlineNs - nowNs));
        agent.onWake();
    }

    /** Ends the loop after the step that runs. */
    void stop() {
        stopped = true;
        try {
            sleeper.wakeUp();
        } catch (final InternalError e) {
            // The file with its bell is cut: it wakes by itself, sleeps being bounded.
            return;
        }
    }

    /** Ends a sleep: something was handed over. */
    void wakeUp() {
        sleeper.wakeUp();
    }

    /**
     * Waits for the thread's end.
     *
     * @return false if it still runs
     */
    boolean join(final long timeoutMs) throws InterruptedException {
        if (thread == null) {
            return true;
        }
        thread.join(timeoutMs);
        return !thread.isAlive();
    }
}
