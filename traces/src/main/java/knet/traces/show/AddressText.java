package knet.traces.show;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Addresses as people write them: of IPv6 the form of RFC 5952. */
final class AddressText {
    private static final int GROUPS = 8;
    private static final Pattern JAVA_ADDRESS =
            Pattern.compile(
                    "(?m)(?<=: )/((?:\\d{1,3}\\.){3}\\d{1,3}"
                            + "|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4})(?:%[^\\n]*)?$");

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
        return of(groups);
    }

    /** Rewrites the addresses at line ends, which InetAddress.toString writes with a slash. */
    static String inLines(final String text) {
        return JAVA_ADDRESS.matcher(text).replaceAll(match -> plain(match.group(1)));
    }

    private static String plain(final String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        final int[] groups = new int[GROUPS];
        int at = 0;
        for (int i = 0; i < GROUPS; i++) {
            final int colon = i < GROUPS - 1 ? address.indexOf(':', at) : address.length();
            groups[i] = Integer.parseInt(address, at, colon, 16);
            at = colon + 1;
        }
        return of(groups);
    }

    private static String of(final int[] groups) {
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
