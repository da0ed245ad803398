package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import org.junit.jupiter.api.Test;

class FlowDirectorTest {
    private static final int QUEUES = 16;
    private static final int SYN = Packet.TCP_SYN;
    private static final int ACK = Packet.TCP_ACK;
    private static final int FIN = Packet.TCP_FIN;

    /** A client whose two directions RSS would part. */
    private static int parted() {
        final Rig rss = new Rig("flow-hash", QUEUES);
        int client = 0;
        while (rss.send(TestPackets.toServer(client, 0))
                == rss.send(TestPackets.toClient(client, 0))) {
            client++;
        }
        return client;
    }

    private static int rss(final int client, final boolean isToServer) {
        return new Rig("flow-hash", QUEUES)
                .send(
                        isToServer
                                ? TestPackets.toServer(client, 0)
                                : TestPackets.toClient(client, 0));
    }

    @Test
    void theAnswerToASynMeetsIt() {
        final int client = parted();
        final Rig rig = new Rig("flow-director", QUEUES);
        final int queue = rig.send(TestPackets.toServer(client, SYN));
        assertThat(queue).as("nothing known yet").isEqualTo(rss(client, true));
        assertThat(rig.send(TestPackets.toClient(client, SYN | ACK))).isEqualTo(queue);
        for (int i = 0; i < 100; i++) {
            assertThat(rig.send(TestPackets.toServer(client, ACK))).isEqualTo(queue);
            assertThat(rig.send(TestPackets.toClient(client, ACK))).isEqualTo(queue);
        }
        assertThat(rig.counter("fdir_miss")).isEqualTo(1);
        assertThat(rig.counter("fdir_match")).isEqualTo(201);
        assertThat(rig.counter("flows_moved")).isZero();
    }

    @Test
    void ofOtherSegmentsOneInSoManyIsSampled() {
        final int client = parted();
        final Rig rig = new Rig("flow-director:sample=20", QUEUES);
        final int there = rss(client, true);
        final int back = rss(client, false);
        for (int i = 0; i < 19; i++) {
            assertThat(rig.send(TestPackets.toServer(client, ACK))).isEqualTo(there);
        }
        assertThat(rig.send(TestPackets.toClient(client, ACK))).isEqualTo(back);
        rig.send(TestPackets.toServer(client, ACK));
        assertThat(rig.send(TestPackets.toClient(client, ACK))).isEqualTo(there);
        assertThat(rig.counter("flows_moved")).isEqualTo(1);
    }

    @Test
    void aFinIsNotSampledNorIsUdp() {
        final int client = parted();
        final Rig rig = new Rig("flow-director:sample=1", QUEUES);
        rig.send(TestPackets.toServer(client, FIN | ACK));
        assertThat(rig.send(TestPackets.toClient(client, FIN | ACK))).isEqualTo(rss(client, false));
        rig.send(TestPackets.udp(1, 53));
        assertThat(rig.counter("fdir_match")).isZero();
        final Rig synsOnly = new Rig("flow-director:sample=0", QUEUES);
        for (int i = 0; i < 100; i++) {
            synsOnly.send(TestPackets.toServer(client, ACK));
        }
        assertThat(synsOnly.send(TestPackets.toClient(client, ACK))).isEqualTo(rss(client, false));
    }

    @Test
    void aFullTableEvictsRefusesOrIsFlushed() {
        final Rig evicting = new Rig("flow-director:flows=64", QUEUES);
        final Rig refusing = new Rig("flow-director:flows=64,full=refuse", QUEUES);
        final Rig flushing = new Rig("flow-director:flows=64,full=flush", QUEUES);
        for (int client = 0; client < 1000; client++) {
            for (final Rig rig : new Rig[] {evicting, refusing, flushing}) {
                rig.send(TestPackets.toServer(client, SYN));
            }
        }
        assertThat(evicting.counter("flow_table_evictions")).isBetween(936L, 1000L);
        assertThat(evicting.counter("flow_table_full")).isZero();
        assertThat(refusing.counter("flow_table_evictions")).isZero();
        assertThat(refusing.counter("flow_table_full")).as("at 64, not before").isEqualTo(936);
        assertThat(flushing.counter("fdir_flushes")).isEqualTo(999 / 64);
        // The last one is in the table, where the first one has kept its place in the other.
        assertMatch(evicting, 999, true);
        assertMatch(flushing, 999, true);
        assertMatch(refusing, 0, true);
        assertMatch(evicting, 0, false);
        assertMatch(flushing, 0, false);
        assertMatch(refusing, 999, false);
    }

    private static void assertMatch(final Rig rig, final int client, final boolean isMatch) {
        final long before = rig.counter("fdir_match");
        rig.send(TestPackets.toClient(client, ACK));
        assertThat(rig.counter("fdir_match") - before).isEqualTo(isMatch ? 1 : 0);
    }

    @Test
    void flushingDoesNotWaitForQueuesToDrain() {
        assertThatThrownBy(
                        () ->
                                FirmwareCatalog.load()
                                        .create("flow-director:full=flush,drain=true", 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessage("flow-director: full=flush moves flows at once: not with drain=true");
    }
}
