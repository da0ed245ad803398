package knet.traces.generate;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Builds Ethernet frames with finished checksums in a buffer of its own. Payload is a slice of a
 * pool of random bytes whose checksum is known in advance, so that a frame costs a copy, not a walk
 * over its bytes.
 */
final class FrameBuilder {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    static final int ETHERNET_BYTES = 14;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int TCP_BYTES = 20;
    private static final int SYN_OPTION_BYTES = 12;
    private static final int UDP_BYTES = 8;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int HOP_LIMIT = 64;
    private static final int WINDOW = 65_535;
    private static final int WINDOW_SCALE = 8;

    /** Benchmarking's own, 198.18.0.0/15 (RFC 2544) and 2001:2::/48 (RFC 5180), and 10.0.0.0/8. */
    private static final int SERVER_NETWORK_V4 = 198 << 24 | 18 << 16;

    private static final int CLIENT_NETWORK_V4 = 10 << 24;
    private static final long SERVER_NETWORK_V6 = 0x2001_0002_0000_0000L;
    private static final long CLIENT_NETWORK_V6 = 0x2001_0002_0000_0001L;

    private static final int POOL_BYTES = 1 << 16;

    private final byte[] pool = new byte[POOL_BYTES + PacketSizes.MOST_BYTES + 1];

