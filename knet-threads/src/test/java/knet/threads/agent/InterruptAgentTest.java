package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptAgentTest extends AgentContract {
    private FrameBacklog backlog;

    @Override
    NetAgent agent(final FakeRxQueue queue, final FakeProcessor frames) {
        return agent(queue, frames, true);
    }

    private NetAgent agent(
            final FakeRxQueue queue, final FakeProcessor frames, final boolean lossless) {
        backlog = new FrameBacklog(queue, 300, BacklogMeter.NONE);
        return new InterruptAgent("irq-0", List.of(new RxParts(backlog, frames, lossless)), BUDGET);
    }

    @Test
    void processesToCompletionBelowSaturation() {
        final NetAgent agent = agent(rx, processor, false);
        for (int i = 0; i < 100; i++) {
            rx.publish(10);
            runToSleep(agent);
            agent.onWake();
        }

        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(1_000));
        assertThat(backlog.dropped()).isZero();
        assertThat(rx.held()).isZero();
    }

    @Test
    void interruptsStarveTheLaterPart() {
        final NetAgent agent = agent(rx, processor, false);
        int published = 0;
        for (int step = 0; step < 100; step++) {
            rx.publish(2 * BUDGET);
            published += 2 * BUDGET;
            agent.doWork(step);
        }

        assertThat(processor.arrivals).as("receive livelock").isEmpty();
        assertThat(backlog.depth()).isEqualTo(300);
        assertThat(backlog.dropped()).isEqualTo(100 * BUDGET - 300);
        runToSleep(agent);
        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(300));
        assertThat(backlog.dropped() + processor.arrivals.size()).isEqualTo(published);
        assertThat(rx.held()).isZero();
    }

    @Test
    void anInterruptEndsTheLaterPartBetweenTwoFrames() {
        final NetAgent agent = agent(rx, processor, false);
        rx.publish(10);
        processor.onFrame =
                () -> {
                    if (processor.arrivals.size() == 4) {
                        rx.publish(1);
                    }
                };

        assertThat(agent.context()).isEqualTo(Context.HARD_INTERRUPT);
        agent.doWork(0);
        assertThat(processor.arrivals).as("a step is of one part").isEmpty();
        assertThat(agent.context()).isEqualTo(Context.SOFTIRQ);
        agent.doWork(1);

        assertThat(processor.arrivals).hasSize(4);
        assertThat(agent.context()).isEqualTo(Context.HARD_INTERRUPT);
        agent.doWork(2);
        agent.doWork(3);
        assertThat(processor.arrivals).hasSize(11);
    }

    @Test
    void tellsTheTwoPartsApart() {
        final FakeRxQueue second = new FakeRxQueue(1);
        final NetAgent agent =
                new InterruptAgent(
                        "irq-0",
                        List.of(
                                new RxParts(
                                        new FrameBacklog(rx, 300, BacklogMeter.NONE),
                                        processor,
                                        true),
                                new RxParts(
                                        new FrameBacklog(second, 300, BacklogMeter.NONE),
                                        new FakeProcessor(),
                                        true)),
                        BUDGET);
        second.publishGiant(9_000);
        second.publish(1);

        assertThat(agent.nextPart()).isEqualTo(Part.TAKE);
        assertThat(agent.nextBytes()).isEqualTo(9_000);
        agent.doWork(0);
        assertThat(agent.nextPart()).isEqualTo(Part.DELIVER);
        assertThat(agent.nextBytes()).as("now in the backlog").isEqualTo(9_000);
        assertThat(agent.nextArrival()).isZero();
        rx.publish(7);
        assertThat(agent.nextPart()).as("an interrupt comes first").isEqualTo(Part.TAKE);
        assertThat(agent.nextBytes()).isEqualTo(FakeRxQueue.FRAME_LENGTH);
    }

    @Test
    void losesNothingWhereNothingMayBeLost() {
        final NetAgent agent = agent(rx, processor, true);
        rx.publish(5_000);

        runToSleep(agent);

        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(5_000));
        assertThat(backlog.dropped()).isZero();
    }

    @Test
    void losslessInterruptPartLeavesFramesInTheRingWhenTheBacklogIsFull() {
        final NetAgent agent = agent(rx, processor, true);
        processor.ready = false;
        rx.publish(1_000);

        for (int i = 0; i < 50; i++) {
            agent.doWork(i);
        }

        assertThat(backlog.depth()).isEqualTo(300);
        assertThat(rx.depth()).isEqualTo(700);
    }

    @Test
    void copiesWhatCannotBeHeld() {
        final FakeRxQueue tight = new FakeRxQueue(0, 5);
        final NetAgent agent = agent(tight, processor, true);
        tight.publish(100);
        tight.publishGiant(80_000);
        tight.publish(100);

        runToSleep(agent);

        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(201));
        assertThat(tight.held()).isZero();
    }

    @Test
    void theStackMayKeepABufferThatTheBacklogHeld() {
        final NetAgent agent = agent(rx, processor, true);
        final int[] token = {-1};
        processor.onFrame = () -> token[0] = backlog.hold(null);
        rx.publish(1);
        runToSleep(agent);

        assertThat(token[0]).isNotNegative();
        assertThat(rx.held()).isEqualTo(1);
        backlog.release(token[0]);
        assertThat(rx.held()).isZero();
        assertThat(backlog.hold(null)).as("no frame is being handled").isEqualTo(-1);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new InterruptAgent("irq-0", List.of(), 1))
                .hasMessageContaining("needs a queue");
    }
}
