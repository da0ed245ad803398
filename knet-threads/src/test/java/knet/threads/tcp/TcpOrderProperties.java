package knet.threads.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import knet.threads.stack.Bench;
import knet.threads.stack.Frames;
import knet.threads.stack.Sprayer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever way a stream is cut, repeated, shuffled and spread over queues, it comes out whole. */
class TcpOrderProperties {
    private static final int[] RINGS = {1, 2, 8, 64, 512};

    @Property(tries = 300)
    void anyOrderOfAnySegmentsGivesTheStream(
            @ForAll final long seed, @ForAll @IntRange(min = 1, max = 20_000) final int length) {
        final Random random = new Random(seed);
        final byte[] stream = new byte[length];
        random.nextBytes(stream);
        final Sender sender = new Sender(random.nextInt());
        final List<byte[]> wire = segments(sender, stream, random);
        wire.add(sender.fin(length));
        Collections.shuffle(wire, random);
        final Bench bench = new Bench();
        bench.in(sender.syn());
        wire.forEach(bench::in);
        bench.end();
        assertThat(bench.stream().bytes()).isEqualTo(stream);
        assertThat(bench.stream().closed).hasToString("FIN");
        assertThat(bench.tcp("gaps")).isZero();
        assertThat(Outcomes.sum(bench.stack)).isEqualTo(bench.tcp("segments"));
    }

    /**
     * Correct senders, one connection after the other on the same tuple, lost segments repeated.
     */
    @Property(tries = 300)
    void sprayingChangesNothing(
            @ForAll final long seed,
            @ForAll @IntRange(min = 2, max = 8) final int queues,
            @ForAll @IntRange(min = 0, max = 4) final int ring) {
        final Random random = new Random(seed);
        final List<byte[]> wire = new ArrayList<>();
        for (int connection = 0; connection < 4; connection++) {
            connection(wire, random, connection == 0 && random.nextBoolean());
        }
        final Sprayer sprayer = new Sprayer(queues, RINGS[ring], false);
        assertThat(sprayer.sprayed(wire, random)).isEqualTo(Sprayer.inOrder(wire));
        assertThat(sprayer.stats().tcp().get("segments")).isEqualTo(wire.size());
    }

    /**
     * Forged SYNs from the address of a client that sends its own again and again between them: its
     * data, which may come before any of these, is the last one's.
     */
    @Property(tries = 300)
    void sprayingAmongForgedSynsChangesNothing(
            @ForAll final long seed,
            @ForAll @IntRange(min = 2, max = 8) final int queues,
            @ForAll @IntRange(min = 0, max = 4) final int ring) {
        final Random random = new Random(seed);
        final Sender client = new Sender(random.nextInt());
        final List<byte[]> wire = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            wire.add(random.nextInt(6) == 0 ? client.syn() : new Sender(random.nextInt()).syn());
        }
        final byte[] stream = new byte[1 + random.nextInt(3000)];
        random.nextBytes(stream);
        wire.add(client.syn());
        wire.add(client.ack(0));
        for (int from = 0; from < stream.length; from += 500) {
            final int end = Math.min(stream.length, from + 500);
            wire.add(client.data(from, Arrays.copyOfRange(stream, from, end)));
        }
        wire.add(client.fin(stream.length));
        final Sprayer sprayer = new Sprayer(queues, RINGS[ring], false);
        assertThat(sprayer.sprayed(wire, random)).isEqualTo(Sprayer.inOrder(wire));
        assertThat(sprayer.stats().tcp().get("segments")).isEqualTo(wire.size());
    }

    /** Anything at all: with the order restored, streams are the same to the byte. */
    @Property(tries = 300)
    void restoringTheOrderIsExact(
            @ForAll final long seed,
            @ForAll @IntRange(min = 2, max = 8) final int queues,
            @ForAll @IntRange(min = 0, max = 4) final int ring) {
        final Random random = new Random(seed);
        final List<byte[]> wire = new ArrayList<>();
        final Sender[] senders = {new Sender(0), new Sender(40), new Sender(0xffff_fff0L)};
        for (int i = 0; i < 150; i++) {
            final Sender sender = senders[random.nextInt(senders.length)];
            final byte[] data = new byte[random.nextInt(20)];
            random.nextBytes(data);
            int flags = Frames.ACK;
            switch (random.nextInt(12)) {
                case 0:
                    flags = Frames.SYN;
                    break;
                case 1:
                    flags |= Frames.FIN;
                    break;
                case 2:
                    flags |= Frames.RST;
                    break;
                default:
                    break;
            }
            wire.add(sender.segment(random.nextInt(100), flags, data));
        }
        final Sprayer sprayer = new Sprayer(queues, RINGS[ring], true);
        assertThat(sprayer.sprayed(wire, random)).isEqualTo(Sprayer.inOrder(wire));
    }

    /** One connection as a capture holds it: data in order, some of it late or repeated. */
    private static void connection(
            final List<byte[]> wire, final Random random, final boolean midstream) {
        final byte[] stream = new byte[1 + random.nextInt(3000)];
        random.nextBytes(stream);
        final Sender sender = new Sender(random.nextInt());
        final List<int[]> segments = new ArrayList<>();
        int position = 0;
        while (position < stream.length) {
            final int end = Math.min(stream.length, position + 1 + random.nextInt(200));
            segments.add(new int[] {position, end});
            position = end;
        }
        for (int i = 0; i < segments.size() / 5; i++) {
            // A lost segment comes again a little later; a duplicate likewise.
            final int from = random.nextInt(segments.size());
            final int[] moved = segments.get(from);
            if (random.nextBoolean() && from > 0) {
                segments.remove(from);
            }
            segments.add(Math.min(segments.size(), from + 1 + random.nextInt(8)), moved);
        }
        // Timestamps tell when a segment was sent, which is the order of the wire here.
        final boolean timestamps = random.nextBoolean();
        final int clock = random.nextInt();
        if (!midstream) {
            wire.add(sender.syn());
            if (random.nextInt(4) == 0) {
                wire.add(sender.syn());
            }
            wire.add(sender.ack(0));
        }
        for (int i = 0; i < segments.size(); i++) {
            final int[] range = segments.get(i);
            if (timestamps) {
                sender.options(Frames.timestamps(clock + 3 * i));
            }
            wire.add(sender.data(range[0], Arrays.copyOfRange(stream, range[0], range[1])));
        }
        if (random.nextBoolean()) {
            wire.add(sender.fin(stream.length));
        } else {
            wire.add(sender.rst(stream.length));
        }
    }

    private static List<byte[]> segments(
            final Sender sender, final byte[] stream, final Random random) {
        final List<byte[]> wire = new ArrayList<>();
        int position = 0;
        while (position < stream.length) {
            final int end = Math.min(stream.length, position + 1 + random.nextInt(1460));
            wire.add(sender.data(position, Arrays.copyOfRange(stream, position, end)));
            position = end;
        }
        for (int i = random.nextInt(10); i > 0; i--) {
            final int from = random.nextInt(stream.length);
            final int end = from + 1 + random.nextInt(stream.length - from);
            wire.add(
                    sender.data(
                            from, Arrays.copyOfRange(stream, from, Math.min(end, from + 2000))));
        }
        return wire;
    }
}
