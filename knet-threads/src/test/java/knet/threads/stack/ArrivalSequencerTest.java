package knet.threads.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import knet.threads.base.Budget;
import knet.threads.ip.IpPacket;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Packets come out in the order of the wire if none is overtaken by more than the skew. */
class ArrivalSequencerTest {
    private static IpPacket packet(final int arrival, final int length) {
        final IpPacket packet = new IpPacket();
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[length]);
        bytes.putInt(0, arrival);
        packet.wrap(bytes, 0, length, 0, arrival, 0, 0, 0);
        return packet;
    }

    private static int read(final ArrivalSequencer sequencer, final ArrivalSequencer.Waiting w) {
        final IpPacket packet = new IpPacket();
        w.wrapInto(packet);
        assertThat(packet.buffer().getInt(packet.frameOffset())).isEqualTo(packet.arrival());
        sequencer.release(w);
        return packet.arrival();
    }

    @Property(tries = 200)
    void sortsWhatIsOvertakenByNoMoreThanTheSkew(
            @ForAll final long seed, @ForAll @IntRange(max = 100) final int skew) {
        final Random random = new Random(seed);
        final int start = random.nextInt();
        final ArrivalSequencer sequencer = new ArrivalSequencer(skew, new Budget(1 << 24));
        final List<Integer> wire = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        for (int i = 0; i + 1 < wire.size(); i += skew + 1) {
            java.util.Collections.shuffle(
                    wire.subList(i, Math.min(wire.size(), i + skew / 2 + 1)), random);
        }
        final List<Integer> out = new ArrayList<>();
        for (final int number : wire) {
            assertThat(sequencer.add(packet(start + number, 4 + random.nextInt(600)))).isTrue();
            ArrivalSequencer.Waiting waiting = sequencer.settled();
            while (waiting != null) {
                out.add(read(sequencer, waiting) - start);
                waiting = sequencer.settled();
            }
        }
        ArrivalSequencer.Waiting waiting = sequencer.first();
        while (waiting != null) {
            out.add(read(sequencer, waiting) - start);
            waiting = sequencer.first();
        }
        assertThat(out).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void saysNoWhenMemoryIsShort() {
        final ArrivalSequencer sequencer = new ArrivalSequencer(10, new Budget(1024));
        assertThat(sequencer.add(packet(1, 500))).isTrue();
        assertThat(sequencer.add(packet(2, 500))).isTrue();
        assertThat(sequencer.add(packet(3, 500))).isFalse();
        assertThat(read(sequencer, sequencer.first())).isEqualTo(1);
        assertThat(sequencer.add(packet(3, 500))).isTrue();
    }
}
