package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsTest {
    private static final UnsafeBuffer FRAME =
            new UnsafeBuffer(Frames.ethernet(Frames.IPV4).ipv4(6, 1, 2).ports(3, 4).toBytes());

    private static String decide(final Decisions decisions, final long nowNs) {
        decisions.decide(FRAME, 0, FRAME.capacity(), nowNs);
        return decisions.appendCsv(new StringBuilder()).toString();
    }

    @Test
    void printsHashesWithEightDigits() {
        final Decisions decisions =
                new Decisions(
                        (packet, queues) -> {
                            packet.hash(0xab << (int) queues.frameNumber());
                            return (int) queues.frameNumber();
                        },
                        40);
        assertThat(decide(decisions, 0)).isEqualTo("0,000000ab,0,ipv4-l4");
        assertThat(decide(decisions, 0)).isEqualTo("1,00000156,1,ipv4-l4");
        for (int i = 2; i < 24; i++) {
            decide(decisions, 0);
        }
        assertThat(decide(decisions, 0)).isEqualTo("24,ab000000,24,ipv4-l4");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aQueueOutOfRangeIsCountedAndBecomesZero(final int queue) {
        final Decisions decisions =
                new Decisions(
                        (packet, queues) -> {
                            packet.hash(7);
                            return queue;
                        },
                        4);
        assertThat(decide(decisions, 0)).isEqualTo("0,00000000,0,ipv4-l4");
        assertThat(decisions.outOfRange()).isEqualTo(1);
        assertThat(decisions.exceptions()).isZero();
    }

    @Test
    void anExceptionIsCountedAndTheFrameGoesToQueueZero() {
        final Decisions decisions =
                new Decisions(
                        (packet, queues) -> {
                            packet.hash(7);
                            if (queues.frameNumber() % 2 == 0) {
                                throw new AssertionError("a bug");
                            }
                            return 3;
                        },
                        4);
        assertThat(decide(decisions, 0)).isEqualTo("0,00000000,0,ipv4-l4");
        assertThat(decide(decisions, 0)).isEqualTo("1,00000007,3,ipv4-l4");
        assertThat(decisions.exceptions()).isEqualTo(1);
    }

    @Test
    void ticksComeBetweenFramesAtTheirInterval() {
        final List<Long> ticks = new ArrayList<>();
        final Decisions decisions =
                new Decisions(
                        new Classifier() {
                            @Override
                            public int classify(final Packet packet, final QueueState queues) {
                                return 0;
                            }

                            @Override
                            public long tickIntervalNs() {
                                return 100;
                            }

                            @Override
                            public void onTick(final long nowNs, final QueueState queues) {
                                ticks.add(nowNs);
                            }
                        },
                        1);
        for (final long now : new long[] {1000, 1050, 1099, 1100, 1150, 1500, 1550, 1300, 1600}) {
            decide(decisions, now);
        }
        assertThat(ticks).containsExactly(1100L, 1500L, 1550L);
    }

    @Test
    void theClassifierSeesIdleQueuesAndTime() {
        final List<Object> seen = new ArrayList<>();
        final Decisions decisions =
                new Decisions(
                        (packet, queues) -> {
                            seen.add(queues.count());
                            seen.add(queues.depth(0));
                            seen.add(queues.free(0) > 0);
                            seen.add(queues.isPolled(0));
                            seen.add(queues.nowNs());
                            return 0;
                        },
                        3);
        decide(decisions, 42);
        assertThat(seen).containsExactly(3, 0, true, true, 42L);
    }

    @Test
    void aClassifierThatCannotStartIsAnErrorOfOneLine() {
        final Classifier broken =
                new Classifier() {
                    @Override
                    public int classify(final Packet packet, final QueueState queues) {
                        return 0;
                    }

                    @Override
                    public void onStart(final FirmwareContext context) {
                        context.counters().counter("fine");
                        throw new IllegalStateException("not\nnow");
                    }
                };
        assertThatThrownBy(() -> FirmwareContext.of(1).start(broken))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining("cannot start: java.lang.IllegalStateException: not now");
    }

    @Test
    void timeStandsStillWhereTheCaptureRunsBackwards() {
        final List<Long> seen = new ArrayList<>();
        final Decisions decisions =
                new Decisions(
                        (packet, queues) -> {
                            seen.add(queues.nowNs());
                            return 0;
                        },
                        1);
        for (final long now : new long[] {5, 3, 9}) {
            decide(decisions, now);
        }
        assertThat(seen).containsExactly(5L, 5L, 9L);
    }

    @Test
    void everyFrameIsWrittenAndTakenAtOnce() {
        final List<String> seen = new ArrayList<>();
        final Decisions decisions =
                new Decisions(
                        (packet, queues) -> {
                            seen.add(queues.written(1) + " " + queues.taken(1));
                            return (int) queues.frameNumber() % 2;
                        },
                        2);
        for (int i = 0; i < 5; i++) {
            decide(decisions, 0);
        }
        assertThat(seen).containsExactly("0 0", "0 0", "1 1", "1 1", "2 2");
    }

    @Test
    void refusesANumberOfQueuesThatNoDeviceHas() {
        assertThatThrownBy(() -> new Decisions((packet, queues) -> 0, 257))
                .hasMessageContaining("257");
    }
}
