package knet.threads.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.Counters;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.stack.Frames;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The flow table against a map. */
class FlowTableTest {
    private final IpPacket packet = new IpPacket();
    private final IpInput input =
            new IpInput(ChecksumPolicy.IGNORE, new Counters<>(IpCounter.class));

    /** A packet of one of a few thousand flows, some of which differ in one bit only. */
    private int point(final int flow) {
        final byte[] l4 = new byte[8];
        final boolean v6 = (flow & 1) != 0;
        final byte[] frame =
                v6
                        ? Frames.ipv6("::" + Integer.toHexString(flow >> 4), "::1", 17, l4)
                        : Frames.ipv4("10.0.0." + (flow >> 4 & 0xff), "10.0.0.1", 17, 1, 0, l4);
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length, 0, 0, 0, 0, 0);
        input.parse(packet);
        return (flow >> 1 & 7) << 16 | (v6 ? 0 : flow >> 12);
    }

    @Property(tries = 50)
    void findsWhatAMapFinds(@ForAll final long seed) {
        final FlowTable table = new FlowTable(1 << 20, flow -> {});
        final Map<Integer, DirectedFlow> model = new HashMap<>();
        final Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            final int flow = random.nextInt(1 << 1 + random.nextInt(14));
            final DirectedFlow found = table.get(packet, point(flow));
            final DirectedFlow known = model.putIfAbsent(flow, found);
            if (known != null) {
                assertThat(found).isSameAs(known);
            }
        }
        assertThat(new HashSet<>(model.values())).hasSize(model.size());
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.toArray()).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Property(tries = 50)
    void aFullTableForgetsWhatIsNotUsed(@ForAll final long seed) {
        final List<DirectedFlow> gone = new ArrayList<>();
        final FlowTable table = new FlowTable(100, gone::add);
        final Random random = new Random(seed);
        final Set<DirectedFlow> made = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            made.add(table.get(packet, point(random.nextInt(1000))));
            assertThat(table.size()).isLessThanOrEqualTo(100);
        }
        assertThat(table.evicted()).isEqualTo(gone.size());
        made.removeAll(gone);
        assertThat(table.toArray()).containsExactlyInAnyOrderElementsOf(made);
        // What is there is still found after all the removals.
        for (int flow = 0; flow < 1000; flow++) {
            final int ports = point(flow);
            final boolean there = made.stream().anyMatch(known -> known.matches(packet, ports));
            if (there) {
                assertThat(made).contains(table.get(packet, ports));
            }
        }
    }

    @Test
    void aFlowInUseStays() {
        final FlowTable table = new FlowTable(10, flow -> {});
        final DirectedFlow busy = table.get(packet, point(0));
        for (int i = 1; i < 500; i++) {
            busy.onPacket(packet);
            table.get(packet, point(2 * i));
        }
        assertThat(table.get(packet, point(0))).isSameAs(busy);
    }
}
