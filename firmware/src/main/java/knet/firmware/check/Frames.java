package knet.firmware.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import knet.firmware.Packet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Builds frames byte by byte, front to back, with nothing checked: wrong ones are wanted too. For
 * tests of classifiers; what it does not have a word for is written with {@link #u8}, {@link #u16},
 * {@link #hex} and so on.
 */
public final class Frames {
    /** EtherType of IPv4. */
    public static final int IPV4 = 0x0800;

    /** EtherType of IPv6. */
    public static final int IPV6 = 0x86dd;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Frames() {}

    /** Nothing yet. */
    public static Frames bare() {
        return new Frames();
    }

    /** Two MAC addresses, and the EtherType. */
    public static Frames ethernet(final int etherType) {
        return ethernetWithoutType().u16(etherType);
    }

    /** Two MAC addresses: a tag may follow. */
    public static Frames ethernetWithoutType() {
        return new Frames().hex("020000000001020000000002");
    }

    public Frames u8(final int value) {
        bytes.write(value);
        return this;
    }

    /** Two bytes, in network order as all that follows. */
    public Frames u16(final int value) {
        return u8(value >>> 8).u8(value);
    }

    public Frames u32(final int value) {
        return u16(value >>> 16).u16(value);
    }

    public Frames zeros(final int count) {
        return raw(new byte[count]);
    }

    public Frames raw(final byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    public Frames hex(final String digits) {
        for (int i = 0; i < digits.length(); i += 2) {
            u8(Integer.parseInt(digits.substring(i, i + 2), 16));
        }
        return this;
    }

    /** A tag: its EtherType, then priority and identifier. */
    public Frames tag(final int type, final int control) {
        return u16(type).u16(control);
    }

    /** IPv4's fixed header, not a fragment; total length 0, as in giants. */
    public Frames ipv4(final int protocol, final int source, final int destination) {
        return ipv4(5, 0, protocol, source, destination);
    }

    /**
     * IPv4's fixed header; total length 0, as in giants.
     *
     * @param headerWords length that it says it has
     * @param fragmentWord flags and fragment offset
     */
    public Frames ipv4(
            final int headerWords,
            final int fragmentWord,
            final int protocol,
            final int source,
            final int destination) {
        return u8(0x40 | headerWords)
                .u8(0)
                .u16(0)
                .u16(0x1234)
                .u16(fragmentWord)
                .u8(64)
                .u8(protocol)
                .u16(0)
                .u32(source)
                .u32(destination);
    }

    /** IPv6's fixed header. */
    public Frames ipv6(final int nextHeader, final byte[] source, final byte[] destination) {
        return u32(0x60000000).u16(0).u8(nextHeader).u8(64).raw(source).raw(destination);
    }

    /** IPv6's fixed header, from 2001:db8::1 to 2001:db8::2. */
    public Frames ipv6(final int nextHeader) {
        return ipv6(nextHeader, address6(1), address6(2));
    }

    public Frames ports(final int source, final int destination) {
        return u16(source).u16(destination);
    }

    /** TCP's fixed header. */
    public Frames tcp(final int source, final int destination, final int flags) {
        return ports(source, destination).u32(1).u32(2).u16(0x5000 | flags).u16(100).u32(0);
    }

    /** UDP's header. */
    public Frames udp(final int source, final int destination) {
        return ports(source, destination).u16(0).u16(0);
    }

    /** 2001:db8::, and the last 32 bits. */
    public static byte[] address6(final int last) {
        return ByteBuffer.allocate(16).putInt(0x20010db8).putInt(12, last).array();
    }

    /** What was written so far. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** What was written so far, in a buffer of its own. */
    public UnsafeBuffer toBuffer() {
        return new UnsafeBuffer(toBytes());
    }

    /** What was written so far, as a classifier sees it. */
    public Packet toPacket() {
        return packet(toBytes());
    }

    /** A frame as a classifier sees it. */
    public static Packet packet(final byte[] frame) {
        final Packet packet = new Packet();
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        return packet;
    }
}
