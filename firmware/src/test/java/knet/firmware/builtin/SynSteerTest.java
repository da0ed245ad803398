package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import org.junit.jupiter.api.Test;

class SynSteerTest {
    private static final int SYN = Packet.TCP_SYN;
    private static final int ACK = Packet.TCP_ACK;
    private static final int FIN = Packet.TCP_FIN;
    private static final int RST = Packet.TCP_RST;

    @Test
    void aSynJoinsTheQueueOfLeastDepth() {
        final Rig rig = new Rig("syn-steer", 4);
        for (int queue = 0; queue < 4; queue++) {
            rig.fill(queue, queue == 2 ? 5 : 50);
        }
        assertThat(rig.send(TestPackets.toServer(1, SYN))).isEqualTo(2);
        rig.fill(2, 60);
        rig.fill(0, 3);
        assertThat(rig.send(TestPackets.toServer(2, SYN))).isZero();
        assertThat(rig.counter("syns_steered")).isEqualTo(2);
    }

    @Test
    void whatFollowsASynFollowsItInBothDirections() {
        final Rig rig = new Rig("syn-steer", 8);
        for (int client = 0; client < 200; client++) {
            final int queue = rig.sendAndTake(TestPackets.toServer(client, SYN));
            assertThat(rig.sendAndTake(TestPackets.toClient(client, SYN | ACK))).isEqualTo(queue);
            for (int i = 0; i < 5; i++) {
                rig.fill(queue, 100 * i);
                assertThat(rig.send(TestPackets.toServer(client, ACK))).isEqualTo(queue);
                assertThat(rig.send(TestPackets.toClient(client, ACK))).isEqualTo(queue);
            }
            assertThat(rig.send(TestPackets.toServer(client, SYN)))
                    .as("sent again")
                    .isEqualTo(queue);
            rig.takeAll();
        }
        assertThat(rig.counter("syns_steered")).isEqualTo(200);
    }

    /** With every queue empty, as in a capture without a device: each has as many as another. */
    @Test
    void ofEqualDepthsTheQueueWithFewestConnectionsWins() {
        for (final String spec : List.of("syn-steer", "syn-steer:choice=round-robin")) {
            final Rig rig = new Rig(spec, 5);
            final int[] connections = new int[5];
            for (int client = 0; client < 500; client++) {
                connections[rig.sendAndTake(TestPackets.toServer(client, SYN))]++;
            }
            assertThat(connections).as(spec).containsOnly(100);
        }
    }

    @Test
    void aSynAfterTheEndIsANewConnections() {
        final Rig rig = new Rig("syn-steer:choice=round-robin", 4);
        final int first = rig.send(TestPackets.toServer(1, SYN));
        rig.send(TestPackets.toServer(1, FIN | ACK));
        assertThat(rig.send(TestPackets.toClient(1, FIN | ACK))).isEqualTo(first);
        assertThat(rig.send(TestPackets.toServer(1, ACK))).as("the last ACK").isEqualTo(first);
        final int second = rig.send(TestPackets.toServer(1, SYN));
        assertThat(second).isEqualTo((first + 1) % 4);
        assertThat(rig.send(TestPackets.toServer(1, SYN))).as("sent again").isEqualTo(second);
        rig.send(TestPackets.toClient(1, RST));
        assertThat(rig.send(TestPackets.toServer(1, SYN))).isEqualTo((second + 1) % 4);
    }

    @Test
    void whatBeganOutOfSightGoesWhereRssSendsIt() {
        final Rig rig = new Rig("syn-steer", 16);
        final Rig rss = new Rig("flow-hash:xfrm=sorted", 16);
        for (int client = 0; client < 300; client++) {
            assertThat(rig.send(TestPackets.toServer(client, ACK)))
                    .isEqualTo(rss.send(TestPackets.toServer(client, ACK)));
            assertThat(rig.send(TestPackets.udp(client, 9)))
                    .isEqualTo(rss.send(TestPackets.udp(client, 9)));
        }
        assertThat(rig.counter("flow_table_misses")).as("UDP never is there").isEqualTo(300);
    }

    /** What the paper thought of: the listening socket has one processor, connections have all. */
    @Test
    void allSynsMayGoToOneQueueAndConnectionsWhereRssSendsThem() {
        final Rig rig = new Rig("syn-steer:choice=listener,listener=5", 16);
        final Rig rss = new Rig("flow-hash:xfrm=sorted", 16);
        for (int client = 0; client < 300; client++) {
            final int queue = rss.send(TestPackets.toServer(client, SYN));
            assertThat(rig.send(TestPackets.toServer(client, SYN))).isEqualTo(5);
            assertThat(rig.send(TestPackets.toServer(client, SYN))).as("again").isEqualTo(5);
            assertThat(rig.send(TestPackets.toClient(client, SYN | ACK))).isEqualTo(queue);
            assertThat(rig.send(TestPackets.toServer(client, ACK))).isEqualTo(queue);
            assertThat(rig.send(TestPackets.toServer(client, FIN | ACK))).isEqualTo(queue);
            assertThat(rig.send(TestPackets.toServer(client, SYN))).as("anew").isEqualTo(5);
        }
        assertThat(rig.counter("syns_steered")).isEqualTo(600);
    }

    @Test
    void eachDirectionMayBeAFlowOfItsOwn() {
        final Rig rig = new Rig("syn-steer:directions=one,choice=round-robin", 16);
        final Rig rss = new Rig("flow-hash", 16);
        final List<Integer> steered = new ArrayList<>();
        for (int client = 0; client < 32; client++) {
            steered.add(rig.send(TestPackets.toServer(client, SYN)));
            assertThat(rig.send(TestPackets.toClient(client, SYN | ACK)))
                    .isEqualTo(rss.send(TestPackets.toClient(client, SYN | ACK)));
        }
        assertThat(steered.subList(0, 16)).doesNotHaveDuplicates();
    }

    @Test
    void directionsTogetherNeedASymmetricHash() {
        assertThatThrownBy(() -> FirmwareCatalog.load().create("syn-steer:xfrm=none", 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(
                        "syn-steer: directions=both needs a symmetric hash: another xfrm, or"
                                + " key=symmetric");
        FirmwareCatalog.load().create("syn-steer:xfrm=none,key=symmetric", 4);
    }
}
