package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import org.junit.jupiter.api.Test;

class ElephantTest {
    private static final int ACK = 0x10;

    @Test
    void aFlowWithItsShareOfAWindowGoesToAReservedQueue() {
        final Rig rig = new Rig("elephant:window=1000,share=10,reserved=1", 4);
        for (int i = 0; i < 99; i++) {
            assertThat(rig.sendAndTake(TestPackets.toServer(7, ACK))).isLessThan(3);
        }
        rig.sendAndTake(TestPackets.toServer(7, ACK));
        assertThat(rig.counter("elephants_found")).isEqualTo(1);
        assertThat(rig.sendAndTake(TestPackets.toServer(7, ACK))).isEqualTo(3);
        assertThat(rig.sendAndTake(TestPackets.toServer(8, ACK))).isLessThan(3);
        assertThat(rig.counter("flows_moved")).isEqualTo(1);
    }

    /** The sketch never counts too few, so none is overlooked, however small it is. */
    @Test
    void noElephantIsOverlooked() {
        final Rig rig = new Rig("elephant:window=10000,share=2,width=16,depth=2", 8);
        final Random random = new Random(1);
        final int[] packets = new int[2_000];
        final Set<Integer> elephants = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            final int client = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(2_000);
            if (rig.sendAndTake(TestPackets.toServer(client, ACK)) >= 6) {
                elephants.add(client);
            }
            packets[client]++;
        }
        for (int client = 0; client < packets.length; client++) {
            if (packets[client] > 200) {
                assertThat(elephants).as("%d packets", packets[client]).contains(client);
            }
        }
        assertThat(elephants).contains(0, 1, 2, 3, 4);
    }

    @Test
    void withARoomySketchMiceAreLeftAlone() {
        final Rig rig = new Rig("elephant:window=10000,share=2", 8);
        final Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            final int client = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(2_000);
            final int queue = rig.sendAndTake(TestPackets.toServer(client, ACK));
            if (client >= 5) {
                assertThat(queue).isLessThan(6);
            }
        }
        assertThat(rig.counter("elephants_found")).isEqualTo(5);
        assertThat(rig.counter("elephants_demoted")).isZero();
    }

    @Test
    void anElephantThatSlowsDownIsAMouseAgain() {
        final Rig rig = new Rig("elephant:window=100,share=10,reserved=1", 4);
        for (int i = 0; i < 50; i++) {
            rig.sendAndTake(TestPackets.toServer(7, ACK));
        }
        assertThat(rig.sendAndTake(TestPackets.toServer(7, ACK))).isEqualTo(3);
        for (int i = 0; i < 400; i++) {
            rig.sendAndTake(TestPackets.toServer(i % 90 == 0 ? 7 : 1000 + i, ACK));
        }
        assertThat(rig.counter("elephants_demoted")).isEqualTo(1);
        assertThat(rig.sendAndTake(TestPackets.toServer(7, ACK))).isLessThan(3);
        for (int i = 0; i < 50; i++) {
            rig.sendAndTake(TestPackets.toServer(7, ACK));
        }
        assertThat(rig.counter("elephants_found")).isEqualTo(2);
        assertThat(rig.sendAndTake(TestPackets.toServer(7, ACK))).isEqualTo(3);
    }

    @Test
    void elephantsSpreadOverTheReservedQueues() {
        final Rig rig = new Rig("elephant:window=1000,share=5,reserved=3", 8);
        final int[] elephants = new int[8];
        for (int i = 0; i < 900; i++) {
            rig.sendAndTake(TestPackets.toServer(i % 9, ACK));
        }
        for (int client = 0; client < 9; client++) {
            elephants[rig.sendAndTake(TestPackets.toServer(client, ACK))]++;
        }
        assertThat(elephants).containsExactly(0, 0, 0, 0, 0, 3, 3, 3);
    }

    @Test
    void anElephantWaitsForItsQueueToDrain() {
        final Rig rig = new Rig("elephant:window=1000,share=2,reserved=1", 4);
        final int mouse = rig.send(TestPackets.toServer(7, ACK));
        for (int i = 0; i < 100; i++) {
            assertThat(rig.send(TestPackets.toServer(7, ACK))).isEqualTo(mouse);
        }
        rig.take(mouse, 101);
        assertThat(rig.send(TestPackets.toServer(7, ACK))).isEqualTo(3);
    }

    /** Linux would drop the 65th of 128 packets that one flow has in a backlog half full. */
    @Test
    void theFlowLimitFindsWhatFillsAQueue() {
        final Rig rig = new Rig("elephant:detect=flow-limit,reserved=1,drain=false", 4);
        for (int i = 0; i < 1000; i++) {
            assertThat(rig.sendAndTake(TestPackets.toServer(7, ACK)))
                    .as("no queue is half full")
                    .isLessThan(3);
        }
        for (int queue = 0; queue < 3; queue++) {
            rig.fill(queue, 512);
        }
        for (int i = 0; i < 64; i++) {
            assertThat(rig.send(TestPackets.toServer(7, ACK))).isLessThan(3);
        }
        rig.send(TestPackets.toServer(7, ACK));
        assertThat(rig.counter("elephants_found")).isEqualTo(1);
        assertThat(rig.send(TestPackets.toServer(7, ACK))).isEqualTo(3);
        for (int i = 0; i < 500; i++) {
            assertThat(rig.send(TestPackets.toServer(1000 + i, ACK))).isLessThan(3);
        }
    }

    /** With many queues most of what comes to one is little of what comes to all. */
    @Test
    void underTheFlowLimitAnElephantIsMeasuredByOneQueuesShare() {
        final Rig rig = new Rig("elephant:detect=flow-limit,drain=false", 64);
        final int queue = rig.send(TestPackets.toServer(7, ACK));
        rig.fill(queue, 512);
        for (int i = 0; i < 70; i++) {
            rig.send(TestPackets.toServer(7, ACK));
        }
        rig.takeAll();
        for (int i = 0; i < 50_000; i++) {
            // One in a hundred: 60 percent of what its queue would have.
            rig.sendAndTake(TestPackets.toServer(i % 100 == 0 ? 7 : 1000 + i % 5000, ACK));
        }
        assertThat(rig.counter("elephants_found")).isEqualTo(1);
        assertThat(rig.counter("elephants_demoted")).isZero();

        for (int i = 0; i < 50_000; i++) {
            rig.sendAndTake(TestPackets.toServer(i % 1000 == 0 ? 7 : 1000 + i % 5000, ACK));
        }
        assertThat(rig.counter("elephants_demoted")).isEqualTo(1);
    }

    @Test
    void aQuarterOfTheQueuesIsReservedUnlessOneSaysHowMany() {
        assertThat(reserved("elephant", 1)).isZero();
        assertThat(reserved("elephant", 2)).isEqualTo(1);
        assertThat(reserved("elephant", 8)).isEqualTo(2);
        assertThat(reserved("elephant:reserved=5", 8)).isEqualTo(5);
        assertThatThrownBy(() -> FirmwareCatalog.load().create("elephant:reserved=4", 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining("reserved='4' is not a whole number, 0 to 3");
    }

    /** Queues that no mouse goes to. */
    private static int reserved(final String spec, final int queues) {
        final Rig rig = new Rig(spec, queues);
        final Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            used.add(rig.sendAndTake(TestPackets.toServer(i, ACK)));
        }
        return queues - used.size();
    }
}
