package knet.firmware.builtin;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import knet.firmware.Packet;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SprayTest {
    private static final int TCP_CHECKSUM = 34 + 16;

    private static UnsafeBuffer withChecksum(final UnsafeBuffer segment, final int checksum) {
        segment.putShort(TCP_CHECKSUM, (short) checksum, BIG_ENDIAN);
        return segment;
    }

    @Test
    void dataGoesWhereItsChecksumSays() {
        final Rig rig = new Rig("spray", 7);
        final UnsafeBuffer data = TestPackets.toServer(1, Packet.TCP_ACK);
        for (int checksum = 0; checksum < 0x10000; checksum += 13) {
            assertThat(rig.send(withChecksum(data, checksum))).isEqualTo(checksum % 7);
        }
        assertThat(rig.counter("packets_designated")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spray", "spray:by=random", "spray:by=round-robin"})
    void oneFlowsDataIsOnAllQueuesAndItsConnectionOnOne(final String spec) {
        final Rig rig = new Rig(spec, 8);
        final Rig designated = new Rig("flow-hash:xfrm=sorted", 8);
        final Random random = new Random(1);
        final int[] data = new int[8];
        for (int i = 0; i < 8_000; i++) {
            data[
                    rig.send(
                            withChecksum(
                                    TestPackets.toServer(5, Packet.TCP_ACK),
                                    random.nextInt(0x10000)))]++;
            if (i % 100 == 0) {
                final int queue = designated.send(TestPackets.toServer(5, 0));
                for (final int flag : new int[] {Packet.TCP_SYN, Packet.TCP_FIN, Packet.TCP_RST}) {
                    final int checksum = random.nextInt(0x10000);
                    assertThat(rig.send(withChecksum(TestPackets.toServer(5, flag), checksum)))
                            .isEqualTo(queue);
                    assertThat(
                                    rig.send(
                                            withChecksum(
                                                    TestPackets.toClient(5, flag | Packet.TCP_ACK),
                                                    checksum)))
                            .isEqualTo(queue);
                }
            }
        }
        for (final int packets : data) {
            assertThat(packets).isBetween(850, 1150);
        }
        assertThat(rig.counter("packets_sprayed")).isEqualTo(8_000);
        assertThat(rig.counter("packets_designated")).isEqualTo(480);
    }

    @Test
    void whatIsNotTcpKeepsItsFlowsUnlessAllIsSprayed() {
        final Rig keeping = new Rig("spray", 8);
        final Rig spraying = new Rig("spray:all=true", 8);
        final int[] sprayed = new int[8];
        final int queue = keeping.send(TestPackets.udp(1, 9));
        for (int i = 0; i < 800; i++) {
            assertThat(keeping.send(TestPackets.udp(1, 9))).isEqualTo(queue);
            sprayed[spraying.send(TestPackets.udp(1, 9))]++;
        }
        for (final int packets : sprayed) {
            assertThat(packets).isBetween(60, 140);
        }
    }

    @Test
    void aSegmentCutBeforeItsFlagsIsOnTheConnectionsQueue() {
        final Rig rig = new Rig("spray", 8);
        final UnsafeBuffer cut = Frames.ethernet(Frames.IPV4).ipv4(6, 1, 2).ports(3, 4).toBuffer();
        final int queue = rig.send(cut);
        for (int i = 0; i < 20; i++) {
            assertThat(rig.send(cut)).isEqualTo(queue);
        }
        // Flags, and no checksum: sprayed by chance.
        final UnsafeBuffer flagsOnly =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(6, 1, 2)
                        .ports(3, 4)
                        .zeros(8)
                        .u16(0x5010)
                        .toBuffer();
        final int[] queues = new int[8];
        for (int i = 0; i < 800; i++) {
            queues[rig.send(flagsOnly)]++;
        }
        assertThat(queues).doesNotContain(0);
    }
}
