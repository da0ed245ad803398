package knet.firmware.parts;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.firmware.Packet;
import org.agrona.DirectBuffer;

/**
 * What makes packets a flow: addresses, ports and protocol, taken out of a packet so that they can
 * be turned round, folded, hashed and compared. A flyweight without a buffer; used by one thread.
 *
 * <p>A packet without ports (another protocol, a fragment) has ports of 0.
 */
public final class FlowKey {
    /** Longest form of {@link #putBytes}, bytes: two IPv6 addresses and two ports. */
    public static final int MAX_LENGTH = 36;

    private static final int IPV4_LENGTH = 12;

    // An IPv4 address stands in the low half of its low word.
    long source;
    long sourceLow;
    long destination;
    long destinationLow;

    /** The source's on top. */
    int ports;

    /** IP version and protocol, and whether there are ports: packets alike in all this. */
    int kind;

    /**
     * Takes a packet's.
     *
     * @return false if the packet is not IP: then the key holds nothing of use
     */
    public boolean load(final Packet packet) {
        final int version = packet.ipVersion();
        if (version == 0) {
            return false;
        }
        final DirectBuffer buffer = packet.buffer();
        final int at = packet.sourceAddressOffset();
        if (version == 4) {
            final long addresses = buffer.getLong(at, BIG_ENDIAN);
            source = 0;
            sourceLow = addresses >>> 32;
            destination = 0;
            destinationLow = addresses & 0xffff_ffffL;
        } else {
            source = buffer.getLong(at, BIG_ENDIAN);
            sourceLow = buffer.getLong(at + 8, BIG_ENDIAN);
            destination = buffer.getLong(at + 16, BIG_ENDIAN);
            destinationLow = buffer.getLong(at + 24, BIG_ENDIAN);
        }
        ports = packet.ports();
        kind = version << 16 | (packet.hasPorts() ? 1 << 8 : 0) | packet.protocol();
        return true;
    }

    /** Takes another key's. */
    public void set(final FlowKey other) {
        source = other.source;
        sourceLow = other.sourceLow;
        destination = other.destination;
        destinationLow = other.destinationLow;
        ports = other.ports;
        kind = other.kind;
    }

    /** 4 or 6. */
    public int ipVersion() {
        return kind >>> 16;
    }

    /** IP protocol number: see {@link knet.firmware.Protocols}. */
    public int protocol() {
        return kind & 0xff;
    }

    /** True if the packet had ports that a flow hash may use. */
    public boolean hasPorts() {
        return (kind & 1 << 8) != 0;
    }

    /** The flow's other direction. */
    public void reverse() {
        final long high = source;
        final long low = sourceLow;
        source = destination;
        sourceLow = destinationLow;
        destination = high;
        destinationLow = low;
        ports = Integer.rotateLeft(ports, 16);
    }

    /**
     * The same for both directions: the smaller endpoint, address and then port, becomes the
     * source.
     */
    public void sort() {
        int order = Long.compareUnsigned(source, destination);
        if (order == 0) {
            order = Long.compareUnsigned(sourceLow, destinationLow);
        }
        if (order == 0) {
            order = Integer.compare(ports >>> 16, ports & 0xffff);
        }
        if (order > 0) {
            reverse();
        }
    }

    /**
     * The same for both directions: source ^ destination stands in the place of both, of addresses
     * and ports (Linux's RXH_XFRM_SYM_XOR).
     */
    public void xor() {
        source ^= destination;
        sourceLow ^= destinationLow;
        destination = source;
        destinationLow = sourceLow;
        final int port = (ports >>> 16 ^ ports) & 0xffff;
        ports = port << 16 | port;
    }

    /**
     * The same for both directions: source | destination stands in the place of the source, source
     * ^ destination in that of the destination (Linux's RXH_XFRM_SYM_OR_XOR, of which Linux does
     * not say which comes first).
     */
    public void orXor() {
        final long or = source | destination;
        final long orLow = sourceLow | destinationLow;
        destination ^= source;
        destinationLow ^= sourceLow;
        source = or;
        sourceLow = orLow;
        final int from = ports >>> 16;
        final int to = ports & 0xffff;
        ports = (from | to) << 16 | from ^ to;
    }

    /** Makes fields 0 that are not wanted: see {@link HashFields}. */
    void keep(final int fields) {
        if ((fields & HashFields.SOURCE) == 0) {
            source = 0;
            sourceLow = 0;
        }
        if ((fields & HashFields.DESTINATION) == 0) {
            destination = 0;
            destinationLow = 0;
        }
        ports &= HashFields.portsMask(fields);
    }

    /** True if all is alike: the same flow and direction. */
    boolean equalsWords(final long[] words, final int at) {
        return words[at] == sourceLow
                && words[at + 1] == destinationLow
                && words[at + 2] == portsAndKind()
                && words[at + 3] == source
                && words[at + 4] == destination;
    }

    /** Writes all of it to five words. */
    void putWords(final long[] words, final int at) {
        words[at] = sourceLow;
        words[at + 1] = destinationLow;
        words[at + 2] = portsAndKind();
        words[at + 3] = source;
        words[at + 4] = destination;
    }

    private long portsAndKind() {
        return (long) ports << 32 | kind;
    }

    /**
     * Writes source, destination and ports in network order, as RSS hashes them.
     *
     * @param bytes {@link #MAX_LENGTH} of them
     * @return bytes written: 12 or 36
     */
    int putBytes(final byte[] bytes) {
        if (ipVersion() == 4) {
            put(bytes, 0, (int) sourceLow);
            put(bytes, 4, (int) destinationLow);
            put(bytes, 8, ports);
            return IPV4_LENGTH;
        }
        put(bytes, 0, source);
        put(bytes, 8, sourceLow);
        put(bytes, 16, destination);
        put(bytes, 24, destinationLow);
        put(bytes, 32, ports);
        return MAX_LENGTH;
    }

    private static void put(final byte[] bytes, final int at, final long value) {
        put(bytes, at, (int) (value >>> 32));
        put(bytes, at + 4, (int) value);
    }

    private static void put(final byte[] bytes, final int at, final int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** 64 mixed bits of all of it, for tables; what a NIC's descriptor carries is another hash. */
    public long hash64() {
        long hash = Mix.mix(portsAndKind() ^ Mix.GOLDEN);
        if (ipVersion() == 4) {
            return Mix.mix(hash ^ (sourceLow << 32 | destinationLow));
        }
        hash = Mix.mix(hash ^ source);
        hash = Mix.mix(hash ^ sourceLow);
        hash = Mix.mix(hash ^ destination);
        return Mix.mix(hash ^ destinationLow);
    }
}
