package knet.tools.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import knet.firmware.Protocols;
import knet.firmware.check.Frames;

/** Kinds of packets to classify, each as the frames of many flows. */
public enum PacketSort {
    TCP4("tcp4", "TCP over IPv4, 64 bytes with the checksum"),
    UDP4("udp4", "UDP over IPv4, 64 bytes with the checksum"),
    TCP6("tcp6", "TCP over IPv6"),
    VLAN("vlan", "TCP over IPv4 behind an 802.1Q tag"),
    VXLAN("vxlan", "VXLAN with TCP over IPv4 inside"),
    GRE("gre", "GRE with TCP over IPv4 inside"),
    FRAGMENT("fragment", "IPv4 fragments after the first"),
    ICMP("icmp", "ICMP over IPv4"),
    ARP("arp", "ARP: what is not IP");

    private static final int FLOWS = 1024;

    /** A frame of 64 bytes without its checksum, which captures and NICs leave out. */
    private static final int LEAST_BYTES = 60;

    private static final int DOT1Q = 0x8100;
    private static final int ARP_TYPE = 0x0806;
    private static final int GRE_PROTOCOL = 47;
    private static final int ICMP_PROTOCOL = 1;
    private static final int VXLAN_PORT = 4789;

    /** Offset 185 in units of 8 bytes: the second of a datagram in frames of 1514 bytes. */
    private static final int FRAGMENT_WORD = 0x00b9;

    /** Spreads flow numbers over addresses and ports: golden ratio, 32 bits. */
    private static final int MIX = 0x9e37_79b9;

    private final String key;
    private final String help;

    PacketSort(final String key, final String help) {
        this.key = key;
        this.help = help;
    }

    /** Its name on the command line and in files. */
    public String key() {
        return key;
    }

    /** In words. */
    public String help() {
        return help;
    }

    /** That of a name, if there is one. */
    public static Optional<PacketSort> of(final String key) {
        return Arrays.stream(values()).filter(sort -> sort.key.equals(key)).findFirst();
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(PacketSort::key).toList();
    }

    /** One frame of each of 1024 flows. */
    public FramesInMemory frames() {
        final List<byte[]> frames = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            final byte[] frame = frame(flow * MIX).toBytes();
            frames.add(Arrays.copyOf(frame, Math.max(frame.length, LEAST_BYTES)));
        }
        return FramesInMemory.of(frames);
    }

    private Frames frame(final int mixed) {
        final int port = mixed >>> 16;
        return switch (this) {
            case TCP4 -> tcp(Frames.ethernet(Frames.IPV4), mixed);
            case UDP4 -> ipv4(Protocols.UDP, mixed).udp(port, 53);
            case TCP6 ->
                    Frames.ethernet(Frames.IPV6)
                            .ipv6(Protocols.TCP, Frames.address6(mixed), Frames.address6(1))
                            .tcp(port, 80, 0x10);
            case VLAN -> tcp(Frames.ethernetWithoutType().tag(DOT1Q, 5).u16(Frames.IPV4), mixed);
            case VXLAN ->
                    ipv4(Protocols.UDP, mixed)
                            .udp(port, VXLAN_PORT)
                            .hex("0800000000002a00")
                            .raw(tcp(Frames.ethernet(Frames.IPV4), mixed).toBytes());
            case GRE ->
                    ipv4(GRE_PROTOCOL, mixed)
                            .u16(0)
                            .u16(Frames.IPV4)
                            .raw(tcp(Frames.bare(), mixed).toBytes());
            case FRAGMENT ->
                    Frames.ethernet(Frames.IPV4)
                            .ipv4(5, FRAGMENT_WORD, Protocols.UDP, mixed, 1)
                            .zeros(26);
            case ICMP -> ipv4(ICMP_PROTOCOL, mixed).u16(0x0800).u16(0).u32(mixed);
            case ARP -> Frames.ethernet(ARP_TYPE).zeros(28);
        };
    }

    private static Frames ipv4(final int protocol, final int source) {
        return Frames.ethernet(Frames.IPV4).ipv4(protocol, source, 1);
    }

    private static Frames tcp(final Frames frame, final int mixed) {
        return frame.ipv4(Protocols.TCP, mixed, 1).tcp(mixed >>> 16, 80, 0x10);
    }
}
