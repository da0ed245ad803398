package knet.tools.cli.trace;

import java.util.Locale;
import knet.tools.report.PlainText;
import knet.traces.Frame;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.Dot1qVlanTagPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;

/** Frames in words, as pcap4j decodes them. */
public final class PacketText {
    private final boolean full;
    private long firstNs = Long.MIN_VALUE;
    private long number;

    /**
     * Begins a listing.
     *
     * @param full every field of every header, and the payload in hexadecimal, not one line a frame
     */
    public PacketText(final boolean full) {
        this.full = full;
    }

    /** One frame, its last line ended by a line feed. */
    public String of(final Frame frame) {
        if (firstNs == Long.MIN_VALUE) {
            firstNs = frame.timestampNs();
        }
        final byte[] bytes = new byte[frame.length()];
        frame.buffer().getBytes(frame.offset(), bytes);
        final String head =
                String.format(
                        Locale.ROOT,
                        "%6d %12.6f %6d  ",
                        number++,
                        (frame.timestampNs() - firstNs) / 1e9,
                        frame.wireLength());
        final String cut = frame.isTruncated() ? "  [" + frame.length() + " bytes captured]" : "";
        try {
            final Packet packet = EthernetPacket.newPacket(bytes, 0, bytes.length);
            return head
                    + PlainText.printable(summary(packet))
                    + cut
                    + "\n"
                    + (full ? details(packet) : "");
        } catch (final IllegalRawDataException | RuntimeException e) {
            return head + "cannot be decoded: " + firstLine(e) + cut + "\n";
        }
    }

    private static String details(final Packet packet) {
        final StringBuilder text = new StringBuilder();
        packet.toString()
                .lines()
                .forEach(
                        line -> text.append("    ").append(PlainText.printable(line)).append('\n'));
        return text.append('\n').toString();
    }

    private static String firstLine(final Exception e) {
        return PlainText.printable(
                String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"));
    }

    private static String summary(final Packet packet) {
        final StringBuilder text = new StringBuilder();
        final Dot1qVlanTagPacket tag = packet.get(Dot1qVlanTagPacket.class);
        if (tag != null) {
            text.append("vlan ").append(tag.getHeader().getVidAsInt()).append("  ");
        }
        final IpPacket ip = packet.get(IpPacket.class);
        if (ip != null) {
            return text.append(ip(ip)).toString();
        }
        final ArpPacket arp = packet.get(ArpPacket.class);
        if (arp != null) {
            return text.append("ARP ")
                    .append(arp.getHeader().getOperation().name())
                    .append(' ')
                    .append(arp.getHeader().getSrcProtocolAddr().getHostAddress())
                    .append(" > ")
                    .append(arp.getHeader().getDstProtocolAddr().getHostAddress())
                    .toString();
        }
        final EthernetPacket.EthernetHeader header = ((EthernetPacket) packet).getHeader();
        return text.append(header.getSrcAddr())
                .append(" > ")
                .append(header.getDstAddr())
                .append("  ")
                .append(header.getType().name())
                .append(String.format(Locale.ROOT, " 0x%04x", header.getType().value() & 0xffff))
                .toString();
    }

    private static String ip(final IpPacket ip) {
        final String source = ip.getHeader().getSrcAddr().getHostAddress();
        final String destination = ip.getHeader().getDstAddr().getHostAddress();
        final TcpPacket tcp = ip.get(TcpPacket.class);
        if (tcp != null) {
            final TcpPacket.TcpHeader header = tcp.getHeader();
            return ends(
                            source,
                            header.getSrcPort().valueAsInt(),
                            destination,
                            header.getDstPort().valueAsInt())
                    + "  TCP "
                    + flags(header)
                    + " seq "
                    + header.getSequenceNumberAsLong()
                    + (header.getAck() ? " ack " + header.getAcknowledgmentNumberAsLong() : "")
                    + " win "
                    + header.getWindowAsInt()
                    + " len "
                    + (tcp.getPayload() == null ? 0 : tcp.getPayload().length());
        }
        final UdpPacket udp = ip.get(UdpPacket.class);
        if (udp != null) {
            return ends(
                            source,
                            udp.getHeader().getSrcPort().valueAsInt(),
                            destination,
                            udp.getHeader().getDstPort().valueAsInt())
                    + "  UDP len "
                    + (udp.getPayload() == null ? 0 : udp.getPayload().length());
        }
        return source
                + " > "
                + destination
                + "  "
                + ip.getHeader().getProtocol().name()
                + fragment(ip);
    }

    private static String fragment(final IpPacket ip) {
        if (!(ip instanceof IpV4Packet ipv4)) {
            return "";
        }
        final IpV4Packet.IpV4Header header = ipv4.getHeader();
        if (!header.getMoreFragmentFlag() && header.getFragmentOffset() == 0) {
            return "";
        }
        return " fragment "
                + header.getIdentificationAsInt()
                + " at "
                + header.getFragmentOffset() * 8
                + (header.getMoreFragmentFlag() ? ", more" : ", last");
    }

    private static String ends(
            final String source,
            final int sourcePort,
            final String destination,
            final int destinationPort) {
        return end(source, sourcePort) + " > " + end(destination, destinationPort);
    }

    private static String end(final String address, final int port) {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }

    private static String flags(final TcpPacket.TcpHeader header) {
        return (header.getSyn() ? "S" : "")
                + (header.getFin() ? "F" : "")
                + (header.getRst() ? "R" : "")
                + (header.getPsh() ? "P" : "")
                + (header.getUrg() ? "U" : "")
                + (header.getAck() ? "." : "");
    }
}
