package knet.firmware;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;

/**
 * The rules for headers once more, written to be read: it takes bytes from the front, and running
 * out of them is an exception. Outer headers only.
 */
final class ReferenceParser {
    /** What a flow hash needs; addresses in hexadecimal, ports -1 if there are none. */
    record Result(PacketKind kind, String addresses, int ports) {}

    private static final Set<Integer> TAGS = Set.of(0x8100, 0x88a8, 0x9100);
    private static final Set<Integer> EXTENSIONS = Set.of(0, 43, 60, 51);
    private static final Set<Integer> WITH_PORTS = Set.of(6, 17, 132);
    private static final Result NON_IP = new Result(PacketKind.NON_IP, "", -1);
    private static final Result MALFORMED = new Result(PacketKind.MALFORMED, "", -1);

    private ReferenceParser() {}

    static Result parse(final byte[] frame) {
        final ByteBuffer in = ByteBuffer.wrap(frame);
        int type;
        try {
            in.position(Math.min(12, frame.length));
            type = u16(in);
            for (int tags = 0; TAGS.contains(type) && tags < 8; tags++) {
                u16(in);
                type = u16(in);
            }
            if (type == 0x8847 || type == 0x8848) {
                while ((in.getInt() & 0x100) == 0) {
                    // Not the bottom of the stack yet.
                }
                final int version = in.get(in.position()) >>> 4 & 0xf;
                type = version == 4 ? 0x0800 : version == 6 ? 0x86dd : 0;
            } else if (type == 0x8864) {
                u16(in);
                u16(in);
                u16(in);
                final int ppp = u16(in);
                type = ppp == 0x21 ? 0x0800 : ppp == 0x57 ? 0x86dd : 0;
            }
        } catch (final BufferUnderflowException | IndexOutOfBoundsException e) {
            return NON_IP;
        }
        return type == 0x0800 ? ipv4(in) : type == 0x86dd ? ipv6(in) : NON_IP;
    }

    private static Result ipv4(final ByteBuffer in) {
        final byte[] header = new byte[20];
        if (in.remaining() < 20) {
            return MALFORMED;
        }
        in.get(header);
        final int headerLength = (header[0] & 0xf) * 4;
        if ((header[0] & 0xf0) != 0x40 || headerLength < 20) {
            return MALFORMED;
        }
        final String addresses = HexFormat.of().formatHex(header, 12, 20);
        if (((header[6] & 0x3f) << 8 | header[7] & 0xff) != 0) {
            return new Result(PacketKind.IPV4_FRAGMENT, addresses, -1);
        }
        final int options = headerLength - 20;
        if (WITH_PORTS.contains(header[9] & 0xff) && in.remaining() >= options + 4) {
            in.position(in.position() + options);
            return new Result(PacketKind.IPV4_L4, addresses, in.getInt());
        }
        return new Result(PacketKind.IPV4, addresses, -1);
    }

    private static Result ipv6(final ByteBuffer in) {
        final byte[] header = new byte[40];
        if (in.remaining() < 40) {
            return MALFORMED;
        }
        in.get(header);
        if ((header[0] & 0xf0) != 0x60) {
            return MALFORMED;
        }
        final String addresses = HexFormat.of().formatHex(header, 8, 40);
        int next = header[6] & 0xff;
        try {
            for (int walked = 0; walked < 16 && EXTENSIONS.contains(next); walked++) {
                final int type = next;
                final int nextAndLength = u16(in);
                final int units = nextAndLength & 0xff;
                next = nextAndLength >>> 8;
                in.get(new byte[(type == 51 ? (units + 2) * 4 : (units + 1) * 8) - 2]);
            }
            if (WITH_PORTS.contains(next)) {
                return new Result(PacketKind.IPV6_L4, addresses, in.getInt());
            }
        } catch (final BufferUnderflowException e) {
            // The addresses alone, then; or a fragment.
        }
        return new Result(next == 44 ? PacketKind.IPV6_FRAGMENT : PacketKind.IPV6, addresses, -1);
    }

    private static int u16(final ByteBuffer in) {
        return in.getShort() & 0xffff;
    }
}
