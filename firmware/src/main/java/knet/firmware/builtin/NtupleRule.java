package knet.firmware.builtin;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.Packet;
import knet.firmware.Protocols;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicFilter.Field;

/**
 * A filter of {@code ethtool -N}: what a packet must be to go to a queue. Masks here have bits set
 * where they must match.
 */
final class NtupleRule {
    /** Any protocol. */
    static final int ANY = -1;

    private static final int MAC_LENGTH = 6;

    /** 4, 6, or 0 for whatever there is on Ethernet. */
    int ipVersion;

    /** {@link #ANY}, or of a rule for TCP, UDP or SCTP that: then the packet has ports. */
    int portProtocol = ANY;

    /** Protocol of a rule for IP. */
    int protocol;

    int protocolMask;
    int trafficClass;
    int trafficClassMask;
    int ports;
    int portsMask;
    int etherType;
    int etherTypeMask;
    int vlan;
    int vlanMask;
    long destinationMac;
    long destinationMacMask;
    long sourceMac;
    long sourceMacMask;

    /** By word, as {@link Packet#sourceWord}. */
    final int[] source = new int[4];

    final int[] sourceMask = new int[4];
    final int[] destination = new int[4];
    final int[] destinationMask = new int[4];

    int action = ANY;

    /** As the user wrote it. */
    String text = "";

    /** Place in the order in which rules are tried; {@link #ANY} if it was not given. */
    int location = ANY;

    /** True if it looks at nothing that differs between packets of a flow. */
    boolean isOfFlowsOnly() {
        return trafficClassMask == 0
                && etherTypeMask == 0
                && vlanMask == 0
                && destinationMacMask == 0
                && sourceMacMask == 0;
    }

    /**
     * True if a packet is what is wanted.
     *
     * @param frame whose Ethernet header counts
     * @param headers whose IP and port fields count: the frame's, or of what it carries
     */
    boolean matches(final Packet frame, final Packet headers) {
        return matchesIp(headers) && matchesEthernet(frame);
    }

    /** For a NIC to be set to; of a rule that has its location. */
    NicFilter toFilter() {
        final List<Field> fields = new ArrayList<>();
        addAddress("src-ip", source, sourceMask, fields);
        addAddress("dst-ip", destination, destinationMask, fields);
        add("src-port", ports >>> 16, portsMask >>> 16, fields);
        add("dst-port", ports & 0xffff, portsMask & 0xffff, fields);
        add(ipVersion == 6 ? "tclass" : "tos", trafficClass, trafficClassMask, fields);
        add("l4proto", protocol, protocolMask, fields);
        add("proto", etherType, etherTypeMask, fields);
        add("vlan", vlan, vlanMask, fields);
        add("dst-mac", destinationMac, destinationMacMask, fields);
        add("src-mac", sourceMac, sourceMacMask, fields);
        return new NicFilter(flowType(), fields, action, location);
    }

    private String flowType() {
        if (ipVersion == 0) {
            return NicFilter.ETHER;
        }
        return switch (portProtocol) {
                    case Protocols.TCP -> "tcp";
                    case Protocols.UDP -> "udp";
                    case Protocols.SCTP -> "sctp";
                    default -> "ip";
                }
                + ipVersion;
    }

    private static void add(
            final String name, final long value, final long mask, final List<Field> fields) {
        if (mask != 0) {
            fields.add(Field.of(name, value, mask));
        }
    }

    private void addAddress(
            final String name, final int[] value, final int[] mask, final List<Field> fields) {
        if (ipVersion == 4) {
            add(name, value[0] & 0xffff_ffffL, mask[0] & 0xffff_ffffL, fields);
        } else if ((mask[0] | mask[1] | mask[2] | mask[3]) != 0) {
            fields.add(
                    new Field(
                            name,
                            join(value[0], value[1]),
                            join(value[2], value[3]),
                            join(mask[0], mask[1]),
                            join(mask[2], mask[3])));
        }
    }

    private static long join(final int first, final int second) {
        return (long) first << 32 | second & 0xffff_ffffL;
    }

    private boolean matchesIp(final Packet headers) {
        if (ipVersion == 0) {
            return true;
        }
        if (headers.ipVersion() != ipVersion) {
            return false;
        }
        if (portProtocol != ANY) {
            // In a fragment, or where they were cut off, there are no ports: then it is none.
            if (!headers.hasPorts()
                    || headers.protocol() != portProtocol
                    || ((headers.ports() ^ ports) & portsMask) != 0) {
                return false;
            }
        } else if (((headers.protocol() ^ protocol) & protocolMask) != 0) {
            return false;
        }
        if (((headers.trafficClass() ^ trafficClass) & trafficClassMask) != 0) {
            return false;
        }
        final int words = ipVersion == 4 ? 1 : 4;
        for (int i = 0; i < words; i++) {
            if (((headers.sourceWord(i) ^ source[i]) & sourceMask[i]) != 0
                    || ((headers.destinationWord(i) ^ destination[i]) & destinationMask[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesEthernet(final Packet frame) {
        if (etherTypeMask != 0 && ((frame.etherType() ^ etherType) & etherTypeMask) != 0) {
            return false;
        }
        if (vlanMask != 0 && !matchesVlan(frame)) {
            return false;
        }
        if ((destinationMacMask | sourceMacMask) == 0) {
            return true;
        }
        final int l2 = frame.l2Offset();
        return l2 >= 0
                && ((mac(frame, l2) ^ destinationMac) & destinationMacMask) == 0
                && ((mac(frame, l2 + MAC_LENGTH) ^ sourceMac) & sourceMacMask) == 0;
    }

    /** The outermost tag's priority and identifier, as in its control information. */
    private boolean matchesVlan(final Packet frame) {
        return frame.vlanCount() > 0
                && ((frame.vlanPriority(0) << 13 | frame.vlanId(0)) & vlanMask)
                        == (vlan & vlanMask);
    }

    private static long mac(final Packet frame, final int at) {
        return (frame.buffer().getInt(at, BIG_ENDIAN) & 0xffff_ffffL) << 16
                | frame.buffer().getShort(at + 4, BIG_ENDIAN) & 0xffffL;
    }
}
