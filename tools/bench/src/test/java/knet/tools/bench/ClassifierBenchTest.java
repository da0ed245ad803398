package knet.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import knet.firmware.PacketKind;
import knet.firmware.QueueState;
import knet.firmware.check.AllocationMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
final class ClassifierBenchTest {
    private static final int QUEUES = 4;

    private final List<String> progress = new ArrayList<>();
    private final Map<String, ClassifierBench.Maker> makers = new LinkedHashMap<>();

    ClassifierBenchTest() {
        makers.put(
                ClassifierBench.REFERENCE,
                () -> FirmwareCatalog.load().create(ClassifierBench.REFERENCE, QUEUES));
    }

    private List<ClassifierCost> run(final Map<String, FramesInMemory> frames) {
        return new ClassifierBench(QUEUES, 3, 0.01, progress::add).run(makers, frames);
    }

    private static Map<String, FramesInMemory> tcp4() throws Exception {
        return ClassifierBench.frames(List.of(PacketSort.TCP4), null);
    }

    @Test
    void eachClassifierIsHeldAgainstTheReferencesTurnInTheSameRun() throws Exception {
        makers.put("zero", () -> (packet, queues) -> 0);

        final List<ClassifierCost> costs =
                run(ClassifierBench.frames(List.of(PacketSort.TCP4, PacketSort.ARP), null));

        assertThat(costs.stream().map(cost -> cost.kind() + " " + cost.firmware()))
                .containsExactly("tcp4 flow-hash", "tcp4 zero", "arp flow-hash", "arp zero");
        assertThat(progress).containsExactly("tcp4", "arp");
        assertThat(costs.get(0).ns().ratio()).isEqualTo(1);
        assertThat(costs.get(1).ns().runs()).hasSize(3);
        assertThat(costs.get(1).ns().referenceRuns()).isEqualTo(costs.get(0).ns().runs());
    }

    @Test
    void aLineRateIsThatOfFramesOf64BytesWithPreambleAndGap() {
        final Measurement ns = Measurement.of("any", "ns", new double[] {1e9 / 14_880_952.0}, "");

        final ClassifierCost cost = new ClassifierCost("any", "tcp4", ns, 0);

        assertThat(cost.packetsPerSecond()).isBetween(14.88e6, 14.89e6);
        assertThat(cost.bitsPerSecond()).isBetween(9.999e9, 10.001e9);
    }

    @Test
    void whatIsAllocatedIsCounted() throws Exception {
        assumeTrue(AllocationMeter.isSupported());
        makers.put("boxing", Boxing::new);

        final List<ClassifierCost> costs = run(tcp4());

        assertThat(costs.get(0).bytesPerPacket()).isLessThan(1);
        assertThat(costs.get(1).bytesPerPacket()).isGreaterThanOrEqualTo(16);
    }

    @Test
    void aClassifierIsStartedAndGetsItsTicks() throws Exception {
        final Started started = new Started();
        makers.put("started", () -> started);

        run(tcp4());

        assertThat(started.starts).isEqualTo(1);
        assertThat(started.ticks).isPositive();
    }

    @Test
    void oneThatThrowsOrMissesEndsItWithOneLine() throws Exception {
        makers.put(
                "throws",
                () ->
                        (packet, queues) -> {
                            throw new IllegalStateException("no");
                        });
        assertThatThrownBy(() -> run(tcp4()))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(" threw java.lang.IllegalStateException: no");

        makers.remove("throws");
        makers.put("misses", () -> (packet, queues) -> queues.count());
        assertThatThrownBy(() -> run(tcp4()))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(" chose 1024 times a queue that does not exist");
    }

    @Test
    void everyClassifierHasALoopOfItsOwn() {
        final Classifier zero = (packet, queues) -> 0;

        assertThat(ClassifierLoop.of(zero, QUEUES).getClass())
                .isNotEqualTo(ClassifierLoop.of(zero, QUEUES).getClass());
    }

    @ParameterizedTest
    @EnumSource(PacketSort.class)
    void theFramesOfAKindAreWhatItSaysAndOfManyFlows(final PacketSort sort) {
        final FramesInMemory frames = sort.frames();
        final Packet packet = new Packet();
        final Classifier rss = FirmwareCatalog.load().create("flow-hash:inner=true", 64);
        final BenchQueues queues = new BenchQueues(64, 0);
        final BitSet used = new BitSet();
        for (int i = 0; i < frames.count(); i++) {
            packet.wrap(frames.buffer(), frames.offset(i), frames.length(i));
            assertThat(frames.length(i)).isGreaterThanOrEqualTo(60);
            assertThat(packet.kind()).isEqualTo(kind(sort));
            used.set(rss.classify(packet, queues));
        }
        assertThat(used.cardinality()).isEqualTo(sort == PacketSort.ARP ? 1 : 64);
        assertThat(PacketSort.of(sort.key())).contains(sort);
    }

    private static PacketKind kind(final PacketSort sort) {
        return switch (sort) {
            case TCP4, UDP4, VLAN, VXLAN -> PacketKind.IPV4_L4;
            case TCP6 -> PacketKind.IPV6_L4;
            case GRE, ICMP -> PacketKind.IPV4;
            case FRAGMENT -> PacketKind.IPV4_FRAGMENT;
            case ARP -> PacketKind.NON_IP;
        };
    }

    private static final class Boxing implements Classifier {
        private Object last;

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            last = new long[] {queues.frameNumber()};
            return last == null ? 1 : 0;
        }
    }

    private static final class Started implements Classifier {
        private int starts;
        private int ticks;

        @Override
        public void onStart(final FirmwareContext context) {
            starts++;
        }

        @Override
        public long tickIntervalNs() {
            return 1_000;
        }

        @Override
        public void onTick(final long nowNs, final QueueState queues) {
            ticks++;
        }

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return 0;
        }
    }
}
