package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import knet.threads.agent.Context;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.threads.agent.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadRunnerTest {
    private final ScriptedAgent agent = new ScriptedAgent();
    private final List<Long> sleeps = new CopyOnWriteArrayList<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong(1_000);
    private volatile boolean goesOnAfterErrors;

    private final ThreadRunner runner =
            new ThreadRunner(
                    agent,
                    new Sleeper() {
                        @Override
                        public void await(final long timeoutNs) {
                            sleeps.add(timeoutNs);
                            Thread.yield();
                        }

                        @Override
                        public void wakeUp() {
                            wakeUps.incrementAndGet();
                        }
                    },
                    clock::get,
                    500,
                    ThreadRunner.ANY_CPU,
                    e -> {
                        errors.add(e);
                        return goesOnAfterErrors;
                    });

    /** Does what it is told, once per step. */
    private static final class ScriptedAgent implements NetAgent {
        volatile Next next = Next.SLEEP;
        volatile long deadlineNs = Long.MAX_VALUE;
        volatile Error toThrow;
        final AtomicInteger steps = new AtomicInteger();
        final AtomicInteger wakes = new AtomicInteger();

        @Override
        public String roleName() {
            return "scripted";
        }

        @Override
        public int doWork(final long nowNs) {
            steps.incrementAndGet();
            final Error error = toThrow;
            if (error != null) {
                toThrow = null;
                throw error;
            }
            return 0;
        }

        @Override
        public Next next() {
            return next;
        }

        @Override
        public Context context() {
            return Context.KERNEL_THREAD;
        }

        @Override
        public int nextBytes() {
            return 0;
        }

        @Override
        public int nextArrival() {
            return 0;
        }

        @Override
        public Part nextPart() {
            return Part.DELIVER;
        }

        @Override
        public long deadlineNs() {
            return deadlineNs;
        }

        @Override
        public void onWake() {
            wakes.incrementAndGet();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        runner.stop();
        assertThat(runner.join(20_000)).isTrue();
    }

    @Test
    void sleepsForTheBoundAndTellsTheAgentOfEveryWake() {
        runner.start();
        await().until(() -> sleeps.size() > 10);

        assertThat(sleeps).containsOnly(500L);
        assertThat(agent.wakes.get()).isGreaterThanOrEqualTo(sleeps.size() - 1);
    }

    @Test
    void sleepsNoLongerThanTheAgentsDeadline() {
        agent.deadlineNs = 1_200;
        runner.start();
        await().until(() -> sleeps.size() > 2);

        assertThat(sleeps).containsOnly(200L);
    }

    @Test
    void neverSleepsWhileTheAgentWantsToRun() {
        agent.next = Next.RUN;
        runner.start();
        await().until(() -> agent.steps.get() > 5_000);

        assertThat(sleeps).isEmpty();
    }

    @Test
    void stopWakesASleeper() {
        runner.start();
        runner.stop();

        assertThat(wakeUps.get()).isEqualTo(1);
    }

    @Test
    void anErrorThatIsExplainedDoesNotEndTheThread() {
        goesOnAfterErrors = true;
        agent.toThrow = new InternalError("a fault occurred in an unsafe memory access operation");
        runner.start();
        await().until(() -> sleeps.size() > 2);

        assertThat(errors).hasSize(1);
    }

    @Test
    void anErrorThatIsNotEndsIt() throws InterruptedException {
        agent.toThrow = new AssertionError("a defect");
        runner.start();

        assertThat(runner.join(20_000)).isTrue();
        assertThat(errors).hasSize(1);
        assertThat(agent.steps.get()).isEqualTo(1);
    }
}
