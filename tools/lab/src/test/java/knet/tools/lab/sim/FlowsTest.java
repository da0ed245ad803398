package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import knet.threads.stack.ShardHashes;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FlowsTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    private long taken;

    /** The stack refuses a datagram that ends behind its frame, and takes no lock for it. */
    @Test
    void whatTheStackRefusesLiesInNoShardUntilItTakesAFrameOfTheFlow() throws Exception {
        final Flows flows = new Flows(() -> taken, 1 << 14);
        flows.areSharded();
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(SAMPLE)) {
            do {
                assertThat(source.next(frame)).isTrue();
            } while (frame.buffer().getByte(frame.offset() + 14) != 0x45
                    || frame.buffer().getByte(frame.offset() + 23) != 6);
            final byte[] bytes = new byte[frame.length()];
            frame.buffer().getBytes(frame.offset(), bytes);
            bytes[16] = 0x7f; // Of the total length.
            taken++;
            flows.onReceived(new UnsafeBuffer(bytes), 0, bytes.length, bytes.length, 0, 0);
            final int flow = flows.of((int) taken - 1);
            assertThat(flows.shardHash(flow)).isEqualTo(ShardHashes.NO_SHARD);

            taken++;
            flows.onReceived(
                    frame.buffer(), frame.offset(), frame.length(), frame.wireLength(), 0, 0);

            assertThat(flows.of((int) taken - 1)).isEqualTo(flow);
            assertThat(flows.shardHash(flow)).isNotNegative();
        }
    }

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
