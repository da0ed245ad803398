package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BusyPollAgentTest {
    private final FakeRxQueue rx = new FakeRxQueue(0);
    private final FakeProcessor processor = new FakeProcessor();
    private final NetAgent agent =
            new BusyPollAgent("busy-0", List.of(new Lane(rx, processor)), 64);

    @Test
    void neverSleepsAndNeverArms() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(agent.doWork(i)).isZero();
            assertThat(agent.next()).isEqualTo(Next.RUN);
        }

        assertThat(rx.arms).isZero();
        assertThat(rx.polls).isEqualTo(1_000);
    }

    @Test
    void takesFramesInBatches() {
        rx.publish(130);

        assertThat(agent.doWork(0)).isEqualTo(64);
        assertThat(agent.doWork(0)).isEqualTo(64);
        assertThat(agent.doWork(0)).isEqualTo(2);

        assertThat(processor.arrivals).containsExactlyElementsOf(AgentContract.upTo(130));
        assertThat(processor.batches).isEqualTo(3);
    }

    @Test
    void yieldsWhileItsProcessorWaitsForRoom() {
        processor.ready = false;
        rx.publish(1);

        assertThat(agent.doWork(0)).isZero();

        assertThat(agent.next()).isEqualTo(Next.YIELD);
    }
}
