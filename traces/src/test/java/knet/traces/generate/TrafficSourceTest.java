package knet.traces.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import knet.traces.Frame;
import knet.traces.FrameSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Every frame is taken apart here by code that shares nothing with what made it. */
class TrafficSourceTest {
    /** One direction of a TCP connection. */
    private static final class Half {
        long nextSequence = -1;
        long acknowledged = -1;
        boolean isFinished;
    }

    @Property(tries = 60)
    void connectionsAreWellFormedAndChecksumsRight(
            @ForAll @IntRange(min = 1, max = 60) final int flows,
            @ForAll @LongRange(min = 6, max = 600) final long packets,
            @ForAll @DoubleRange(min = 0, max = 2) final double zipf,
            @ForAll @LongRange(min = 0) final long seed) {
        final String spec =
                String.format(
                        "flows=%d,packets=%d,zipf=%.3f,seed=%d,ip=mix,proto=mix,size=60-1514",
                        flows, packets, zipf, seed);
        final Map<String, Half> halves = new HashMap<>();
        final Frame frame = new Frame();
        long count = 0;
        long lastNs = Long.MIN_VALUE;
        try (FrameSource source = TrafficSpec.parse(spec).open()) {
            while (source.next(frame)) {
                count++;
                assertThat(frame.timestampNs()).isGreaterThan(lastNs);
                lastNs = frame.timestampNs();
                check(bytes(frame), halves);
            }
            assertThat(source.isExhausted()).isTrue();
        }
        assertThat(count).isEqualTo(packets);
        assertThat(halves.values()).allMatch(half -> half.isFinished);
        halves.forEach(
                (key, half) -> {
                    final Half other = halves.get(reverse(key));
                    assertThat(half.acknowledged).isEqualTo(other.nextSequence);
                });
    }

    private static void check(final byte[] frame, final Map<String, Half> halves) {
        final ByteBuffer in = ByteBuffer.wrap(frame);
        final boolean isIpv4 = in.getShort(12) == 0x0800;
        final int transport;
        final int end;
        final int protocol;
        final int addresses;
        if (isIpv4) {
            assertThat(in.get(14)).isEqualTo((byte) 0x45);
            assertThat(sum(frame, 14, 34, 0)).isEqualTo(0xffff);
            transport = 34;
            end = 14 + (in.getShort(16) & 0xffff);
            protocol = frame[23];
            addresses = 26;
        } else {
            assertThat(in.getShort(12)).isEqualTo((short) 0x86dd);
            transport = 54;
            end = 54 + (in.getShort(18) & 0xffff);
            protocol = frame[20];
            addresses = 22;
        }
        assertThat(frame.length).isEqualTo(Math.max(60, end));
        assertThat(sum(frame, addresses, end, protocol + end - transport)).isEqualTo(0xffff);
        final String key =
                HexFormat.of().formatHex(frame, addresses, transport)
                        + " "
                        + (in.getShort(transport) & 0xffff)
                        + " "
                        + (in.getShort(transport + 2) & 0xffff);
        if (protocol == 6) {
            checkSegment(in, transport, end, key, halves);
        } else {
            assertThat(protocol).isEqualTo(17);
            assertThat(in.getShort(transport + 4) & 0xffff).isEqualTo(end - transport);
            assertThat(end - transport).isGreaterThan(8);
        }
    }

    private static void checkSegment(
            final ByteBuffer in,
            final int transport,
            final int end,
            final String key,
            final Map<String, Half> halves) {
        final long sequence = in.getInt(transport + 4) & 0xffff_ffffL;
        final long acknowledgement = in.getInt(transport + 8) & 0xffff_ffffL;
        final int flags = in.get(transport + 13);
        final int headerBytes = (in.get(transport + 12) >> 4 & 0xf) * 4;
        final int payload = end - transport - headerBytes;
        final Half half = halves.computeIfAbsent(key, k -> new Half());
        final Half other = halves.get(reverse(key));
        assertThat(half.isFinished && payload > 0).isFalse();
        if ((flags & 2) != 0) {
            assertThat(half.nextSequence).isEqualTo(-1);
            assertThat(payload).isZero();
            assertThat((flags & 0x10) != 0).isEqualTo(other != null);
        } else {
            assertThat(sequence).isEqualTo(half.nextSequence);
            assertThat(flags & 0x10).isNotZero();
        }
        if ((flags & 0x10) != 0) {
            assertThat(acknowledgement).isEqualTo(other.nextSequence);
            half.acknowledged = acknowledgement;
        }
        half.nextSequence = sequence + payload + ((flags & 3) != 0 ? 1 : 0) & 0xffff_ffffL;
        half.isFinished |= (flags & 1) != 0;
    }

