package knet.firmware.builtin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Reads an IPv6 address. Nothing else: no name is ever looked up. */
final class Ipv6Text {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Ipv6Text() {}

    /**
     * Reads one.
     *
     * @return 16 bytes
     * @throws IllegalArgumentException if it is none
     */
    static byte[] parse(final String text) {
        if (LITERAL.matcher(text).matches()) {
            try {
                // With a colon in it it is a literal, or an error: no resolver is asked.
                return widen(InetAddress.getByName(text).getAddress());
            } catch (final UnknownHostException e) {
                // Told below.
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no IPv6 address");
    }

    /** What Java makes of an IPv4-mapped address has four bytes: ::ffff:a.b.c.d. */
    private static byte[] widen(final byte[] address) {
        if (address.length == 16) {
            return address;
        }
        final byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }
}
