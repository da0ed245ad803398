package knet.threads.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import knet.driver.RxHandler;
import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.CounterKey;
import knet.threads.ip.IpCounter;
import knet.threads.tcp.TcpCounter;
import knet.threads.udp.UdpCounter;

/**
 * Turns any bytes into a sequence of frames, some raw, most well-formed enough to get deep into the
 * stack, and checks what must hold whatever they are.
 */
public final class StackScript {
    private static final int MAX_FRAMES = 200;
    private static final long[] BASES = {0, 0x7fff_ffc0L, 0xffff_ffc0L, 40, 1L << 26, 1L << 30};

    private final byte[] script;
    private int at;
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Integer> flags = new ArrayList<>();
    private final List<Integer> seconds = new ArrayList<>();

    private StackScript(final byte[] script) {
        this.script = script;
    }

    /** Runs a script; throws if something does not hold. */
    public static void run(final byte[] bytes) {
        final StackScript script = new StackScript(bytes);
        final ChecksumPolicy policy =
                ChecksumPolicy.values()[script.next() % ChecksumPolicy.values().length];
        final boolean small = (script.next() & 1) != 0;
        script.read();
        final StackConfig base = StackConfig.defaults().withChecksums(policy);
        final StackConfig config =
                small
                        ? base.withHeldBytes(600, 1 << 20)
                                .withReassembly(8 << 10, 2)
                                .withMaxFlows(3)
                        : base;
        final Bench bench = script.inOrder(config);
        if (!small) {
            script.sprayed(config, bench);
        }
    }

    private Bench inOrder(final StackConfig config) {
        final Bench bench = new Bench(config);
        for (int i = 0; i < frames.size(); i++) {
            bench.pass(seconds.get(i) * 1_000_000_000L).flags(flags.get(i)).in(frames.get(i));
        }
        bench.end();
        check(bench.stack.stats(), bench);
        assertThat(bench.stack.heldBytes()).isZero();
        return bench;
    }

    /** However frames are spread: nothing is lost, and restored order is exact. */
    private void sprayed(final StackConfig config, final Bench expected) {
        for (final boolean restore : new boolean[] {false, true}) {
            final Bench bench = new Bench(config);
            final ShardedStack stack =
                    new ShardedStack(
                            config.withApplication(bench.application())
                                    .withArrivalSkew(2 * MAX_FRAMES)
                                    .withRestoreOrder(restore),
                            2);
            final List<Integer> order = new ArrayList<>();
            for (int i = 0; i < frames.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(script.length));
            final RxHandler handler = stack.handler(DeliveryListener.NONE);
            for (final int i : order) {
                bench.flags(flags.get(i)).deliver(frames.get(i), i, i & 3, handler);
            }
            stack.onEndOfRun(0);
            check(stack.stats(), bench);
            final boolean comparable =
                    restore
                            && seconds.stream().mapToInt(s -> s).sum() == 0
                            && expected.stack.stats().ip().get("reassembled") == 0;
            if (comparable) {
                assertThat(texts(bench)).isEqualTo(texts(expected));
            }
        }
    }

    private static List<String> texts(final Bench bench) {
        final List<String> texts = new ArrayList<>();
        bench.streams.forEach(
                (flow, streams) ->
                        streams.forEach(
                                s -> texts.add(flow + s.closed + Arrays.toString(s.bytes()))));
        return texts;
    }

    private void check(final StackStats stats, final Bench bench) {
        assertThat(stats.ip().get("frames")).isEqualTo(frames.size());
        assertThat(sum(stats.ip(), IpCounter.values()))
                .isEqualTo(stats.ip().get("frames") + stats.ip().get("reassembled"));
        assertThat(sum(stats.tcp(), TcpCounter.values())).isEqualTo(stats.tcp().get("segments"));
        assertThat(sum(stats.udp(), UdpCounter.values())).isEqualTo(stats.udp().get("datagrams"));
        assertThat(stats.tcp().get("segments")).isEqualTo(stats.ip().get("toTcp"));
        assertThat(stats.udp().get("datagrams")).isEqualTo(stats.ip().get("toUdp"));
        assertThat(stats.tcp().values()).allMatch(value -> value >= 0);
        final long delivered =
                bench.streams.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(s -> s.bytes().length)
                        .sum();
        assertThat(stats.tcp().get("deliveredBytes")).isEqualTo(delivered);
        bench.streams.values().stream()
                .flatMap(List::stream)
                .forEach(s -> assertThat(s.closed).isNotNull());
    }

    private static long sum(final Map<String, Long> counters, final CounterKey[] keys) {
        return Arrays.stream(keys)
                .filter(CounterKey::isOutcome)
                .mapToLong(key -> counters.get(key.label()))
                .sum();
    }

    private void read() {
        int descriptor = 0;
        int pause = 0;
        while (at < script.length && frames.size() < MAX_FRAMES) {
            final int operation = next() % 10;
            byte[] frame = null;
            if (operation == 0) {
                frame = bytes(next() + (next() & 1) * 256);
            } else if (operation < 6) {
                frame = tcp();
            } else if (operation == 6) {
                frame = fragment4();
            } else if (operation == 7) {
                frame = fragment6();
            } else if (operation == 8) {
                pause = next();
            } else {
                descriptor = (next() & 0x7f) & ~RxDescriptor.END_OF_PACKET;
            }
            if (frame != null) {
                frames.add(frame);
                flags.add(descriptor);
                seconds.add(pause);
                descriptor = 0;
                pause = 0;
            }
        }
    }

    private byte[] tcp() {
        final String source = "10.0.0." + (1 + (next() & 3));
        final long sequence = BASES[next() % BASES.length] + next();
        final int control = next();
        final byte[] options;
        switch (next() & 7) {
            case 0:
                options = Frames.timestamps(next());
                break;
            case 1:
                options = bytes(next() & 31);
                break;
            default:
                options = new byte[0];
                break;
        }
        final byte[] data = bytes(next() % 48);
        final byte[] segment =
                Frames.tcp(source, "10.0.0.9", 1, 2, sequence, control, options, data);
        final byte[] frame = Frames.ipv4(source, "10.0.0.9", 6, 1, 0, segment);
        final int damage = next();
        if (damage < frame.length) {
            frame[damage] ^= (byte) next();
        }
        return (damage & 0xf0) == 0xf0 ? Arrays.copyOf(frame, frame.length - (damage & 15)) : frame;
    }

    private byte[] fragment4() {
        final int offset = next() & 15;
        final int more = (next() & 1) << 13;
        final byte[] piece = bytes((next() & 7) * 8 + (more == 0 ? next() & 7 : 0));
        return Frames.ipv4(
                "10.0.0.1",
                "10.0.0.9",
                (next() & 1) == 0 ? 17 : 6,
                next() & 1,
                more | offset,
                piece);
    }

    private byte[] fragment6() {
        final int offset = (next() & 15) * 8;
        final boolean more = (next() & 1) != 0;
        final byte[] piece = bytes((next() & 7) * 8 + (more ? 0 : next() & 7));
        final int protocol = new int[] {17, 6, 44, 60}[next() & 3];
        return Frames.ipv6(
                "::1", "::2", 44, Frames.ipv6Fragment(protocol, next() & 1, offset, more, piece));
    }

    private int next() {
        return at < script.length ? script[at++] & 0xff : 0;
    }

    private byte[] bytes(final int length) {
        final byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] = (byte) next();
        }
        return result;
    }
}
