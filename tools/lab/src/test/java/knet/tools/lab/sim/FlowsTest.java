package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.junit.jupiter.api.Test;

class FlowsTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    private long taken;

    @Test
    void bothDirectionsOfAConnectionLieInOneShard() throws Exception {
        final Flows flows = new Flows(() -> taken, 1 << 14);
        flows.areSharded();
        final Set<Integer> shards = new HashSet<>();
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(SAMPLE)) {
            while (source.next(frame)) {
                taken++;
                flows.onReceived(
                        frame.buffer(),
                        frame.offset(),
                        frame.length(),
                        frame.wireLength(),
                        frame.timestampNs(),
                        0);
                final int flow = flows.of((int) taken - 1);
                if (flow != Flows.NONE) {
                    shards.add(flows.shardHash(flow));
                }
            }
        }

        // 318 connections, each as two flows, and 64 ICMPv6 flows in one direction.
        assertThat(flows.count()).isEqualTo(2 * 318 + 64);
        assertThat(shards).hasSize(318 + 64);
    }
}
