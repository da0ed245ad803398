package knet.tools.cli.firmware;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import knet.firmware.hardware.NicFilter.Field;

/** A filter's field, as both ethtool and testpmd write its values. */
final class FieldText {
    private final Field field;
    private final int bits;
    private final boolean isIpv6;

    FieldText(final Field field, final int ipVersion) {
        this.field = field;
        this.isIpv6 = isAddress() && ipVersion == 6;
        this.bits =
                switch (field.name()) {
                    case "src-ip", "dst-ip" -> isIpv6 ? 128 : 32;
                    case "src-mac", "dst-mac" -> 48;
                    case "tos", "tclass", "l4proto" -> 8;
                    default -> 16;
                };
    }

    private boolean isAddress() {
        return field.name().equals("src-ip") || field.name().equals("dst-ip");
    }

    /** What there must be; bits that do not matter are 0. */
    String value() {
        return text(field.valueHigh() & field.maskHigh(), field.valueLow() & field.maskLow());
    }

    /** Bits set where they must match: testpmd's way. */
    String mask() {
        return maskText(field.maskHigh(), field.maskLow());
    }

    /** Bits set where they do not matter: ethtool's way. */
    String ignored() {
        return maskText(~field.maskHigh(), ~field.maskLow() & lowBits());
    }

    /** True if every bit must match. */
    boolean isWhole() {
        return field.maskLow() == lowBits() && (!isIpv6 || field.maskHigh() == -1L);
    }

    private long lowBits() {
        return bits >= 64 ? -1L : (1L << bits) - 1;
    }

    private String maskText(final long high, final long low) {
        return bits <= 16 ? "0x" + Long.toHexString(low) : text(high, low);
    }

    private String text(final long high, final long low) {
        if (isIpv6) {
            return address(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
        }
        if (bits == 32) {
            return address(ByteBuffer.allocate(4).putInt((int) low).array());
        }
        if (bits == 48) {
            return HexFormat.ofDelimiter(":")
                    .formatHex(ByteBuffer.allocate(8).putLong(low).array(), 2, 8);
        }
        return field.name().equals("proto") || field.name().equals("vlan")
                ? String.format(Locale.ROOT, "0x%x", low)
                : Long.toString(low);
    }

    private static String address(final byte... bytes) {
        try {
            // Eight groups in full: what Java makes of an IPv4-mapped one would be another type.
            if (bytes.length == 16) {
                final StringBuilder groups = new StringBuilder();
                for (int i = 0; i < bytes.length; i += 2) {
                    groups.append(i == 0 ? "" : ":")
                            .append(
                                    Integer.toHexString(
                                            (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff));
                }
                return groups.toString();
            }
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (final UnknownHostException e) {
            throw new IllegalArgumentException("not 4 or 16 bytes", e);
        }
    }
}
