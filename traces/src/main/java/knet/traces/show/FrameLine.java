package knet.traces.show;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.Dot1qVlanTagPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6ExtFragmentPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.TransportPacket;
import org.pcap4j.packet.UdpPacket;

/** A decoded frame in one line: who to whom, protocol, what matters of it. */
final class FrameLine {
    private FrameLine() {}

    static void append(final StringBuilder out, final Packet packet) {
        for (final Packet layer : packet) {
            if (layer instanceof Dot1qVlanTagPacket tag) {
                out.append("vlan ").append(tag.getHeader().getVidAsInt()).append(' ');
            }
        }
        final IpPacket ip = packet.get(IpPacket.class);
        final ArpPacket arp = packet.get(ArpPacket.class);
        if (ip != null) {
            appendIp(out, packet, ip.getHeader());
        } else if (arp != null) {
            final ArpPacket.ArpHeader header = arp.getHeader();
            out.append("ARP ")
                    .append(header.getOperation().name())
                    .append(' ')
                    .append(AddressText.of(header.getSrcProtocolAddr()))
                    .append(" -> ")
                    .append(AddressText.of(header.getDstProtocolAddr()));
        } else if (packet instanceof EthernetPacket ethernet) {
            final EthernetPacket.EthernetHeader header = ethernet.getHeader();
            out.append(header.getSrcAddr())
                    .append(" -> ")
                    .append(header.getDstAddr())
                    .append(' ')
                    .append(header.getType());
        }
    }

    private static void appendIp(
            final StringBuilder out, final Packet packet, final IpPacket.IpHeader ip) {
        final TransportPacket transport = packet.get(TransportPacket.class);
        appendEnd(out, ip.getSrcAddr(), transport == null ? -1 : port(transport, true));
        out.append(" -> ");
        appendEnd(out, ip.getDstAddr(), transport == null ? -1 : port(transport, false));
        out.append(' ');
        if (transport instanceof TcpPacket tcp) {
            appendTcp(out, tcp);
        } else if (transport instanceof UdpPacket udp) {
            out.append("UDP length ").append(udp.getHeader().getLengthAsInt());
        } else if (transport != null) {
            out.append(ip.getProtocol().name());
        } else {
            appendOther(out, packet, ip);
        }
        appendFragment(out, packet, ip);
    }

    private static int port(final TransportPacket transport, final boolean isSource) {
        final TransportPacket.TransportHeader header = transport.getHeader();
        return (isSource ? header.getSrcPort() : header.getDstPort()).valueAsInt();
    }

    private static void appendEnd(
            final StringBuilder out, final InetAddress address, final int port) {
        final boolean isBracketed = address instanceof Inet6Address && port >= 0;
        out.append(isBracketed ? "[" : "").append(AddressText.of(address));
        out.append(isBracketed ? "]" : "");
        if (port >= 0) {
            out.append(':').append(port);
        }
    }

    private static void appendTcp(final StringBuilder out, final TcpPacket tcp) {
        final TcpPacket.TcpHeader header = tcp.getHeader();
        out.append("TCP ");
        final int flags = out.length();
        appendFlag(out, header.getSyn(), "SYN");
        appendFlag(out, header.getFin(), "FIN");
        appendFlag(out, header.getRst(), "RST");
        appendFlag(out, header.getPsh(), "PSH");
        appendFlag(out, header.getUrg(), "URG");
        appendFlag(out, header.getAck(), "ACK");
        out.append(out.length() == flags ? "no flags " : "");
        out.append("seq ").append(header.getSequenceNumberAsLong());
        if (header.getAck()) {
            out.append(" ack ").append(header.getAcknowledgmentNumberAsLong());
        }
        out.append(" win ").append(header.getWindowAsInt());
        out.append(" len ").append(tcp.getPayload() == null ? 0 : tcp.getPayload().length());
    }

    private static void appendFlag(
            final StringBuilder out, final boolean isSet, final String name) {
        if (isSet) {
            out.append(name).append(' ');
        }
    }

    private static void appendOther(
            final StringBuilder out, final Packet packet, final IpPacket.IpHeader ip) {
        final IcmpV4CommonPacket icmp4 = packet.get(IcmpV4CommonPacket.class);
        final IcmpV6CommonPacket icmp6 = packet.get(IcmpV6CommonPacket.class);
        if (icmp4 != null) {
            out.append("ICMP ").append(icmp4.getHeader().getType().name());
        } else if (icmp6 != null) {
            out.append("ICMPv6 ").append(icmp6.getHeader().getType().name());
        } else {
            out.append(ip.getProtocol().name());
        }
    }

    private static void appendFragment(
            final StringBuilder out, final Packet packet, final IpPacket.IpHeader ip) {
        if (ip instanceof IpV4Packet.IpV4Header v4) {
            if (v4.getMoreFragmentFlag() || v4.getFragmentOffset() != 0) {
                appendFragment(
                        out,
                        v4.getIdentificationAsInt(),
                        v4.getFragmentOffset() * 8,
                        v4.getMoreFragmentFlag());
            }
            return;
        }
        final IpV6ExtFragmentPacket fragment = packet.get(IpV6ExtFragmentPacket.class);
        if (fragment != null) {
            appendFragment(
                    out,
                    fragment.getHeader().getIdentification() & 0xffff_ffffL,
                    fragment.getHeader().getFragmentOffset() * 8,
                    fragment.getHeader().getM());
        }
    }

    private static void appendFragment(
            final StringBuilder out,
            final long identification,
            final int offset,
            final boolean isMore) {
        out.append(" fragment of ")
                .append(identification)
                .append(" at ")
                .append(offset)
                .append(isMore ? ", more follow" : ", last");
    }
}
