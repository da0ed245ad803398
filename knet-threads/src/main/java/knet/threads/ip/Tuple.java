package knet.threads.ip;

/**
 * A directed tuple: version, protocol, addresses, and ports where the protocol has some. VLAN and
 * other tags are not part of it, as in tshark's conversations.
 */
public class Tuple {
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;

    /** Source port in the high half, destination port in the low half; 0 if there are none. */
    int ports;

    /** IP version in bits 8 to 15, protocol number in bits 0 to 7. */
    int kind;

    /** Takes over a packet's addresses and protocol. */
    public final void set(final IpPacket packet, final int portPair) {
        sourceHigh = packet.sourceHigh;
        sourceLow = packet.sourceLow;
        destinationHigh = packet.destinationHigh;
        destinationLow = packet.destinationLow;
        ports = portPair;
        kind = kindOf(packet);
    }

    /** True if the packet has this tuple. */
    public final boolean matches(final IpPacket packet, final int portPair) {
        return sourceLow == packet.sourceLow
                && destinationLow == packet.destinationLow
                && ports == portPair
                && kind == kindOf(packet)
                && sourceHigh == packet.sourceHigh
                && destinationHigh == packet.destinationHigh;
    }

    private static int kindOf(final IpPacket packet) {
        return packet.version << 8 | packet.protocol;
    }

    /** A hash of the directed tuple, all 32 bits good. */
    public static int hash(final IpPacket packet, final int portPair) {
        long h = packet.sourceLow * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 32) + packet.destinationLow;
        h = h * 0xD6E8FEB86659FD93L + ((long) portPair << 16 ^ packet.protocol);
        if (packet.version == 6) {
            h = (h ^ h >>> 29) * 0x9E3779B97F4A7C15L + packet.sourceHigh;
            h = (h ^ h >>> 31) * 0xD6E8FEB86659FD93L + packet.destinationHigh;
        }
        h = (h ^ h >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (h ^ h >>> 32);
    }

    /** A hash that both directions of a flow have in common. */
    public static int symmetricHash(final IpPacket packet, final int portPair) {
        long h = packet.sourceLow + packet.destinationLow;
        h ^= (packet.sourceLow ^ packet.destinationLow) * 0x9E3779B97F4A7C15L;
        if (packet.version == 6) {
            h += (packet.sourceHigh + packet.destinationHigh) * 0xD6E8FEB86659FD93L;
            h ^= (packet.sourceHigh ^ packet.destinationHigh) * 0x9E3779B97F4A7C15L;
        }
        final int source = portPair >>> 16;
        final int destination = portPair & 0xffff;
        h +=
                ((long) (source + destination) << 32)
                        + ((source ^ destination) << 8)
                        + packet.protocol;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
        h = (h ^ h >>> 29) * 0x9E3779B97F4A7C15L;
        return (int) (h ^ h >>> 32);
    }

    /** 4 or 6. */
    public final int version() {
        return kind >>> 8;
    }

    public final int protocol() {
        return kind & 0xff;
    }

    public final long sourceHigh() {
        return sourceHigh;
    }

    public final long sourceLow() {
        return sourceLow;
    }

    public final long destinationHigh() {
        return destinationHigh;
    }

    public final long destinationLow() {
        return destinationLow;
    }

    public final int sourcePort() {
        return ports >>> 16;
    }

    public final int destinationPort() {
        return ports & 0xffff;
    }
}
