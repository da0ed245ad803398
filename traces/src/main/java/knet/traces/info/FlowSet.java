package knet.traces.info;

import java.nio.ByteOrder;
import knet.traces.header.HeaderWalk;
import org.agrona.DirectBuffer;

/**
 * Counts distinct flows: unordered pairs of (address, port), with the protocol. Open addressing
 * over two longs a flow: an IPv4 flow's 104 bits are the key itself, an IPv6 flow is known by 127
 * bits of hash. Bounded: beyond {@link #MAX_FLOWS} no further ones are counted.
 */
final class FlowSet {
    static final int MAX_FLOWS = 1 << 24;
    private static final long IS_KEY = 1L << 40;
    private static final long MULTIPLIER_A = 0x9e3779b97f4a7c15L;
    private static final long MULTIPLIER_B = 0xc2b2ae3d27d4eb4fL;

    /** Pairs of longs; a pair of zeros is free: every key has a bit that says that it is one. */
    private long[] table = new long[2 << 10];

    private int flows;
    private boolean full;

    int flows() {
        return flows;
    }

    /** There may be more flows than were counted. */
    boolean isFull() {
        return full;
    }

    /** Adds the flow of a frame; true if it was not known. */
    boolean add(final DirectBuffer buffer, final HeaderWalk headers) {
        final long portsAndProtocol;
        final int ip = headers.ipOffset();
        if (headers.ipVersion() == 4) {
            final long source = buffer.getInt(ip + 12, ByteOrder.BIG_ENDIAN) & 0xffff_ffffL;
            final long destination = buffer.getInt(ip + 16, ByteOrder.BIG_ENDIAN) & 0xffff_ffffL;
            final boolean forward =
                    source != destination
                            ? source < destination
                            : headers.sourcePort() <= headers.destinationPort();
            portsAndProtocol = ports(headers, forward);
            return addKey(
                    forward ? source << 32 | destination : destination << 32 | source,
                    portsAndProtocol);
        }
        final int order = compareAddresses(buffer, ip + 8, ip + 24);
        final boolean forward =
                order != 0 ? order < 0 : headers.sourcePort() <= headers.destinationPort();
        portsAndProtocol = ports(headers, forward);
        final int first = forward ? ip + 8 : ip + 24;
        final int second = forward ? ip + 24 : ip + 8;
        long a = portsAndProtocol * MULTIPLIER_A;
        long b = portsAndProtocol * MULTIPLIER_B + 1;
        for (int i = 0; i < 4; i++) {
            final long word = buffer.getLong(i < 2 ? first + 8 * i : second + 8 * (i - 2));
            a = mix(a ^ word, MULTIPLIER_A);
            b = mix(b + word, MULTIPLIER_B);
        }
        return addKey(a, b | Long.MIN_VALUE);
    }

    private static long ports(final HeaderWalk headers, final boolean forward) {
        // A set has frames with ports or without, so that these and port 0 are not confused.
        final long low = Math.max(0, forward ? headers.sourcePort() : headers.destinationPort());
        final long high = Math.max(0, forward ? headers.destinationPort() : headers.sourcePort());
        return IS_KEY | (long) headers.protocol() << 32 | low << 16 | high;
    }

    private static int compareAddresses(
            final DirectBuffer buffer, final int first, final int second) {
        final int upper = Long.compareUnsigned(buffer.getLong(first), buffer.getLong(second));
        return upper != 0
                ? upper
                : Long.compareUnsigned(buffer.getLong(first + 8), buffer.getLong(second + 8));
    }

    private boolean addKey(final long a, final long b) {
        final int slot = find(table, a, b);
        if ((table[slot] | table[slot + 1]) != 0) {
            return false;
        }
        if (flows == MAX_FLOWS) {
            full = true;
            return false;
        }
        table[slot] = a;
        table[slot + 1] = b;
        flows++;
        if (flows > table.length / 4) {
            grow();
        }
        return true;
    }

    /** The index of the key's pair, or of the free one where it belongs. */
    private static int find(final long[] table, final long a, final long b) {
        final int mask = table.length / 2 - 1;
        int slot = (int) mix(a ^ mix(b, MULTIPLIER_A), MULTIPLIER_B) & mask;
        while (true) {
            final int at = 2 * slot;
            if (table[at] == a && table[at + 1] == b || (table[at] | table[at + 1]) == 0) {
                return at;
            }
            slot = slot + 1 & mask;
        }
    }

    private void grow() {
        final long[] larger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += 2) {
            if ((table[i] | table[i + 1]) != 0) {
                final int at = find(larger, table[i], table[i + 1]);
                larger[at] = table[i];
                larger[at + 1] = table[i + 1];
            }
        }
        table = larger;
    }

    private static long mix(final long value, final long multiplier) {
        long mixed = value * multiplier;
        mixed ^= mixed >>> 32;
        mixed *= multiplier;
        return mixed ^ mixed >>> 29;
    }
}
