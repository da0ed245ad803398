package knet.firmware.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import knet.firmware.AddressText;
import knet.firmware.Protocols;

/**
 * Reads one rule, in the words of {@code ethtool -N DEV flow-type}: {@code tcp4 src-ip 10.0.0.0 m
 * 0.255.255.255 dst-port 80 action 2 loc 5}. As there, bits that are set in a mask are ignored.
 *
 * <p>A rule without blanks has colons and equals signs between its words, and brackets around those
 * that hold colons themselves: {@code tcp6:dst-ip=[2001:db8::1]:dst-port=80:action=2}.
 */
final class NtupleParser {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    private static final Map<String, Integer> WITH_PORTS =
            Map.of("tcp", Protocols.TCP, "udp", Protocols.UDP, "sctp", Protocols.SCTP);

    private final List<String> words;
    private final int queues;
    private final NtupleRule rule = new NtupleRule();
    private int next;

    private NtupleParser(final List<String> words, final int queues) {
        this.words = words;
        this.queues = queues;
    }

    /**
     * Reads a rule.
     *
     * @param queues of the device: what {@code action} can be
     * @throws IllegalArgumentException if it is none
     */
    static NtupleRule parse(final String text, final int queues) {
        final NtupleParser parser = new NtupleParser(split(text.strip()), queues);
        parser.parseType();
        while (parser.next < parser.words.size()) {
            parser.parseField();
        }
        if (parser.rule.action == NtupleRule.ANY) {
            throw new IllegalArgumentException("no action in '" + text.strip() + "'");
        }
        parser.rule.text = text.strip();
        return parser.rule;
    }

