package knet.threads.stack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Builds frames byte by byte, with right checksums, for tests. Leans on nothing it tests. */
public final class Frames {
    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;
    public static final int URG = 32;

    private Frames() {}

    /** An Ethernet header. */
    public static byte[] ethernet(final int etherType, final byte[] payload) {
        return concat(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}, u16(etherType), payload);
    }

    /** Four bytes of a VLAN tag go between the Ethernet addresses and the type. */
    public static byte[] tagged(final byte[] frame, final int tpid, final int vlan) {
        final byte[] addresses = java.util.Arrays.copyOf(frame, 12);
        final byte[] rest = java.util.Arrays.copyOfRange(frame, 12, frame.length);
        return concat(addresses, u16(tpid), u16(vlan), rest);
    }

    /** An IPv4 packet, whole or a fragment. */
    public static byte[] ipv4(
            final String source,
            final String destination,
            final int protocol,
            final int id,
            final int flagsAndOffset,
            final byte[] payload) {
        return ipv4(source, destination, protocol, id, flagsAndOffset, new byte[0], payload);
    }

    /** An IPv4 packet with options, which are padded to a multiple of four bytes. */
    public static byte[] ipv4(
            final String source,
            final String destination,
            final int protocol,
            final int id,
            final int flagsAndOffset,
            final byte[] options,
            final byte[] payload) {
        final int header = 20 + (options.length + 3) / 4 * 4;
        final ByteBuffer ip = ByteBuffer.allocate(header + payload.length);
        ip.put((byte) (0x40 | header / 4)).put((byte) 0);
        ip.putShort((short) (header + payload.length)).putShort((short) id);
        ip.putShort((short) flagsAndOffset).put((byte) 64).put((byte) protocol).putShort((short) 0);
        ip.put(address(source)).put(address(destination)).put(options);
        ip.position(header);
        ip.put(payload);
        ip.putShort(10, (short) ~sum(ip.array(), 0, header, 0));
        return ethernet(0x0800, ip.array());
    }

    /** An IPv6 packet; extension headers are part of the payload. */
    public static byte[] ipv6(
            final String source,
            final String destination,
            final int nextHeader,
            final byte[] payload) {
        final ByteBuffer ip = ByteBuffer.allocate(40 + payload.length);
        ip.putInt(0x60000000).putShort((short) payload.length);
        ip.put((byte) nextHeader).put((byte) 64);
        ip.put(address(source)).put(address(destination)).put(payload);
        return ethernet(0x86dd, ip.array());
    }

    /** A fragment header and a piece of payload. */
    public static byte[] ipv6Fragment(
            final int nextHeader,
            final int id,
            final int offset,
            final boolean more,
            final byte[] payload) {
        final ByteBuffer header = ByteBuffer.allocate(8 + payload.length);
        header.put((byte) nextHeader).put((byte) 0);
        header.putShort((short) (offset | (more ? 1 : 0))).putInt(id).put(payload);
        return header.array();
    }

    /** A UDP datagram with checksum. */
    public static byte[] udp(
            final String source,
            final String destination,
            final int sourcePort,
            final int destinationPort,
            final byte[] data) {
        final ByteBuffer udp = ByteBuffer.allocate(8 + data.length);
        udp.putShort((short) sourcePort).putShort((short) destinationPort);
        udp.putShort((short) (8 + data.length)).putShort((short) 0).put(data);
        final int checksum = ~pseudo(source, destination, 17, udp.array()) & 0xffff;
        udp.putShort(6, (short) (checksum == 0 ? 0xffff : checksum));
        return udp.array();
    }

    /** A TCP segment with checksum. */
    public static byte[] tcp(
            final String source,
            final String destination,
            final int sourcePort,
            final int destinationPort,
            final long sequence,
            final int flags,
            final byte[] options,
            final byte[] data) {
        final int header = 20 + (options.length + 3) / 4 * 4;
        final ByteBuffer tcp = ByteBuffer.allocate(header + data.length);
        tcp.putShort((short) sourcePort).putShort((short) destinationPort);
        tcp.putInt((int) sequence).putInt(1);
        tcp.putShort((short) (header / 4 << 12 | flags)).putShort((short) 0xffff);
        tcp.putInt(0).put(options);
        tcp.position(header);
        tcp.put(data);
        tcp.putShort(16, (short) ~pseudo(source, destination, 6, tcp.array()));
        return tcp.array();
    }

    /** The timestamps option, aligned as senders do. */
    public static byte[] timestamps(final int value) {
        return ByteBuffer.allocate(12).putInt(0x0101080a).putInt(value).putInt(0).array();
    }

    private static int pseudo(
            final String source, final String destination, final int protocol, final byte[] l4) {
        final byte[] addresses = concat(address(source), address(destination));
        final int first = sum(addresses, 0, addresses.length, protocol + l4.length);
        return sum(l4, 0, l4.length, first);
    }

    /** The definition of RFC 1071: 16-bit words, one by one. */
    private static int sum(
            final byte[] bytes, final int offset, final int length, final int start) {
        long sum = start;
        for (int i = 0; i < length; i += 2) {
            sum += (bytes[offset + i] & 0xff) << 8;
            sum += i + 1 < length ? bytes[offset + i + 1] & 0xff : 0;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) sum;
    }

    /** Bytes of an address written as text. */
    public static byte[] address(final String text) {
        try {
            return java.net.InetAddress.getByName(text).getAddress();
        } catch (final java.net.UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static byte[] u16(final int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    public static byte[] concat(final byte[]... parts) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Bytes that differ from place to place. */
    public static byte[] pattern(final int length, final int seed) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((i + seed) * 31 + (i + seed >> 8) * 17);
        }
        return bytes;
    }
}
