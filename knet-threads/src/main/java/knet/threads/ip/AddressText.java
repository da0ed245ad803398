package knet.threads.ip;

/** Addresses as people write them: dotted quads, and IPv6 as RFC 5952 recommends. */
public final class AddressText {
    private AddressText() {}

    /**
     * Formats an address.
     *
     * @param version 4 or 6
     * @param high high half, 0 for IPv4
     * @param low low half; for IPv4 the address, zero-extended
     */
    public static String of(final int version, final long high, final long low) {
        return version == 4 ? ipv4(low) : ipv6(high, low);
    }

    /** Formats an address and a port; IPv6 addresses in brackets. */
    public static String of(final int version, final long high, final long low, final int port) {
        final String address = of(version, high, low);
        return version == 4 ? address + ':' + port : '[' + address + "]:" + port;
    }

    private static String ipv4(final long address) {
        return (address >>> 24 & 0xff)
                + "."
                + (address >>> 16 & 0xff)
                + "."
                + (address >>> 8 & 0xff)
                + "."
                + (address & 0xff);
    }

    private static String ipv6(final long high, final long low) {
        final int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (high >>> 48 - 16 * i) & 0xffff;
            groups[i + 4] = (int) (low >>> 48 - 16 * i) & 0xffff;
        }
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && groups[i + length] == 0) {
                length++;
            }
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        final StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
