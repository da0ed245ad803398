package knet.firmware.builtin;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.firmware.Packet;

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
