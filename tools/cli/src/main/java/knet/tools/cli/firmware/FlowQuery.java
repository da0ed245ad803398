package knet.tools.cli.firmware;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import knet.firmware.AddressText;
import knet.firmware.Packet;
import knet.firmware.Protocols;

/**
 * A directed flow that a user names: {@code tcp 10.0.0.1:80 > 10.0.0.2:1234}, {@code udp
 * [2001:db8::1]:53 > [2001:db8::2]:5000}, {@code icmp 10.0.0.1 > 10.0.0.2}; other protocols by
 * their number. {@code udp 10.0.0.1 > 10.0.0.2} is what has no ports: fragments before which the
 * first of their datagram did not come, and what is cut.
 *
 * @param protocol IP's number of it
 * @param source 4 bytes or 16
 * @param destination as long as the source
 * @param sourcePort -1 for none
 * @param destinationPort -1 for none
 */
public record FlowQuery(
        int protocol, byte[] source, byte[] destination, int sourcePort, int destinationPort) {

    /** What to write. */
    public static final String SYNTAX =
            "'tcp 10.0.0.1:80 > 10.0.0.2:1234', 'udp [2001:db8::1]:53 > [2001:db8::2]:5000' or"
                    + " 'icmp 10.0.0.1 > 10.0.0.2'";

    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s+(\\S+?)\\s*>\\s*(\\S+)\\s*");
    private static final Pattern END =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([0-9.]+)):(\\d{1,5})");

    /** IPv6 in brackets: without them {@code ::1:80} might be meant to have a port. */
    private static final Pattern PORTLESS = Pattern.compile("\\[([0-9a-fA-F:.]+)]|([0-9.]+)");

    private static final Pattern ADDRESS = Pattern.compile("\\[([0-9a-fA-F:.]+)]|([0-9a-fA-F:.]+)");
    private static final Map<String, Integer> NAMES =
            Map.of(
                    "tcp", Protocols.TCP,
                    "udp", Protocols.UDP,
                    "sctp", Protocols.SCTP,
                    "icmp", Protocols.ICMP,
                    "icmpv6", Protocols.ICMPV6,
                    "icmp6", Protocols.ICMPV6,
                    "gre", Protocols.GRE,
                    "esp", Protocols.ESP);

    private static final int ETHERNET = 14;
    private static final int IPV6_FRAGMENT = 44;

    /** Where the fragment made for a question begins in its datagram, bytes, a multiple of 8. */
    private static final int FRAGMENT_AT = 1480;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; one line
     */
    public static FlowQuery parse(final String text) {
        final Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not of the form " + SYNTAX);
        }
        final int protocol = protocol(form.group(1));
        final boolean hasPorts =
                Protocols.hasPorts(protocol)
                        && !(PORTLESS.matcher(form.group(2)).matches()
                                && PORTLESS.matcher(form.group(3)).matches());
        final Matcher from = end(form.group(2), hasPorts);
        final Matcher to = end(form.group(3), hasPorts);
        final byte[] source = address(from);
        final byte[] destination = address(to);
        if (source.length != destination.length) {
            throw new IllegalArgumentException("one address is of IPv4 and one of IPv6");
        }
        return new FlowQuery(
                protocol,
                source,
                destination,
                hasPorts ? port(from) : -1,
                hasPorts ? port(to) : -1);
    }

    private static int protocol(final String name) {
        final Integer known = NAMES.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        if (name.matches("\\d{1,3}") && Integer.parseInt(name) <= 255) {
            return Integer.parseInt(name);
        }
        throw new IllegalArgumentException(
                "no protocol '" + name + "': tcp, udp, sctp, icmp, icmpv6, gre, esp or a number");
    }

    private static Matcher end(final String text, final boolean hasPorts) {
        final Matcher matcher = (hasPorts ? END : ADDRESS).matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is no "
                            + (hasPorts
                                    ? "address with a port, as 10.0.0.1:80 or [2001:db8::1]:80"
                                    : "address"));
        }
        return matcher;
    }

    private static byte[] address(final Matcher end) {
        final String text = end.group(1) == null ? end.group(2) : end.group(1);
        return text.indexOf(':') >= 0 ? AddressText.parseIpv6(text) : AddressText.parseIpv4(text);
    }

    private static int port(final Matcher end) {
        final int port = Integer.parseInt(end.group(3));
        if (port > 0xffff) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        return port;
    }

    /** True if the packet is of this flow, or something in its tunnels is. */
    public boolean matches(final Packet packet) {
        return matches(packet, packet.sourcePort(), packet.destinationPort());
    }

    /**
     * As {@link #matches(Packet)}, with a fragment in the flow of its ports.
     *
     * @param finder that has seen the packet last, and those before it
     */
    public boolean matches(final Packet packet, final FlowFinder finder) {
        return matches(packet, finder.sourcePort(), finder.destinationPort());
    }

    private boolean matches(final Packet packet, final int from, final int to) {
        if (isOf(packet, from, to)) {
            return true;
        }
        Packet inner = packet.encapsulated();
        for (int i = 0; inner != null && i < Packet.MAX_TUNNELS; i++) {
            if (isOf(inner, inner.sourcePort(), inner.destinationPort())) {
                return true;
            }
            inner = inner.encapsulated();
        }
        return false;
    }

    private boolean isOf(final Packet packet, final int from, final int to) {
        return packet.protocol() == protocol
                && packet.addressLength() == source.length
                && from == sourcePort
                && to == destinationPort
                && equals(source, packet, packet.sourceAddressOffset())
                && equals(destination, packet, packet.destinationAddressOffset());
    }

    private static boolean equals(final byte[] address, final Packet packet, final int at) {
        final byte[] there = new byte[address.length];
        packet.buffer().getBytes(at, there);
        return Arrays.equals(there, address);
    }

    /** The other direction. */
    public FlowQuery reversed() {
        return new FlowQuery(protocol, destination, source, destinationPort, sourcePort);
    }

    /** True if its packets may have ports, and this one's are not known. */
    public boolean isOfFragments() {
        return Protocols.hasPorts(protocol) && sourcePort < 0;
    }

    /**
     * A frame of this flow without data: of TCP a segment with ACK. Of what has no ports though the
     * protocol has, the last fragment of a datagram. Checksums are 0.
     */
    public byte[] frame() {
        if (isOfFragments()) {
            return fragment();
        }
        final boolean isV4 = source.length == 4;
        final int transport =
                switch (protocol) {
                    case Protocols.TCP -> 20;
                    case Protocols.SCTP -> 12;
                    default -> 8;
                };
        final ByteBuffer frame = ip(protocol, 0, transport);
        final int l4 = frame.position();
        if (sourcePort >= 0) {
            frame.putShort((short) sourcePort).putShort((short) destinationPort);
        }
        if (protocol == Protocols.TCP) {
            frame.put(l4 + 12, (byte) 0x50).put(l4 + 13, (byte) Packet.TCP_ACK);
        } else if (protocol == Protocols.UDP) {
            frame.putShort(l4 + 4, (short) transport);
        }
        return frame.array();
    }

    private byte[] fragment() {
        if (source.length == 4) {
            return ip(protocol, FRAGMENT_AT / Long.BYTES, Long.BYTES).array();
        }
        final ByteBuffer frame = ip(IPV6_FRAGMENT, 0, 2 * Long.BYTES);
        frame.put((byte) protocol).put((byte) 0).putShort((short) FRAGMENT_AT);
        return frame.array();
    }

    /**
     * Headers of Ethernet and IP, and room for what follows them, where the buffer stands.
     *
     * @param fragment of IPv4, where it begins, in 8 bytes
     */
    private ByteBuffer ip(final int next, final int fragment, final int payloadBytes) {
        final boolean isV4 = source.length == 4;
        final ByteBuffer frame = ByteBuffer.allocate(ETHERNET + (isV4 ? 20 : 40) + payloadBytes);
        frame.putShort(0, (short) 0x0200).putShort(6, (short) 0x0200).put(5, (byte) 1);
        frame.put(11, (byte) 2).putShort(12, (short) (isV4 ? 0x0800 : 0x86dd)).position(ETHERNET);
        if (isV4) {
            frame.putShort((short) 0x4500).putShort((short) (20 + payloadBytes)).putInt(fragment);
            frame.put((byte) 64).put((byte) next).putShort((short) 0);
        } else {
            frame.putInt(0x6000_0000).putShort((short) payloadBytes);
            frame.put((byte) next).put((byte) 64);
        }
        return frame.put(source).put(destination);
    }

    @Override
    public String toString() {
        return Protocols.name(protocol)
                + " "
                + end(source, sourcePort)
                + " > "
                + end(destination, destinationPort);
    }

    private String end(final byte[] address, final int port) {
        return end(AddressText.of(address), address.length > 4, protocol, port);
    }

    /** As {@link #parse} takes it. */
    static String end(
            final String address, final boolean isV6, final int protocol, final int port) {
        final String text = isV6 && Protocols.hasPorts(protocol) ? "[" + address + "]" : address;
        return port < 0 ? text : text + ":" + port;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof FlowQuery that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