    /** The same tuple seen from the other end. */
    private static String reverse(final String key) {
        final String[] parts = key.split(" ");
        final int half = parts[0].length() / 2;
        return parts[0].substring(half)
                + parts[0].substring(0, half)
                + " "
                + parts[2]
                + " "
                + parts[1];
    }

    private static int sum(final byte[] bytes, final int from, final int to, final long initial) {
        long total = initial;
        for (int i = from; i < to; i++) {
            total += (i - from) % 2 == 0 ? (bytes[i] & 0xff) << 8 : bytes[i] & 0xff;
        }
        while (total > 0xffff) {
            total = (total & 0xffff) + (total >> 16);
        }
        return (int) total;
    }

    private static byte[] bytes(final Frame frame) {
        final byte[] bytes = new byte[frame.length()];
        frame.buffer().getBytes(frame.offset(), bytes);
        assertThat(frame.wireLength()).isEqualTo(frame.length());
        return bytes;
    }

    /**
     * The digest pins every byte and timestamp: it must not change between machines, JDKs or
     * versions of this project, or traces that others quote are no longer the same.
     */
    @Test
    void sameSpecificationSameBytesEverywhere() {
        assertThat(digest("flows=500,zipf=1.1,ip=mix,proto=mix,packets=20000,seed=3"))
                .isEqualTo("103ba3c35439af8d");
        assertThat(digest("flows=7,size=60-9000,rate=10Gbps,arrivals=poisson,packets=5000"))
                .isEqualTo("614913e966c4795b");
    }

    @Test
    void anotherSeedMakesOtherBytes() {
        assertThat(digest("seed=1,packets=100")).isNotEqualTo(digest("seed=2,packets=100"));
    }

    @Test
    void imixHasItsShares() {
        final int[] counts = new int[1600];
        final Frame frame = new Frame();
        try (FrameSource source = TrafficSpec.parse("proto=udp,packets=120000").open()) {
            while (source.next(frame)) {
                counts[frame.length()]++;
            }
        }
        assertThat(counts[60]).isBetween(69_000, 71_000);
        assertThat(counts[590]).isBetween(39_000, 41_000);
        assertThat(counts[1514]).isBetween(9_500, 10_500);
    }

    @Test
    void rateSetsTheTimestamps() {
        assertThat(durationNs("proto=udp,packets=1001,rate=1kpps")).isEqualTo(1_000_000_000L);
        assertThat(durationNs("proto=udp,packets=1001,size=1250,rate=1Gbps"))
                .isEqualTo(10_000_000L);
        assertThat(durationNs("proto=udp,packets=100001,rate=1Mpps,arrivals=poisson"))
                .isBetween(98_000_000L, 102_000_000L);
    }

    private static long durationNs(final String spec) {
        final Frame frame = new Frame();
        try (FrameSource source = TrafficSpec.parse(spec).open()) {
            source.next(frame);
            final long firstNs = frame.timestampNs();
            long lastNs = firstNs;
            while (source.next(frame)) {
                lastNs = frame.timestampNs();
            }
            return lastNs - firstNs;
        }
    }

    @Test
    void unlimitedTrafficGoesOn() {
        final Frame frame = new Frame();
        try (FrameSource source = TrafficSpec.parse("packets=unlimited,flows=3").open()) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(source.next(frame)).isTrue();
            }
            assertThat(source.isExhausted()).isFalse();
        }
    }

    private static String digest(final String spec) {
        try {
            final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            final Frame frame = new Frame();
            final ByteBuffer time = ByteBuffer.allocate(Long.BYTES);
            try (FrameSource source = TrafficSpec.parse(spec).open()) {
                while (source.next(frame)) {
                    sha256.update(bytes(frame));
                    sha256.update(time.putLong(0, frame.timestampNs()).array());
                }
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, 8);
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
