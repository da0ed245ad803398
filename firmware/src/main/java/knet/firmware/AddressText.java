package knet.firmware;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as people write them. Nothing else: no name is ever looked up. */
public final class AddressText {
    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * Writes an address.
     *
     * @param address 4 bytes or 16; of IPv6 the longest run of zeros is left out (RFC 5952)
     */
    public static String of(final byte... address) {
        if (address.length == 4) {
            return (address[0] & 0xff)
                    + "."
                    + (address[1] & 0xff)
                    + "."
                    + (address[2] & 0xff)
                    + "."
                    + (address[3] & 0xff);
        }
        if (address.length != 2 * GROUPS) {
            throw new IllegalArgumentException("no address has " + address.length + " bytes");
        }
        final int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (length > 1 && i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /**
     * Reads an IPv4 address of four decimal numbers.
     *
     * @return 4 bytes
     * @throws IllegalArgumentException if it is none
     */
    public static byte[] parseIpv4(final String text) {
        final Matcher matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(Text.quote(text) + " is no IPv4 address");
        }
        final byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            final int value = Integer.parseInt(matcher.group(i + 1));
            if (value > 255) {
                throw new IllegalArgumentException(Text.quote(text) + " is no IPv4 address");
            }
            address[i] = (byte) value;
        }
        return address;
    }

    /**
     * Reads an IPv6 address.
     *
     * @return 16 bytes
     * @throws IllegalArgumentException if it is none
     */
    public static byte[] parseIpv6(final String text) {
        if (IPV6.matcher(text).matches()) {
            try {
                // With a colon in it it is a literal, or an error: no resolver is asked.
                return widen(InetAddress.getByName(text).getAddress());
            } catch (final UnknownHostException e) {
                // Told below.
            }
        }
        throw new IllegalArgumentException(Text.quote(text) + " is no IPv6 address");
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