    private static List<String> split(final String text) {
        if (BLANKS.matcher(text).find()) {
            return List.of(BLANKS.split(text));
        }
        final List<String> words = new ArrayList<>();
        final StringBuilder word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth == 0 && (c == ':' || c == '=')) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }

    private String word(final String wanted) {
        if (next >= words.size()) {
            throw new IllegalArgumentException("no " + wanted + " at the end");
        }
        final String word = words.get(next++);
        return word.startsWith("[") && word.endsWith("]")
                ? word.substring(1, word.length() - 1)
                : word;
    }

    private void parseType() {
        if (words.get(0).equals("ethtool")) {
            next = 3; // ethtool -N DEV flow-type ...
        }
        String type = word("flow type");
        if (type.equals("flow-type")) {
            type = word("flow type");
        }
        if (type.equals("ether")) {
            return;
        }
        final char version = type.isEmpty() ? ' ' : type.charAt(type.length() - 1);
        final String protocol = type.isEmpty() ? "" : type.substring(0, type.length() - 1);
        if (version != '4' && version != '6'
                || !protocol.equals("ip") && !WITH_PORTS.containsKey(protocol)) {
            throw new IllegalArgumentException(
                    "flow type '"
                            + type
                            + "' is none of tcp4, udp4, sctp4, ip4, tcp6, udp6, sctp6, ip6, ether");
        }
        rule.ipVersion = version - '0';
        rule.portProtocol = WITH_PORTS.getOrDefault(protocol, NtupleRule.ANY);
    }

    private void parseField() {
        final String field = word("field");
        switch (field) {
            case "src-ip" -> address(rule.source, rule.sourceMask, field);
            case "dst-ip" -> address(rule.destination, rule.destinationMask, field);
            case "src-port" -> port(field, 16);
            case "dst-port" -> port(field, 0);
            case "tos", "tclass" -> trafficClass(field);
            case "l4proto" -> {
                check(rule.ipVersion != 0 && rule.portProtocol == NtupleRule.ANY, field);
                rule.protocol = number(field, 0xff);
                rule.protocolMask = mask(0xff);
            }
            case "proto" -> {
                check(rule.ipVersion == 0, field);
                rule.etherType = number(field, 0xffff);
                rule.etherTypeMask = mask(0xffff);
            }
            case "vlan" -> {
                rule.vlan = number(field, 0xffff);
                rule.vlanMask = mask(0xffff);
            }
            case "dst-mac" -> destinationMac(field);
            case "dst" -> {
                check(rule.ipVersion == 0, field);
                destinationMac(field);
            }
            case "src" -> {
                check(rule.ipVersion == 0, field);
                rule.sourceMac = mac(word(field));
                rule.sourceMacMask = macMask();
            }
            case "action" -> action();
            case "loc" -> rule.location = number(field, NtupleRules.MAX_LOCATION);
            default ->
                    throw new IllegalArgumentException(
                            "field '"
                                    + field
                                    + "' is none of src-ip, dst-ip, src-port, dst-port, tos, tclass,"
                                    + " l4proto, proto, vlan, dst-mac, dst, src, action, loc");
        }
    }

    private static void check(final boolean isThere, final String field) {
        if (!isThere) {
            throw new IllegalArgumentException("this flow type has no " + field);
        }
    }

    private void action() {
        final String text = word("action");
        if (text.equals("-1") || text.equals("-2")) {
            throw new IllegalArgumentException(
                    "action "
                            + text
                            + " is not supported: a classifier chooses a queue, and cannot drop: "
                            + "each frame is accounted for, delivered or dropped for a reason of"
                            + " the NIC's");
        }
        rule.action = toNumber(text, "action", Integer.MAX_VALUE);
        if (rule.action >= queues) {
            throw new IllegalArgumentException(
                    "action " + text + ": there are queues 0 to " + (queues - 1));
        }
    }

    private void port(final String field, final int shift) {
        check(rule.portProtocol != NtupleRule.ANY, field);
        rule.ports = rule.ports & ~(0xffff << shift) | number(field, 0xffff) << shift;
        rule.portsMask = rule.portsMask & ~(0xffff << shift) | mask(0xffff) << shift;
    }

    private void trafficClass(final String field) {
        check(rule.ipVersion == (field.equals("tos") ? 4 : 6), field);
        rule.trafficClass = number(field, 0xff);
        rule.trafficClassMask = mask(0xff);
    }

    private void address(final int[] words4, final int[] masks, final String field) {
        check(rule.ipVersion != 0, field);
        putAddress(word(field), words4);
        Arrays.fill(masks, -1);
        if (nextIsMask()) {
            putAddress(word("mask"), masks);
            for (int i = 0; i < masks.length; i++) {
                masks[i] = ~masks[i];
            }
        }
    }

    private void putAddress(final String text, final int[] to) {
        final byte[] bytes =
                rule.ipVersion == 4 ? AddressText.parseIpv4(text) : AddressText.parseIpv6(text);
        for (int i = 0; i < bytes.length; i++) {
            to[i / 4] = to[i / 4] << 8 | bytes[i] & 0xff;
        }
    }

    private void destinationMac(final String field) {
        rule.destinationMac = mac(word(field));
        rule.destinationMacMask = macMask();
    }

    private long macMask() {
        final long all = (1L << 48) - 1;
        return nextIsMask() ? all & ~mac(word("mask")) : all;
    }

    private static long mac(final String text) {
        if (!MAC.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no MAC address");
        }
        return HexFormat.fromHexDigitsToLong(text.replace(":", ""));
    }

    private boolean nextIsMask() {
        final boolean isMask = next < words.size() && words.get(next).equals("m");
        next += isMask ? 1 : 0;
        return isMask;
    }

    /** The bits that must match: all, but for those of a mask that follows. */
    private int mask(final int all) {
        return nextIsMask() ? all & ~number("mask", all) : all;
    }

    private int number(final String field, final int max) {
        return toNumber(word(field), field, max);
    }

    private static int toNumber(final String text, final String field, final int max) {
        try {
            final long number =
                    text.startsWith("0x")
                            ? Long.parseLong(text.substring(2), 16)
                            : Long.parseLong(text);
            if (number >= 0 && number <= max) {
                return (int) number;
            }
        } catch (final NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(field + " '" + text + "' is no number from 0 to " + max);
    }
}
