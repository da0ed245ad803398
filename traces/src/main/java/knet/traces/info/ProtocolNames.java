package knet.traces.info;

/** Names of EtherTypes and IP protocols as Wireshark shows them. */
public final class ProtocolNames {
    private ProtocolNames() {}

    static String etherType(final int type) {
        if (type < 0) {
            return "cut";
        }
        if (type <= 1500) {
            return "802.3";
        }
        return switch (type) {
            case 0x0800 -> "IPv4 malformed";
            case 0x86dd -> "IPv6 malformed";
            case 0x0806 -> "ARP";
            case 0x8035 -> "RARP";
            case 0x8100, 0x88a8, 0x9100 -> "VLAN";
            case 0x8809 -> "slow protocols";
            case 0x8847, 0x8848 -> "MPLS";
            case 0x8863 -> "PPPoE discovery";
            case 0x8864 -> "PPPoE";
            case 0x888e -> "EAPOL";
            case 0x88b5 -> "unknown";
            case 0x88cc -> "LLDP";
            case 0x88f7 -> "PTP";
            default -> String.format("0x%04x", type);
        };
    }

    /**
     * Names an IP protocol.
     *
     * @param protocol the number that IANA assigned, 0 to 255
     */
    public static String transport(final int protocol) {
        return switch (protocol) {
            case 1 -> "ICMP";
            case 2 -> "IGMP";
            case 4 -> "IPv4 in IP";
            case 6 -> "TCP";
            case 17 -> "UDP";
            case 33 -> "DCCP";
            case 41 -> "IPv6 in IP";
            case 47 -> "GRE";
            case 50 -> "ESP";
            case 51 -> "AH";
            case 58 -> "ICMPv6";
            case 59 -> "no next header";
            case 88 -> "EIGRP";
            case 89 -> "OSPF";
            case 103 -> "PIM";
            case 112 -> "VRRP";
            case 132 -> "SCTP";
            case 136 -> "UDP-Lite";
            default -> "protocol " + protocol;
        };
    }
}
