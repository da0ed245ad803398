package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkThreadAgentTest extends AgentContract {
    @Override
    NetAgent agent(final FakeRxQueue queue, final FakeProcessor frames) {
        return agent(0, new Lane(queue, frames));
    }

    private static NetworkThreadAgent agent(final long lingerNs, final Lane... lanes) {
        return new NetworkThreadAgent("net-0", List.of(lanes), BUDGET, lingerNs);
    }

    @Test
    void armsOnlyAfterAPollThatFoundNothing() {
        final NetAgent agent = agent();
        rx.publish(3);

        agent.doWork(0);

        assertThat(rx.arms).as("after a poll below its budget").isZero();
        agent.doWork(1);
        assertThat(rx.emptyPolls).isEqualTo(1);
        assertThat(rx.arms).isEqualTo(1);
    }

    @Test
    void lingersBeforeItArms() {
        final NetAgent agent = agent(1_000, new Lane(rx, processor));
        rx.publish(1);
        agent.doWork(0);

        agent.doWork(100);
        agent.doWork(1_099);
        assertThat(rx.arms).isZero();
        assertThat(agent.next()).isEqualTo(Next.RUN);
        rx.publish(1);
        agent.doWork(1_099);
        agent.doWork(2_000);
        assertThat(rx.arms).as("a frame starts the time anew").isZero();
        agent.doWork(3_000);

        assertThat(rx.arms).isEqualTo(1);
        assertThat(agent.next()).isEqualTo(Next.SLEEP);
    }

    @Test
    void servesSeveralNicsAndSleepsOnlyWhenAllAreEmpty() {
        final FakeRxQueue second = new FakeRxQueue(0);
        final FakeProcessor secondFrames = new FakeProcessor();
        final NetAgent agent = agent(0, new Lane(rx, processor), new Lane(second, secondFrames));
        runToSleep(agent);
        assertThat(rx.isArmed() && second.isArmed()).isTrue();

        second.publish(200);
        agent.onWake();
        runToSleep(agent);

        assertThat(secondFrames.arrivals).hasSize(200);
        assertThat(processor.arrivals).isEmpty();
        assertThat(rx.isArmed() && second.isArmed()).isTrue();
    }

    @Test
    void aStepBeginsWithTheFirstQueueThatHasAFrame() {
        final FakeRxQueue second = new FakeRxQueue(0);
        final FakeProcessor secondFrames = new FakeProcessor();
        final NetAgent agent = agent(0, new Lane(rx, processor), new Lane(second, secondFrames));
        second.publish(5);
        second.poll(frame -> {}, 3);
        second.publishGiant(9_000);

        assertThat(agent.nextArrival()).isEqualTo(3);
        assertThat(agent.nextBytes()).isEqualTo(FakeRxQueue.FRAME_LENGTH);
        rx.publishGiant(3_000);
        assertThat(agent.nextArrival()).isZero();
        assertThat(agent.nextBytes()).as("of one frame, not of both").isEqualTo(3_000);
        processor.ready = false;
        assertThat(agent.nextArrival()).as("the first one waits for room").isEqualTo(3);
    }

    @Test
    void aBusyNicDoesNotStarveAnother() {
        final FakeRxQueue second = new FakeRxQueue(0);
        final FakeProcessor secondFrames = new FakeProcessor();
        final NetAgent agent = agent(0, new Lane(rx, processor), new Lane(second, secondFrames));
        rx.publish(100_000);
        second.publish(10);

        agent.doWork(0);

        assertThat(secondFrames.arrivals).hasSize(10);
        assertThat(processor.arrivals).hasSize(BUDGET);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> agent(0)).hasMessageContaining("needs a queue");
        assertThatThrownBy(() -> agent(-1, new Lane(rx, processor))).hasMessageContaining("-1");
        assertThatThrownBy(
                        () ->
                                new NetworkThreadAgent(
                                        "net-0", List.of(new Lane(rx, processor)), 0, 0))
                .hasMessageContaining("budget 0");
    }
}
