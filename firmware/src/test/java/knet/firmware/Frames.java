package knet.firmware;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds frames byte by byte, front to back, with nothing checked: wrong ones are wanted too. */
final class Frames {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Frames() {}

    static Frames bare() {
        return new Frames();
    }

    /** Two MAC addresses, and the EtherType. */
    static Frames ethernet(final int etherType) {
        return new Frames().hex("020000000001020000000002").u16(etherType);
    }

    static Frames ethernetWithoutType() {
        return new Frames().hex("020000000001020000000002");
    }

    Frames u8(final int value) {
        bytes.write(value);
        return this;
    }

    Frames u16(final int value) {
        return u8(value >>> 8).u8(value);
    }

    Frames u32(final int value) {
        return u16(value >>> 16).u16(value);
    }

    Frames zeros(final int count) {
        return raw(new byte[count]);
    }

    Frames raw(final byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    Frames hex(final String digits) {
        for (int i = 0; i < digits.length(); i += 2) {
            u8(Integer.parseInt(digits.substring(i, i + 2), 16));
        }
        return this;
    }

    /** A tag: its EtherType, then priority and identifier. */
    Frames tag(final int type, final int control) {
        return u16(type).u16(control);
    }

    Frames ipv4(final int protocol, final int source, final int destination) {
        return ipv4(5, 0, protocol, source, destination);
    }

    /** IPv4's fixed header; total length 0, as in giants. */
    Frames ipv4(
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

    Frames ipv6(final int nextHeader, final byte[] source, final byte[] destination) {
        return u32(0x60000000).u16(0).u8(nextHeader).u8(64).raw(source).raw(destination);
    }

    Frames ipv6(final int nextHeader) {
        return ipv6(nextHeader, address6(1), address6(2));
    }

    Frames ports(final int source, final int destination) {
        return u16(source).u16(destination);
    }

    Frames tcp(final int source, final int destination, final int flags) {
        return ports(source, destination).u32(1).u32(2).u16(0x5000 | flags).u16(100).u32(0);
    }

    Frames udp(final int source, final int destination) {
        return ports(source, destination).u16(0).u16(0);
    }

    static byte[] address6(final int last) {
        return ByteBuffer.allocate(16).putInt(0x20010db8).putInt(12, last).array();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    Packet toPacket() {
        return packet(toBytes());
    }

    static Packet packet(final byte[] frame) {
        final Packet packet = new Packet();
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        return packet;
    }
}
