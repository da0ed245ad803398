package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import knet.firmware.check.Frames;
import knet.firmware.check.SeedFrames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any classifier owes the NIC, and one of flow affinity its flows. */
class ClassifierContractTest {
    private static final String FLOW_HASH = "flow-hash";
    private static final String INNER = "flow-hash:inner=true,udp=2tuple";
    private static final String SYMMETRIC = "flow-hash:key=symmetric,table=512";
    private static final String MASK = "source-ip-mask";
    private static final String ROUND_ROBIN = "round-robin";

    private final FirmwareCatalog catalog = FirmwareCatalog.load();
    private final List<UnsafeBuffer> frames =
            SeedFrames.ALL.stream().map(UnsafeBuffer::new).toList();

    private Decisions decisions(final String spec, final int queues) {
        final Classifier classifier = catalog.create(spec, queues);
        FirmwareContext.of(queues).start(classifier);
        return new Decisions(classifier, queues);
    }

    private static int decide(final Decisions decisions, final UnsafeBuffer frame) {
        return decisions.decide(frame, 0, frame.capacity(), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOW_HASH, INNER, SYMMETRIC, MASK, ROUND_ROBIN})
    void choosesAQueueThatExistsForAnyNumberOfQueues(final String spec) {
        for (int queues = 1; queues <= IndirectionTable.MAX_QUEUES; queues++) {
            if (spec.equals(MASK) && Integer.bitCount(queues) != 1) {
                continue;
            }
            final Decisions decisions = decisions(spec, queues);
            for (final UnsafeBuffer frame : frames) {
                decide(decisions, frame);
            }
            assertThat(decisions.outOfRange()).as("%d queues", queues).isZero();
            assertThat(decisions.exceptions()).as("%d queues", queues).isZero();
        }
        for (final int queues : new int[] {-1, 0, IndirectionTable.MAX_QUEUES + 1}) {
            assertThatThrownBy(() -> catalog.create(spec, queues))
                    .isInstanceOf(FirmwareException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOW_HASH, INNER, SYMMETRIC, MASK, ROUND_ROBIN})
    void decidesAlikeInEveryRun(final String spec) {
        assertThat(run(spec)).isEqualTo(run(spec));
    }

    private List<String> run(final String spec) {
        final Decisions decisions = decisions(spec, 8);
        final List<String> lines = new ArrayList<>();
        for (final UnsafeBuffer frame : frames) {
            decide(decisions, frame);
            lines.add(decisions.appendCsv(new StringBuilder()).toString());
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOW_HASH, INNER, SYMMETRIC, MASK})
    void keepsAFlowOnOneQueueWhateverElseIsInItsPackets(final String spec) {
        final Random random = new Random(4);
        final Decisions decisions = decisions(spec, 64);
        final List<Integer> queues = new ArrayList<>();
        for (int flow = 0; flow < 50; flow++) {
            final int source = random.nextInt();
            final int ports = random.nextInt();
            int first = -1;
            for (int i = 0; i < 20; i++) {
                final byte[] frame = packetOfAFlow(source, ports, random);
                final int queue = decide(decisions, new UnsafeBuffer(frame));
                first = first < 0 ? queue : first;
                assertThat(queue).isEqualTo(first);
            }
            queues.add(first);
        }
        assertThat(queues.stream().distinct().count()).as("queues used").isGreaterThan(20);
    }

    /** TCP with random MAC addresses, tag, type of service, identification, TTL and contents. */
    private static byte[] packetOfAFlow(final int source, final int ports, final Random random) {
        final Frames frame = Frames.bare();
        for (int i = 0; i < 3; i++) {
            frame.u32(random.nextInt());
        }
        if (random.nextBoolean()) {
            frame.tag(0x8100, random.nextInt());
        }
        final byte[] contents = new byte[16 + random.nextInt(100)];
        random.nextBytes(contents);
        return frame.u16(Frames.IPV4)
                .u8(0x45)
                .u8(random.nextInt())
                .u32(random.nextInt())
                .u16(random.nextBoolean() ? 0x4000 : 0)
                .u8(random.nextInt())
                .u8(Protocols.TCP)
                .u16(random.nextInt())
                .u32(source)
                .u32(0x0a000001)
                .u32(ports)
                .raw(contents)
                .toBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOW_HASH, INNER, SYMMETRIC, MASK, ROUND_ROBIN})
    void allocatesNothingPerPacket(final String spec) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Decisions decisions = decisions(spec, 8);
        final UnsafeBuffer[] all = frames.toArray(UnsafeBuffer[]::new);
        long allocated = Long.MAX_VALUE;
        // The first rounds load classes; the compiler may allocate once more in between.
        for (int attempt = 0; attempt < 5 && allocated > 0; attempt++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < all.length; i++) {
                    decide(decisions, all[i]);
                }
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes").isZero();
    }
}
