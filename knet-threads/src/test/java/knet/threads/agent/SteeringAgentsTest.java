package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The agent that polls the ring, and that of a processor, which gets its frames from it. */
class SteeringAgentsTest {
    private final FakeRxQueue rx = new FakeRxQueue(0);
    private final FakeProcessor processor = new FakeProcessor();
    private final SteeredBacklogTest.CountingMeter meter = new SteeredBacklogTest.CountingMeter();
    private final SteeredBacklog backlog =
            new SteeredBacklog(0, FrameBacklog.DEFAULT_CAPACITY, meter);
    private final Runner receiving =
            new Runner(
                    new NapiAgent(
                            "net-0", List.of(new Lane(backlog, processor)), NapiLimits.LINUX, 64));
    private Runner steering;

    private void start(final boolean lossless) {
        final Steerer steerer = new Steerer(List.of(backlog), lossless, BacklogMeter.NONE);
        steering =
                new Runner(
                        new NapiAgent(
                                "steer", List.of(new Lane(rx, steerer)), NapiLimits.LINUX, 64));
        backlog.ownersBell(receiving::ring);
    }

    private void publish(final int frames) {
        final long before = rx.notifications;
        rx.publish(frames);
        if (rx.notifications != before) {
            steering.ring();
        }
    }

    /** Gives each its turns until both sleep. */
    private void runToSleep() {
        for (int step = 0; !steering.isAsleep() || !receiving.isAsleep(); step++) {
            steering.step();
            receiving.step();
            assertThat(step).as("steps until they sleep").isLessThan(10_000);
        }
    }

    @Test
    void theStepsOfTheTwoAreDifferentPartsOfReceiving() {
        start(true);
        rx.publish(3);

        assertThat(steering.agent.nextPart()).isEqualTo(Part.STEER);
        assertThat(steering.agent.nextBytes()).isEqualTo(FakeRxQueue.FRAME_LENGTH);
        assertThat(receiving.agent.nextPart()).isEqualTo(Part.DELIVER);
        assertThat(receiving.agent.nextBytes()).isZero();
        steering.step();
        assertThat(steering.agent.nextBytes()).isZero();
        assertThat(receiving.agent.nextBytes()).isEqualTo(FakeRxQueue.FRAME_LENGTH);
        assertThat(receiving.agent.nextArrival()).isZero();
        assertThat(receiving.agent.context()).isEqualTo(Context.SOFTIRQ);
    }

    @Test
    void inAnyOrderOfTurnsNothingIsLostNorSleptOnNorOvertaken() {
        final Random random = new Random(3);
        start(true);
        int published = 0;
        for (int turn = 0; turn < 100_000; turn++) {
            switch (random.nextInt(5)) {
                case 0 -> steering.step();
                case 1 -> receiving.step();
                case 2 -> {
                    if (random.nextInt(20) == 0) {
                        final int burst = random.nextInt(200);
                        publish(burst);
                        published += burst;
                    }
                }
                // A sleep may end without a reason.
                case 3 -> steering.wakeAtTimes(random);
                default -> receiving.wakeAtTimes(random);
            }
            if (steering.isAsleep()) {
                assertThat(rx.depth()).as("frames in an armed ring").isZero();
                if (receiving.isAsleep()) {
                    assertThat(backlog.depth()).as("frames that are slept on").isZero();
                }
            }
        }
        runToSleep();

        assertThat(published).isGreaterThan(50_000);
        assertThat(processor.arrivals).containsExactlyElementsOf(AgentContract.upTo(published));
        assertThat(meter.steered).isEqualTo(published);
        assertThat(meter.taken).isEqualTo(published);
        assertThat(meter.dropped).isZero();
    }

    @Test
    void aFullBacklogLeavesFramesInTheRingWhereNothingMayBeLost() {
        start(true);
        processor.ready = false;
        publish(1_000);
        for (int i = 0; i < 200; i++) {
            steering.step();
            receiving.step();
        }

        assertThat(backlog.depth()).isEqualTo(FrameBacklog.DEFAULT_CAPACITY);
        assertThat(rx.depth()).isEqualTo(700);
        assertThat(rx.arms).as("frames are there, so it stays masked").isZero();
        assertThat(steering.agent.next()).isEqualTo(Next.YIELD);
        assertThat(steering.agent.context())
                .as("a softirq that waits would starve the receiver on its own processor")
                .isEqualTo(Context.KERNEL_THREAD);
        processor.ready = true;
        runToSleep();
        assertThat(processor.arrivals).containsExactlyElementsOf(AgentContract.upTo(1_000));
        assertThat(meter.dropped).isZero();
        assertThat(steering.agent.context()).isEqualTo(Context.SOFTIRQ);
    }

    @Test
    void aFullBacklogDropsWhereThatIsAllowed() {
        start(false);
        processor.ready = false;
        publish(1_000);
        for (int i = 0; i < 200; i++) {
            steering.step();
            receiving.step();
        }
        processor.ready = true;
        runToSleep();

        assertThat(rx.depth()).isZero();
        assertThat(processor.arrivals).containsExactlyElementsOf(AgentContract.upTo(300));
        assertThat(meter.dropped).isEqualTo(700);
    }

    @Test
    void aBurstWakesTheReceiverOnce() {
        start(true);
        runToSleep();
        for (int burst = 1; burst <= 10; burst++) {
            publish(200);
            while (!steering.isAsleep()) {
                steering.step();
            }
            assertThat(meter.wakes).isEqualTo(burst);
            runToSleep();
        }
        assertThat(processor.arrivals).containsExactlyElementsOf(AgentContract.upTo(2_000));
    }

    /** As a thread has it: a bell ends the sleep, or the next one that would begin. */
    private static final class Runner {
        final NetAgent agent;
        private boolean isRung;
        private boolean sleeps;

        Runner(final NetAgent agent) {
            this.agent = agent;
        }

        boolean isAsleep() {
            return sleeps && !isRung;
        }

        void ring() {
            isRung = true;
        }

        void wakeAtTimes(final Random random) {
            if (random.nextInt(50) == 0) {
                isRung = true;
            }
        }

        void step() {
            if (isAsleep()) {
                return;
            }
            if (sleeps) {
                isRung = false;
                sleeps = false;
                agent.onWake();
            }
            agent.doWork(0);
            sleeps = agent.next() == Next.SLEEP;
        }
    }
}
