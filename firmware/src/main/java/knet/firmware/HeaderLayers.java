package knet.firmware;

import static knet.firmware.HeaderParser.unsignedShort;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A packet's headers in words, with their offsets, from the findings of the parser itself: tags,
 * the IP header and its extensions, whether this is a fragment, the transport header, and the same
 * of what tunnels carry. For people; allocates.
 */
public final class HeaderLayers {
    private static final int MAC_LENGTH = 6;
    private static final int TAG_LENGTH = 4;

    private final List<HeaderLayer> layers = new ArrayList<>();
    private final int frame;
    private int depth;

    private HeaderLayers(final int frame) {
        this.frame = frame;
    }

    /** All that the parser finds, from the outside in. */
    public static List<HeaderLayer> of(final Packet packet) {
        final HeaderLayers headers = new HeaderLayers(packet.offset());
        Packet next = packet;
        for (int i = 0; next != null && i <= Packet.MAX_TUNNELS; i++) {
            headers.depth = i;
            headers.link(next);
            headers.network(next);
            final Packet carried = i < Packet.MAX_TUNNELS ? next.encapsulated() : null;
            headers.transport(next, carried);
            next = carried;
        }
        return List.copyOf(headers.layers);
    }

    private void add(final String name, final int at, final int length, final String text) {
        layers.add(new HeaderLayer(name, depth, at - frame, length, text));
    }

    private void link(final Packet packet) {
        final int l2 = packet.l2Offset();
        if (l2 < 0) {
            if (depth == 0) {
                add("frame", packet.offset(), packet.length(), "too short for an Ethernet header");
            }
            return;
        }
        add(
                "Ethernet",
                l2,
                HeaderParser.ETHERNET_HEADER_LENGTH,
                mac(packet, l2 + MAC_LENGTH) + " > " + mac(packet, l2));
        int at = l2 + HeaderParser.ETHERNET_HEADER_LENGTH - Short.BYTES;
        for (int tag = 0; tag < packet.vlanCount(); tag++) {
            add(
                    "VLAN tag",
                    at,
                    TAG_LENGTH,
                    "id "
                            + packet.vlanId(tag)
                            + ", priority "
                            + packet.vlanPriority(tag)
                            + ", type "
                            + type(unsignedShort(packet.buffer(), at)));
            at += TAG_LENGTH;
        }
        add("EtherType", at, Short.BYTES, type(packet.etherType()));
        final int next = at + Short.BYTES;
        if (packet.isIp() && packet.l3Offset() > next) {
            add(
                    "labels or PPPoE",
                    next,
                    packet.l3Offset() - next,
                    "between the EtherType and IP, skipped");
        }
    }

    private void network(final Packet packet) {
        if (!packet.isIp()) {
            if (packet.l2Offset() >= 0 || depth > 0) {
                add(
                        packet.kind().label(),
                        packet.l2Offset() < 0 ? packet.offset() : packet.l2Offset(),
                        -1,
                        packet.kind() == PacketKind.MALFORMED
                                ? "says that it is IP, but the header is cut or wrong"
                                : "nothing leads to IP");
            }
            return;
        }
        final int l3 = packet.l3Offset();
        final boolean isV4 = packet.ipVersion() == 4;
        final int length =
                isV4 ? (packet.buffer().getByte(l3) & 0xf) << 2 : HeaderParser.IPV6_HEADER_LENGTH;
        add(
                isV4 ? "IPv4" : "IPv6",
                l3,
                length,
                address(packet, packet.sourceAddressOffset())
                        + " > "
                        + address(packet, packet.destinationAddressOffset())
                        + ", protocol "
                        + Protocols.name(packet.protocol())
                        + (length > packet.limit() - l3 ? ", its options are cut" : "")
                        + fragment(packet));
        final int l4 = packet.l4Offset();
        if (l4 > l3 + length) {
            add("IPv6 extensions", l3 + length, l4 - l3 - length, "walked");
        }
    }

    private static String fragment(final Packet packet) {
        if (!packet.isFragment()) {
            return ", not a fragment";
        }
        return String.format(
                Locale.ROOT,
                ", a fragment: %s, data from byte %d on, %s, identification 0x%x",
                packet.fragmentOffset() == 0 ? "the first" : "not the first",
                packet.fragmentOffset(),
                packet.hasMoreFragments() ? "more follow" : "the last",
                packet.fragmentId());
    }

    private void transport(final Packet packet, final Packet carried) {
        final int l4 = packet.l4Offset();
        if (!packet.isIp() || l4 < 0) {
            return;
        }
        final int length = TransportHeader.headerLength(packet);
        final int known = Protocols.hasPorts(packet.protocol()) ? length : -1;
        add(Protocols.name(packet.protocol()), l4, known, ports(packet));
        if (carried != null) {
            final int from = l4 + Math.max(0, length);
            add(
                    packet.tunnelName() + " tunnel",
                    from,
                    Math.max(0, carried.offset() - from),
                    "what it carries follows");
        }
    }

    private static String ports(final Packet packet) {
        if (packet.hasPorts()) {
            return "ports "
                    + packet.sourcePort()
                    + " > "
                    + packet.destinationPort()
                    + (packet.protocol() == Protocols.TCP
                            ? ", flags " + flags(packet.tcpFlags())
                            : "");
        }
        if (!Protocols.hasPorts(packet.protocol())) {
            return "no ports";
        }
        return packet.isFragment()
                ? "its ports are not used: the other fragments have none"
                : "its ports are not within the captured bytes";
    }

    private static String flags(final int flags) {
        final String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
        final List<String> set = new ArrayList<>();
        for (int bit = 0; bit < names.length; bit++) {
            if ((flags & 1 << bit) != 0) {
                set.add(names[bit]);
            }
        }
        return set.isEmpty() ? "none" : String.join(" ", set);
    }

    private static String type(final int etherType) {
        return String.format(Locale.ROOT, "0x%04x", etherType);
    }

    private static String mac(final Packet packet, final int at) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < MAC_LENGTH; i++) {
            text.append(i == 0 ? "" : ":")
                    .append(
                            String.format(
                                    Locale.ROOT, "%02x", packet.buffer().getByte(at + i) & 0xff));
        }
        return text.toString();
    }

    /** As people write it; of IPv6 the longest run of zeros is left out (RFC 5952). */
    static String address(final Packet packet, final int at) {
        final int length = packet.addressLength();
        final byte[] bytes = new byte[length];
        packet.buffer().getBytes(at, bytes);
        return AddressText.of(bytes);
    }
}
