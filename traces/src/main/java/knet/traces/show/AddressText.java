package knet.traces.show;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as people write them: of IPv6 the form of RFC 5952. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static String of(final InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        final byte[] bytes = address.getAddress();
        final int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        // The longest run of at least two zero groups, the first of several.
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                out.append("::");
                i += runLength - 1;
            } else {
                final boolean needsColon = out.length() > 0 && out.charAt(out.length() - 1) != ':';
                out.append(needsColon ? ":" : "").append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
