package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NapiAgentTest extends AgentContract {
    @Override
    NetAgent agent(final FakeRxQueue queue, final FakeProcessor frames) {
        return new NapiAgent("napi-0", List.of(new Lane(queue, frames)), NapiLimits.LINUX, 64);
    }

    @Test
    void belowItsWeightItCompletesAtOnce() {
        final NetAgent agent = agent();
        rx.publish(63);

        assertThat(agent.doWork(0)).isEqualTo(63);

        assertThat(rx.isArmed()).as("no second poll before napi_complete").isTrue();
        assertThat(rx.polls).isEqualTo(1);
    }

    @Test
    void yieldsAfterSeveralFullBudgetsAsKsoftirqdDoes() {
        final NetAgent agent = agent();
        rx.publish(100_000);
        int framesBeforeYield = 0;
        do {
            framesBeforeYield += agent.doWork(0);
        } while (agent.next() == Next.RUN);

        assertThat(agent.next()).isEqualTo(Next.YIELD);
        // Ten runs of five polls: the poll that reaches 300 is not cut short (net_rx_action).
        assertThat(framesBeforeYield).isEqualTo(10 * 5 * 64);
        assertThat(agent.context()).isEqualTo(Context.KERNEL_THREAD);
        assertThat(((NapiAgent) agent).squeezes()).isEqualTo(10);

        int framesOfKsoftirqd = 0;
        do {
            framesOfKsoftirqd += agent.doWork(0);
        } while (agent.next() == Next.RUN);
        assertThat(framesOfKsoftirqd).as("ksoftirqd yields after every run").isEqualTo(5 * 64);
    }

    @Test
    void backInTheSoftirqOnceTheListIsEmpty() {
        final NetAgent agent = agent();
        rx.publish(10 * 5 * 64 + 1);
        runToSleep(agent);

        assertThat(agent.context()).isEqualTo(Context.SOFTIRQ);
        rx.publish(5 * 64 + 1);
        agent.onWake();
        boolean yielded = false;
        do {
            agent.doWork(0);
            yielded |= agent.next() == Next.YIELD;
        } while (agent.next() != Next.SLEEP);
        assertThat(yielded).as("one full budget is not several").isFalse();
    }

    @Test
    void aRunEndsWithItsTimeToo() {
        final NapiAgent agent = (NapiAgent) agent();
        rx.publish(1_000);

        agent.doWork(0);
        agent.doWork(1_999_999);
        assertThat(agent.squeezes()).isZero();
        agent.doWork(2_000_000);

        assertThat(agent.squeezes()).isEqualTo(1);
    }

    /** __do_softirq restarts only while time_before(jiffies, end). */
    @Test
    void ksoftirqdTakesOverOnceSoftirqsHaveHadTheirTime() {
        final NapiAgent agent = (NapiAgent) agent();
        rx.publish(10_000);
        long nowNs = 0;
        int steps = 0;
        while (agent.context() == Context.SOFTIRQ) {
            agent.doWork(nowNs);
            steps++;
            nowNs += 150_000; // A run of five polls takes 0.75 ms.
        }

        assertThat(agent.squeezes()).isEqualTo(3);
        assertThat(steps).isEqualTo(3 * 5);
        assertThat(agent.next()).isEqualTo(Next.YIELD);
    }

    @Test
    void theSoftirqsTimeCountsAnewOnceTheListWasEmpty() {
        final NapiAgent agent = (NapiAgent) agent();
        rx.publish(5 * 64 + 1);
        runToSleep(agent);
        assertThat(agent.squeezes()).isEqualTo(1);

        rx.publish(5 * 64 + 1);
        agent.onWake();
        for (int i = 0; i < 5; i++) {
            agent.doWork(10_000_000 + i);
        }

        assertThat(agent.squeezes()).isEqualTo(2);
        assertThat(agent.context()).isEqualTo(Context.SOFTIRQ);
    }

    @Test
    void queuesTakeTurnsByWeight() {
        final FakeRxQueue second = new FakeRxQueue(1);
        final FakeProcessor secondFrames = new FakeProcessor();
        final NetAgent agent =
                new NapiAgent(
                        "napi-0",
                        List.of(new Lane(rx, processor), new Lane(second, secondFrames)),
                        NapiLimits.LINUX,
                        64);
        rx.publish(1_000);
        second.publish(65);

        agent.doWork(0);
        agent.doWork(0);
        agent.doWork(0);

        assertThat(processor.arrivals).hasSize(128);
        assertThat(secondFrames.arrivals).hasSize(64);
        agent.doWork(0);
        assertThat(second.isArmed()).as("complete while the other goes on").isTrue();
        assertThat(rx.isArmed()).isFalse();
    }

    @Test
    void aStepBeginsWithTheQueueWhoseTurnItIs() {
        final FakeRxQueue second = new FakeRxQueue(1);
        final NetAgent agent =
                new NapiAgent(
                        "napi-0",
                        List.of(new Lane(rx, processor), new Lane(second, new FakeProcessor())),
                        NapiLimits.LINUX,
                        64);
        rx.publish(1_000);
        second.publishGiant(5_000);
        assertThat(agent.nextArrival()).isZero();
        assertThat(agent.nextBytes()).isEqualTo(FakeRxQueue.FRAME_LENGTH);

        agent.doWork(0);

        assertThat(agent.nextBytes()).isEqualTo(5_000);
        agent.doWork(0);
        assertThat(agent.nextArrival()).isEqualTo(64);
        assertThat(agent.nextPart()).isEqualTo(Part.DELIVER);
    }

    @Test
    void theQuantumMakesNoDifferenceToTheRules() {
        final NapiAgent agent =
                new NapiAgent("napi-0", List.of(new Lane(rx, processor)), NapiLimits.LINUX, 1);
        rx.publish(100_000);
        int frames = 0;
        do {
            frames += agent.doWork(0);
        } while (agent.next() == Next.RUN);

        assertThat(frames).isEqualTo(10 * 5 * 64);
    }

    @Test
    void aWakeOfAScheduledQueueDoesNotScheduleItTwice() {
        final NetAgent agent = agent();
        rx.publish(200);
        agent.doWork(0);

        agent.onWake();
        agent.onWake();
        runToSleep(agent);

        assertThat(processor.arrivals).containsExactlyElementsOf(upTo(200));
        assertThat(rx.arms).isEqualTo(1);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new NapiLimits(0, 300, 1, 1, 1)).hasMessageContaining("weight 0");
    }
}
