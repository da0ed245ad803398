package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules that every sleeping agent keeps, whatever its mode. {@link FakeRxQueue} adds its own:
 * it fails a test in which an agent polls an armed queue.
 */
abstract class AgentContract {
    static final int BUDGET = 64;

    final FakeRxQueue rx = new FakeRxQueue(0);
    final FakeProcessor processor = new FakeProcessor();

    /** The agent over one queue. */
    abstract NetAgent agent(FakeRxQueue queue, FakeProcessor frames);

    NetAgent agent() {
        return agent(rx, processor);
    }

    /** Runs until the agent wants to sleep. */
    static int runToSleep(final NetAgent agent) {
        int work = 0;
        int steps = 0;
        do {
            work += agent.doWork(steps);
            assertThat(++steps).as("steps until it sleeps").isLessThan(10_000);
        } while (agent.next() != Next.SLEEP);
        return work;
    }

    static List<Integer> upTo(final int frames) {
        return IntStream.range(0, frames).boxed().toList();
    }

    @Test
    void idleAgentArmsAndSleeps() {
        final NetAgent agent = agent();

        assertThat(runToSleep(agent)).isZero();

        assertThat(rx.isArmed()).isTrue();
        assertThat(agent.doWork(1)).as("a step of a sleeper").isZero();
        assertThat(agent.next()).isEqualTo(Next.SLEEP);
        assertThat(rx.arms).isEqualTo(1);
    }

    @Test
    void exactlyTheBudgetMeansPollAgainWithoutReArming() {
        final NetAgent agent = agent();
        rx.publish(BUDGET);

        assertThat(agent.doWork(0)).isPositive();

        assertThat(agent.next()).isEqualTo(Next.RUN);
        assertThat(rx.arms).isZero();
        final int pollsSoFar = rx.polls;
        rx.publish(1);
        runToSleep(agent);
        assertThat(rx.polls).isGreaterThan(pollsSoFar);
        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(BUDGET + 1));
        assertThat(rx.notifications).isZero();
    }

    @Test
    void framesThatComeInWhileItArmsAreNotSleptOn() {
        final NetAgent agent = agent();
        rx.betweenArmAndLook =
                () -> {
                    if (rx.arms == 1) {
                        rx.publish(3);
                    }
                };

        runToSleep(agent);

        assertThat(processor.arrivals).containsExactly(0, 1, 2);
        assertThat(rx.notifications).as("the NIC won the race: absorbed").isEqualTo(1);
        assertThat(rx.arms).isEqualTo(2);
    }

    @Test
    void neverSleepsWithFramesInAnArmedQueue() {
        final NetAgent agent = agent();
        final Random random = new Random(7);
        int published = 0;
        for (int round = 0; round < 300; round++) {
            final int burst = random.nextInt(3 * BUDGET);
            final boolean late = random.nextBoolean();
            if (late) {
                rx.betweenArmAndLook =
                        () -> {
                            rx.betweenArmAndLook = () -> {};
                            rx.publish(burst);
                        };
            } else {
                rx.publish(burst);
            }
            published += burst;
            agent.onWake();
            runToSleep(agent);
            assertThat(rx.depth()).as("frames in an armed queue, round %d", round).isZero();
            assertThat(processor.arrivals).hasSize(published);
        }
        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(published));
    }

    @Test
    void noNotificationWhileItPolls() {
        final NetAgent agent = agent();
        runToSleep(agent);
        rx.publish(1);
        agent.onWake();
        final int[] more = {200};
        processor.onFrame =
                () -> {
                    if (more[0]-- > 0) {
                        rx.publish(1);
                    }
                };

        runToSleep(agent);

        assertThat(processor.arrivals).hasSize(201);
        assertThat(rx.notifications).as("the first one alone").isEqualTo(1);
    }

    @Test
    void wakesWithoutNotificationAndGoesBackToSleep() {
        final NetAgent agent = agent();
        runToSleep(agent);

        agent.onWake();

        assertThat(rx.isArmed()).as("masked before it polls").isFalse();
        runToSleep(agent);
        assertThat(rx.isArmed()).isTrue();
        assertThat(rx.arms).isEqualTo(2);
    }

    @Test
    void everyStepIsBounded() {
        final NetAgent agent = agent();
        rx.publish(10_000);

        while (processor.arrivals.size() < 10_000) {
            final int before = processor.arrivals.size();
            agent.doWork(0);
            assertThat(processor.arrivals.size() - before).isLessThanOrEqualTo(BUDGET);
        }
    }

    @Test
    void aBatchIsEndedAfterItsFrames() {
        final NetAgent agent = agent();
        rx.publish(BUDGET + 10);

        while (agent.next() != Next.SLEEP) {
            agent.doWork(0);
            assertThat(processor.openFrames).isZero();
        }

        assertThat(processor.batches).isBetween(2, 20);
    }

    @Test
    void otherWorkKeepsItAwake() {
        final NetAgent agent = agent();
        runToSleep(agent);
        processor.otherWork = 5;

        assertThat(agent.doWork(77)).isEqualTo(5);

        assertThat(processor.lastNowNs).isEqualTo(77);
        assertThat(agent.next()).isEqualTo(Next.RUN);
    }

    @Test
    void doesNotPollForAProcessorThatWaitsForRoom() {
        final NetAgent agent = agent();
        processor.ready = false;
        rx.publish(400);

        for (int i = 0; i < 20; i++) {
            agent.doWork(i);
        }

        assertThat(processor.arrivals).isEmpty();
        assertThat(agent.next()).isEqualTo(Next.YIELD);
        processor.ready = true;
        runToSleep(agent);
        assertThat(processor.arrivals.size()).isPositive();
    }

    /** Whoever prices a step must know what it begins with before it is taken. */
    @Test
    void tellsWhatItsNextStepBeginsWith() {
        final NetAgent agent = agent();
        assertThat(agent.nextBytes()).as("nothing is there").isZero();
        rx.publish(3 * BUDGET + 5);
        int delivered = 0;
        for (int step = 0; delivered < 3 * BUDGET + 5; step++) {
            final int bytes = agent.nextBytes();
            final Part part = agent.nextPart();
            final int arrival = agent.nextArrival();
            final boolean isTaken = part == Part.DELIVER;

            agent.doWork(step);

            final int frames = processor.arrivals.size() - delivered;
            assertThat(frames > 0).as("step %d", step).isEqualTo(bytes > 0 && isTaken);
            if (frames > 0) {
                assertThat(bytes).isEqualTo(FakeRxQueue.FRAME_LENGTH);
                assertThat(arrival).isEqualTo(processor.arrivals.get(delivered));
            }
            delivered += frames;
            assertThat(step).as("steps").isLessThan(100);
        }
        assertThat(agent.nextBytes()).as("all is delivered").isZero();
    }

    @Test
    void aStepThatWaitsForRoomBeginsWithNothing() {
        final NetAgent agent = agent();
        processor.ready = false;
        rx.publish(400);
        for (int i = 0; i < 20; i++) {
            agent.doWork(i);
        }

        assertThat(agent.nextBytes()).isZero();
    }

    @Test
    void tellsTheDeadlineOfItsProcessor() {
        final NetAgent agent = agent();
        assertThat(agent.deadlineNs()).isEqualTo(Long.MAX_VALUE);

        processor.deadlineNs = 42;

        assertThat(agent.deadlineNs()).isEqualTo(42);
    }

    @Test
    void aQuarantinedQueueIsLeftInPeace() {
        final NetAgent agent = agent();
        rx.quarantined = true;

        assertThat(runToSleep(agent)).isZero();
    }
}
