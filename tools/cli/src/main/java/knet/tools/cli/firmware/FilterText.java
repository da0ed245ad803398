package knet.tools.cli.firmware;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a filter as {@code ethtool -n DEV} prints it (ethtool, rxclass.c), and says it in the words
 * of {@code ethtool -N}. Masks have bits set that do not matter in both, but for a destination's
 * MAC address in a filter for IP, whose mask is printed the other way round.
 */
final class FilterText {
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z0-9 -]+): ([\\w:.]+) mask: ([\\w:.]+)");
    private static final Pattern QUEUE = Pattern.compile("Action: Direct to queue (\\d{1,9})");
    private static final Pattern ALL_ONES = Pattern.compile("255(\\.255){3}|[fF]{2}(:[fF]{2}){5}");
    private static final Pattern ALL_ONES_IPV6 = Pattern.compile("ffff(:ffff){7}");
    private static final Pattern ALL_ZERO =
            Pattern.compile("0x0+|0(\\.0){3}|00(:00){5}|::|0(:0){7}");

    private static final Map<String, String> TYPES =
            Map.of(
                    "TCP over IPv4", "tcp4",
                    "UDP over IPv4", "udp4",
                    "SCTP over IPv4", "sctp4",
                    "Raw IPv4", "ip4",
                    "TCP over IPv6", "tcp6",
                    "UDP over IPv6", "udp6",
                    "SCTP over IPv6", "sctp6",
                    "Raw IPv6", "ip6",
                    "Raw Ethernet", "ether");

    /** Words, and the mask that says that a number does not matter. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("Src IP addr", "src-ip -"),
                    Map.entry("Dest IP addr", "dst-ip -"),
                    Map.entry("TOS", "tos 0xff"),
                    Map.entry("Traffic Class", "tclass 0xff"),
                    Map.entry("Src port", "src-port 0xffff"),
                    Map.entry("Dest port", "dst-port 0xffff"),
                    Map.entry("Protocol", "l4proto 0xff"),
                    Map.entry("Src MAC addr", "src -"),
                    Map.entry("Dest MAC addr", "dst -"),
                    Map.entry("Ethertype", "proto 0xffff"),
                    Map.entry("VLAN", "vlan 0xffff"),
                    // Of these no rule can ask for anything.
                    Map.entry("L4 bytes", " 0xffffffff"),
                    Map.entry("VLAN EtherType", " 0xffff"),
                    Map.entry("User-defined", " 0xffffffffffffffff"));

    private final String location;
    private final StringBuilder fields = new StringBuilder();
    private String type = "";
    private String queue = "";

    /**
     * @param location in the order of filters
     */
    FilterText(final String location) {
        this.location = location;
    }

    /**
     * Takes a line.
     *
     * @throws IllegalArgumentException if it says what no filter of a classifier's does
     */
    void read(final String line) {
        final Matcher field = FIELD.matcher(line);
        final Matcher action = QUEUE.matcher(line);
        if (line.startsWith("Rule Type: ") || line.startsWith("Flow Type: ")) {
            type = TYPES.get(line.substring("Rule Type: ".length()));
            if (type == null) {
                throw new IllegalArgumentException("no filter of a classifier's is for this type");
            }
        } else if (field.matches()) {
            add(field.group(1), field.group(2), field.group(3));
        } else if (action.matches()) {
            queue = action.group(1);
        } else if (line.startsWith("Action: ")) {
            throw new IllegalArgumentException("a classifier's filter names a queue, nothing else");
        } else {
            throw new IllegalArgumentException("no filter of a classifier's knows this");
        }
    }

    private void add(final String name, final String value, final String mask) {
        final String known = NAMES.get(name);
        if (known == null) {
            throw new IllegalArgumentException("no filter of a classifier's looks at this");
        }
        final int blank = known.indexOf(' ');
        final boolean isMatchMask = name.equals("Dest MAC addr") && !type.equals("ether");
        final boolean isIgnored =
                isMatchMask
                        ? ALL_ZERO.matcher(mask).matches()
                        : mask.toLowerCase(Locale.ROOT).equals(known.substring(blank + 1))
                                || ALL_ONES.matcher(mask).matches()
                                || ALL_ONES_IPV6.matcher(mask).matches();
        if (isIgnored) {
            return;
        }
        if (blank == 0) {
            throw new IllegalArgumentException("no filter of a classifier's looks at this");
        }
        final String ignored = isMatchMask ? inverted(mask) : mask;
        fields.append(' ')
                .append(isMatchMask ? "dst-mac" : known.substring(0, blank))
                .append(' ')
                .append(value.replaceFirst("^0X", "0x"))
                .append(ALL_ZERO.matcher(ignored).matches() ? "" : " m " + ignored);
    }

    private static String inverted(final String mac) {
        if (!mac.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")) {
            throw new IllegalArgumentException("no mask of a MAC address");
        }
        final StringBuilder inverted = new StringBuilder();
        for (final String octet : mac.split(":", -1)) {
            inverted.append(inverted.isEmpty() ? "" : ":")
                    .append(
                            String.format(
                                    Locale.ROOT, "%02x", 0xff & ~Integer.parseInt(octet, 16)));
        }
        return inverted.toString();
    }

    /**
     * The filter.
     *
     * @throws IllegalArgumentException if it has no type or no queue
     */
    String words() {
        if (type.isEmpty() || queue.isEmpty()) {
            throw new IllegalArgumentException(
                    "filter " + location + " has no " + (type.isEmpty() ? "type" : "action"));
        }
        return type + fields + " action " + queue + " loc " + location;
    }
}