    /** At index i + 2 the sum of the 16-bit words that begin at i, i - 2, i - 4 and so on. */
    private final long[] poolSums = new long[pool.length + 1];

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[PacketSizes.MOST_BYTES + IPV6_BYTES + TCP_BYTES]);
    private final FlowTable flows;
    private final int largestFrame;
    private boolean isIpv4;
    private int transport;
    private long pseudoHeaderSum;

    FrameBuilder(final FlowTable flows, final TrafficSpec spec) {
        this.flows = flows;
        this.largestFrame = spec.sizes.largest();
        final Xoshiro256 random = new Xoshiro256(~spec.seed);
        final UnsafeBuffer words = new UnsafeBuffer(pool);
        for (int i = 0; i + Long.BYTES <= POOL_BYTES; i += Long.BYTES) {
            words.putLong(i, random.nextLong(), BIG_ENDIAN);
        }
        // The pool repeats behind its end, so that no slice wraps.
        for (int i = POOL_BYTES; i < pool.length; i++) {
            pool[i] = pool[i - POOL_BYTES];
        }
        for (int i = 0; i + 1 < pool.length; i++) {
            poolSums[i + 2] = poolSums[i] + ((pool[i] & 0xff) << 8 | pool[i + 1] & 0xff);
        }
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Length of all headers of a flow's data frames. */
    static int headerBytes(final boolean isIpv4, final boolean isTcp) {
        return ETHERNET_BYTES
                + (isIpv4 ? IPV4_BYTES : IPV6_BYTES)
                + (isTcp ? TCP_BYTES : UDP_BYTES);
    }

    /**
     * Builds a TCP segment.
     *
     * @param payloadBytes 0 or more; with {@link #SYN} 0
     * @return the frame's length
     */
    int tcp(
            final int flow,
            final boolean fromClient,
            final int flags,
            final int sequence,
            final int acknowledgement,
            final int payloadBytes) {
        final boolean isSyn = (flags & SYN) != 0;
        final int headerBytes = TCP_BYTES + (isSyn ? SYN_OPTION_BYTES : 0);
        begin(flow, fromClient, TCP, headerBytes + payloadBytes);
        putPorts(flow, fromClient);
        buffer.putInt(transport + 4, sequence, BIG_ENDIAN);
        buffer.putInt(transport + 8, acknowledgement, BIG_ENDIAN);
        buffer.putShort(transport + 12, (short) (headerBytes << 10 | flags), BIG_ENDIAN);
        buffer.putShort(transport + 14, (short) WINDOW, BIG_ENDIAN);
        buffer.putInt(transport + 16, 0);
        if (isSyn) {
            final int mss =
                    Math.max(536, Math.min(0xffff, largestFrame - headerBytes(isIpv4, true)));
            buffer.putInt(transport + 20, 0x0204_0000 | mss, BIG_ENDIAN);
            buffer.putInt(transport + 24, 0x0103_0300 | WINDOW_SCALE, BIG_ENDIAN);
            buffer.putInt(transport + 28, 0x0101_0402, BIG_ENDIAN);
        }
        final int from = poolOffset(flow, fromClient, sequence);
        buffer.putBytes(transport + headerBytes, pool, from, payloadBytes);
        final int checksum = checksum(headerBytes, from, payloadBytes);
        buffer.putShort(transport + 16, (short) checksum, BIG_ENDIAN);
        return pad(transport + headerBytes + payloadBytes);
    }

    /**
     * Builds a UDP datagram.
     *
     * @param number of the datagram, which decides its contents
     * @return the frame's length
     */
    int udp(final int flow, final boolean fromClient, final int number, final int payloadBytes) {
        begin(flow, fromClient, UDP, UDP_BYTES + payloadBytes);
        putPorts(flow, fromClient);
        buffer.putShort(transport + 4, (short) (UDP_BYTES + payloadBytes), BIG_ENDIAN);
        buffer.putShort(transport + 6, (short) 0);
        final int from = poolOffset(flow, fromClient, number);
        buffer.putBytes(transport + UDP_BYTES, pool, from, payloadBytes);
        final int checksum = checksum(UDP_BYTES, from, payloadBytes);
        // Zero would mean that there is none (RFC 768).
        buffer.putShort(transport + 6, (short) (checksum == 0 ? 0xffff : checksum), BIG_ENDIAN);
        return pad(transport + UDP_BYTES + payloadBytes);
    }

    /** Ethernet and IP header, and the pseudo-header's sum. */
    private void begin(
            final int flow,
            final boolean fromClient,
            final int protocol,
            final int transportBytes) {
        isIpv4 = flows.isIpv4(flow);
        // Locally administered: ...0c is the clients' side, ...05 the servers'.
        final long client = 0x0200_0000_000cL;
        final long server = 0x0200_0000_0005L;
        buffer.putLong(
                0,
                fromClient ? server << 16 | client >>> 32 : client << 16 | server >>> 32,
                BIG_ENDIAN);
        buffer.putInt(8, (int) (fromClient ? client : server), BIG_ENDIAN);
        buffer.putShort(12, (short) (isIpv4 ? 0x0800 : 0x86dd), BIG_ENDIAN);
        transport = ETHERNET_BYTES + (isIpv4 ? IPV4_BYTES : IPV6_BYTES);
        if (isIpv4) {
            putIpv4(flow, fromClient, protocol, transportBytes);
        } else {
            putIpv6(flow, fromClient, protocol, transportBytes);
        }
        final int addresses = isIpv4 ? 8 : 32;
        pseudoHeaderSum = (long) protocol + transportBytes + sum(transport - addresses, addresses);
    }

    private void putIpv4(
            final int flow, final boolean fromClient, final int protocol, final int bytes) {
        final int client = CLIENT_NETWORK_V4 | flows.clientHost(flow);
        final int server = SERVER_NETWORK_V4 | flows.serverHost(flow);
        buffer.putInt(14, 0x4500_0000 | IPV4_BYTES + bytes, BIG_ENDIAN);
        // Never fragmented, so identification may be zero (RFC 6864).
        buffer.putInt(18, 0x0000_4000, BIG_ENDIAN);
        buffer.putInt(22, HOP_LIMIT << 24 | protocol << 16, BIG_ENDIAN);
        buffer.putInt(26, fromClient ? client : server, BIG_ENDIAN);
        buffer.putInt(30, fromClient ? server : client, BIG_ENDIAN);
        buffer.putShort(24, (short) ~fold(sum(ETHERNET_BYTES, IPV4_BYTES)), BIG_ENDIAN);
    }

    private void putIpv6(
            final int flow, final boolean fromClient, final int protocol, final int bytes) {
        final int client = fromClient ? 22 : 38;
        final int server = fromClient ? 38 : 22;
        buffer.putInt(14, 0x6000_0000, BIG_ENDIAN);
        buffer.putInt(18, bytes << 16 | protocol << 8 | HOP_LIMIT, BIG_ENDIAN);
        buffer.putLong(client, CLIENT_NETWORK_V6, BIG_ENDIAN);
        buffer.putLong(client + 8, flows.clientHost(flow), BIG_ENDIAN);
        buffer.putLong(server, SERVER_NETWORK_V6, BIG_ENDIAN);
        buffer.putLong(server + 8, flows.serverHost(flow), BIG_ENDIAN);
    }

    private void putPorts(final int flow, final boolean fromClient) {
        final int client = flows.clientPort(flow);
        final int server = flows.serverPort(flow);
        buffer.putInt(
                transport, fromClient ? client << 16 | server : server << 16 | client, BIG_ENDIAN);
    }

    /** A stream's bytes depend on their place in it alone. */
    private int poolOffset(final int flow, final boolean fromClient, final int place) {
        return (int) flows.hash(flow, fromClient ? 7 : 8) + place & POOL_BYTES - 1;
    }

    private int checksum(final int headerBytes, final int poolOffset, final int payloadBytes) {
        final int even = payloadBytes & ~1;
        long total = pseudoHeaderSum + sum(transport, headerBytes);
        total += poolSums[poolOffset + even] - poolSums[poolOffset];
        if (even != payloadBytes) {
            total += (pool[poolOffset + even] & 0xff) << 8;
        }
        return ~fold(total) & 0xffff;
    }

    /** Of 16-bit words; {@code length} is even. */
    private long sum(final int offset, final int length) {
        long total = 0;
        for (int i = offset; i < offset + length; i += 2) {
            total += buffer.getShort(i, BIG_ENDIAN) & 0xffff;
        }
        return total;
    }

    private static int fold(final long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }

    private int pad(final int length) {
        if (length >= PacketSizes.LEAST_BYTES) {
            return length;
        }
        buffer.setMemory(length, PacketSizes.LEAST_BYTES - length, (byte) 0);
        return PacketSizes.LEAST_BYTES;
    }
}
