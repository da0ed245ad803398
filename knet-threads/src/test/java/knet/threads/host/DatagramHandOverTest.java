package knet.threads.host;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.threads.result.DeviceResult;
import knet.threads.result.HostResult;
import knet.threads.result.ProcessorResult;
import knet.threads.stack.QueueOracle;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fragments hash on their addresses, so they reach a queue that is not the one of their datagram's
 * ports: it is handed to the thread of that queue.
 */
@Timeout(60)
class DatagramHandOverTest {
    private static final int FRAGMENT = 1480;

    @TempDir Path temp;

    /** The classifier of this test: the destination port says which queue. */
    private static final OracleFactory BY_PORT = (firmware, queues) -> new ByPort(queues);

    /**
     * @param queues of the device
     */
    private record ByPort(int queues) implements QueueOracle {
        @Override
        public int queueOf(final DirectBuffer frame, final int offset, final int length) {
            return (frame.getShort(offset + 14 + 20 + 2, BIG_ENDIAN) & 0xFFFF) % queues;
        }

        /** Of two processors the one that the port's parity names. */
        @Override
        public long hashOf(final DirectBuffer frame, final int offset, final int length) {
            return (frame.getShort(offset + 14 + 20 + 2, BIG_ENDIAN) & 1L) << 31;
        }
    }

    @Test
    void reachesTheThreadOfItsPorts() throws Exception {
        final DeviceResult result = run(100, 3_000, true);

        assertThat(result.protocols().ip())
                .containsEntry("reassembled", 200L)
                .containsEntry("handedOver", 200L)
                .containsEntry("handedIn", 200L)
                .containsEntry("toUdp", 200L);
        assertThat(result.frames().unaccounted()).isZero();
    }

    @Test
    void stayingOnItsQueueNeedsNoHandOver() throws Exception {
        final DeviceResult result = run(100, 3_000, false);

        assertThat(result.protocols().ip())
                .containsEntry("reassembled", 200L)
                .containsEntry("handedOver", 0L)
                .containsEntry("toUdp", 200L);
    }

    /**
     * Both threads fill each other's inbox: neither may wait for the other, and nothing is lost.
     */
    @Test
    void fullInboxesHoldTheSendersUpAndLoseNothing() throws Exception {
        final DeviceResult result = run(400, 60_000, true);

        assertThat(result.protocols().ip())
                .containsEntry("handedOver", 800L)
                .containsEntry("handedIn", 800L)
                .containsEntry("toUdp", 800L);
        assertThat(result.frames().delivered()).isEqualTo(result.frames().offered());
        assertThat(result.latency().getTotalCount()).isEqualTo(800);
    }

    /** Steered in software: the map of the hash says which processor the ports belong to. */
    @Test
    void reachesTheProcessorThatTheHashOfItsPortsNames() throws Exception {
        final DeviceResult result = run("software-classify", 100, 3_000, true);

        assertThat(result.processors())
                .extracting(ProcessorResult::steered)
                .containsExactly(300L, 300L);
        assertThat(result.protocols().ip())
                .containsEntry("reassembled", 200L)
                .containsEntry("handedOver", 200L)
                .containsEntry("handedIn", 200L)
                .containsEntry("toUdp", 200L);
        assertThat(result.frames().delivered()).isEqualTo(600);
        assertThat(result.frames().unaccounted()).isZero();
    }

    @Test
    void steeredProcessorsHoldEachOtherUpAndLoseNothing() throws Exception {
        final DeviceResult result = run("software-classify", 400, 60_000, true);

        assertThat(result.protocols().ip())
                .containsEntry("handedOver", 800L)
                .containsEntry("handedIn", 800L)
                .containsEntry("toUdp", 800L);
        assertThat(result.frames().delivered()).isEqualTo(result.frames().offered());
    }

    private DeviceResult run(final int datagrams, final int length, final boolean forTheOther)
            throws Exception {
        return run("knet", datagrams, length, forTheOther);
    }

    /** Sends as many datagrams to either processor, for that one or for the other. */
    private DeviceResult run(
            final String mode, final int datagrams, final int length, final boolean forTheOther)
            throws Exception {
        final DeviceDirectory devices = DeviceDirectory.at(temp.resolve("devices"));
        final HostConfig config =
                HostConfig.builder()
                        .device(devices, "d0", new DeviceConfig(2, 256, 8, 2048, 256))
                        .mode(mode)
                        .oracles(BY_PORT)
                        .build();
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE);
                TestNic nic = new TestNic(devices, "d0", "by-port")) {
            final CompletableFuture<HostResult> run = host.start();
            nic.awaitHost();
            final UnsafeBuffer frame = new UnsafeBuffer(new byte[2048]);
            for (int i = 0; i < datagrams; i++) {
                for (int queue = 0; queue < 2; queue++) {
                    final int port = 1000 + (forTheOther ? 1 - queue : queue);
                    for (int offset = 0; offset < length; offset += FRAGMENT) {
                        final int part = Math.min(FRAGMENT, length - offset);
                        nic.hash(queue << 31);
                        nic.sendFrame(
                                queue % nic.device().config().queues(),
                                frame,
                                UdpFrames.fragment(
                                        frame, 2 * i + queue, port, offset, part, length));
                    }
                }
            }
            nic.wireDone();
            return run.get(40, TimeUnit.SECONDS).device();
        }
    }
}
