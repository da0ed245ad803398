package knet.firmware.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import org.junit.jupiter.api.Test;

/** Every check finds what it is for, and finds nothing in a classifier that is in order. */
class ClassifierChecksTest {
    private static Subject subject(final Supplier<Classifier> maker) {
        return new Subject("test", queues -> maker.get());
    }

    private static List<String> failures(final Subject subject) {
        return ClassifierChecks.run(subject).stream()
                .filter(result -> !result.passed())
                .map(result -> result.name() + ": " + result.detail())
                .toList();
    }

    private static int flow(final Packet packet, final QueueState queues) {
        return Math.floorMod(packet.sourceLow32(), queues.count());
    }

    /** With affinity, and without state. */
    private static class Plain implements Classifier {
        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return flow(packet, queues);
        }
    }

    @Test
    void aClassifierInOrderPasses() {
        final List<CheckResult> results = ClassifierChecks.run(subject(Plain::new));
        assertThat(results).allMatch(CheckResult::passed);
        assertThat(results)
                .extracting(CheckResult::name)
                .containsExactlyElementsOf(
                        ClassifierChecks.all().stream().map(ClassifierCheck::name).toList());
        assertThat(results).allSatisfy(result -> assertThat(result.detail()).isNotBlank());
        assertThat(ClassifierChecks.all())
                .allSatisfy(check -> assertThat(check.help()).isNotBlank());
    }

    @Test
    void aQueueOutOfRangeIsFound() {
        final Subject subject =
                subject(
                        () ->
                                (packet, queues) ->
                                        queues.count() == 77 && packet.isIp()
                                                ? 77
                                                : flow(packet, queues));
        assertThat(failures(subject))
                .containsExactly(
                        "queue range: with 77 queues it chose queue 77 of 77 at frame 0, which is"
                                + " ipv4-l4");
    }

    @Test
    void aRefusalWithAReasonPassesAndAFailureDoesNot() {
        final IntFunction<Classifier> odd =
                queues -> {
                    if (queues % 2 == 1) {
                        throw new FirmwareException("an even number of queues is wanted");
                    }
                    return new Plain();
                };
        final CheckResult result =
                ClassifierChecks.run(new QueueRangeCheck(), new Subject("odd", odd));
        assertThat(result.passed()).isTrue();
        assertThat(result.detail()).contains("128 of 256", "an even number of queues is wanted");

        final IntFunction<Classifier> broken =
                queues -> {
                    if (queues == 3) {
                        throw new FirmwareException("x", new IllegalStateException());
                    }
                    return new Plain();
                };
        assertThat(failures(new Subject("broken", broken)))
                .containsExactly("queue range: with 3 queues: x");
        final IntFunction<Classifier> never =
                queues -> {
                    throw new FirmwareException("never");
                };
        assertThat(failures(new Subject("never", never)))
                .hasSize(ClassifierChecks.all().size())
                .allMatch(failure -> failure.endsWith("never"));
    }

    @Test
    void anExceptionOnACutFrameIsFound() {
        final Subject subject =
                subject(
                        () ->
                                (packet, queues) -> {
                                    // Believes that whoever has ports has a checksum too.
                                    if (packet.hasPorts()) {
                                        packet.buffer().getShort(packet.l4Offset() + 6);
                                    }
                                    return flow(packet, queues);
                                });
        assertThat(failures(subject))
                .singleElement()
                .asString()
                .startsWith("hostile frames: it threw java.lang.IndexOutOfBoundsException");
    }

    @Test
    void readingBesideTheFrameIsFound() {
        final Subject subject =
                subject(
                        () ->
                                (packet, queues) -> {
                                    final int after = packet.limit();
                                    return after < packet.buffer().capacity()
                                            ? packet.buffer().getByte(after) & 1
                                            : 0;
                                });
        assertThat(failures(subject)).singleElement().asString().contains("read beside the frame");
    }

    /** The instances differ, as those that ask a clock or an identity hash do. */
    private static final class Unsteady extends Plain {
        private static int instances;
        private final int instance = instances++;

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return (flow(packet, queues) + instance) % queues.count();
        }

        @Override
        public Affinity affinity() {
            return Affinity.SPRAYING;
        }
    }

    @Test
    void decisionsThatDependOnTheInstanceAreFound() {
        assertThat(ClassifierChecks.run(new DeterminismCheck(), subject(Unsteady::new)))
                .satisfies(
                        result -> {
                            assertThat(result.passed()).isFalse();
                            assertThat(result.detail()).startsWith("frame 0 went to queue ");
                        });
    }

    @Test
    void aFlowThatIsSplitIsFoundUnlessItIsDeclared() {
        final Subject subject =
                subject(() -> (packet, queues) -> (int) (queues.frameNumber() % queues.count()));
        assertThat(ClassifierChecks.run(new AffinityCheck(), subject).detail())
                .startsWith("a flow was on queue ");
        final Subject declared =
                subject(
                        () ->
                                new Plain() {
                                    @Override
                                    public int classify(final Packet packet, final QueueState q) {
                                        return (int) (q.frameNumber() % q.count());
                                    }

                                    @Override
                                    public Affinity affinity() {
                                        return Affinity.SPRAYING;
                                    }
                                });
        assertThat(failures(declared)).isEmpty();
    }

    /** Keeps a flow where it was first: that queue depends on what came before. */
    private static final class FirstComeFirst implements Classifier {
        private final Map<Integer, Integer> queues = new HashMap<>();
        private int next;

        @Override
        public int classify(final Packet packet, final QueueState state) {
            return queues.computeIfAbsent(packet.sourceLow32(), flow -> next++ % state.count());
        }
    }

    @Test
    void affinityThatIsNoFunctionOfTheFlowIsFound() {
        assertThat(ClassifierChecks.run(new AffinityCheck(), subject(FirstComeFirst::new)).detail())
                .contains("depending on what came before");
    }

    @Test
    void memoryThatGrowsWithTheFlowsIsFound() {
        assertThat(ClassifierChecks.run(new MemoryCheck(), subject(FirstComeFirst::new)))
                .satisfies(
                        result -> {
                            assertThat(result.passed()).isFalse();
                            assertThat(result.detail()).contains("bytes more after ");
                        });
        final Subject greedy =
                subject(
                        () ->
                                new Plain() {
                                    private final long[] table = new long[20 << 20];

                                    @Override
                                    public int classify(final Packet p, final QueueState q) {
                                        return flow(p, q) + (int) table[0];
                                    }
                                });
        assertThat(ClassifierChecks.run(new MemoryCheck(), greedy).detail())
                .contains("more than 131072");
    }

    @Test
    void aSymmetryThatIsClaimedAndNotKeptIsFound() {
        final Subject subject =
                subject(
                        () ->
                                new Plain() {
                                    @Override
                                    public boolean isSymmetric() {
                                        return true;
                                    }
                                });
        assertThat(failures(subject))
                .singleElement()
                .asString()
                .matches("symmetry: \\d+ of 4000 packets met another queue than the answer");
    }

    @Test
    void allocationPerPacketIsFound() {
        final List<Object> kept = new ArrayList<>();
        final Subject subject =
                subject(
                        () ->
                                (packet, queues) -> {
                                    kept.clear();
                                    kept.add(new byte[packet.length()]);
                                    return flow(packet, queues);
                                });
        assertThat(ClassifierChecks.run(new AllocationCheck(), subject).detail())
                .matches("\\d{7,} bytes in 100000 packets");
    }

    @Test
    void aPromiseThatThrowsIsAFailure() {
        final Subject subject =
                subject(
                        () ->
                                new Plain() {
                                    @Override
                                    public Affinity affinity() {
                                        throw new IllegalStateException("undecided");
                                    }
                                });
        assertThat(ClassifierChecks.run(new AffinityCheck(), subject).toString())
                .isEqualTo("FAILED affinity: it threw java.lang.IllegalStateException: undecided");
    }

    /** Counts from the counter that its predecessor left, and thinks that it began at 0. */
    private static final class Heir implements Classifier {
        private long before;

        @Override
        public void onStart(final FirmwareContext context) {
            final FirmwareCounter starts = context.counters().counter("starts");
            before = starts.get();
            starts.increment();
        }

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return Math.floorMod(packet.sourceLow32() + (int) before, queues.count());
        }
    }

    /** Explains itself as it is told to. */
    private static final class Explaining extends Plain {
        private final int decidedBeside;
        private final int saidBeside;
        private final RuntimeException thrown;

        private Explaining(
                final int decidedBeside, final int saidBeside, final RuntimeException thrown) {
            this.decidedBeside = decidedBeside;
            this.saidBeside = saidBeside;
            this.thrown = thrown;
        }

        @Override
        public int explain(final Packet packet, final QueueState queues, final Explanation why) {
            if (thrown != null && packet.isFragment()) {
                throw thrown;
            }
            final int queue = classify(packet, queues);
            if (packet.isIp()) {
                why.concludes((queue + saidBeside) % queues.count(), "source % queues");
            }
            return (queue + decidedBeside) % queues.count();
        }
    }

    private static CheckResult explanation(
            final int decidedBeside, final int saidBeside, final RuntimeException thrown) {
        return ClassifierChecks.run(
                new ExplanationCheck(),
                subject(() -> new Explaining(decidedBeside, saidBeside, thrown)));
    }

    @Test
    void anExplanationThatIsNotTheDecisionIsFound() {
        assertThat(explanation(0, 0, null).passed()).isTrue();
        assertThat(explanation(0, 0, null).detail())
                .matches("4\\d{3} of 5000 frames explained, each as it was decided on");
        assertThat(explanation(0, 1, null).detail())
                .matches(
                        "frame \\d+, which is ipv[46].*, goes to queue (\\d), and what it says leads"
                                + " to queue (?!\\1)\\d \\(source % queues\\)");
        assertThat(explanation(1, 0, null).detail())
                .matches(
                        "frame 0, which is .*, goes to queue (\\d), and to (?!\\1)\\d when it is"
                                + " explained: explain\\(\\) must let classify\\(\\) decide");
        assertThat(explanation(0, 0, new IllegalStateException("no table")).detail())
                .matches(
                        "when it explained itself, it threw java.lang.IllegalStateException: no"
                                + " table at frame \\d+, which is ipv[46]-frag");
        assertThat(ClassifierChecks.run(new ExplanationCheck(), subject(Plain::new)).detail())
                .isEqualTo("it does not explain itself");
    }

    @Test
    void aFlowThatMovesBecauseAnotherTookOverIsFound() {
        assertThat(failures(subject(Heir::new)))
                .containsExactly("hot swap: a flow went to another queue after swap 1");
    }

    @Test
    void oneThatCannotTakeOverInTheMiddleIsFound() {
        final Supplier<Classifier> early =
                () ->
                        new Plain() {
                            @Override
                            public void onStart(final FirmwareContext context) {
                                if (context.nowNs() != 0) {
                                    throw new IllegalStateException("too late");
                                }
                            }
                        };
        assertThat(failures(subject(early)))
                .singleElement()
                .asString()
                .startsWith("hot swap: it cannot be made: ")
                .endsWith("cannot start: java.lang.IllegalStateException: too late");
    }
}
