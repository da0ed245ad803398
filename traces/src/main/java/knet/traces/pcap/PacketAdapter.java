package knet.traces.pcap;

import knet.traces.Frame;
import org.agrona.concurrent.UnsafeBuffer;

/** Brings packets of one link type to Ethernet, for captures that are no files. */
public final class PacketAdapter {
    private final LinkType type;
    private final UnsafeBuffer packet = new UnsafeBuffer(new byte[0]);
    private final EthernetAdapter adapter = new EthernetAdapter();

    private PacketAdapter(final LinkType type) {
        this.type = type;
    }

    /**
     * @param linkType number as in capture files; libpcap's DLT_ value serves
     * @throws IllegalArgumentException if it is not supported; the message names it
     */
    public static PacketAdapter of(final int linkType) {
        final LinkType type = LinkType.of(linkType);
        if (type == null) {
            throw new IllegalArgumentException(LinkType.unsupported(linkType));
        }
        return new PacketAdapter(type);
    }

    /** Name of the link type as captures spell it. */
    public String linkType() {
        return type.name();
    }

    /**
     * Points a frame at a packet, or at a copy with an Ethernet header. Of more than 262,144 bytes
     * the first as many count.
     *
     * @param bytes of the packet, link header first; not copied if they are Ethernet
     * @param wireLength of the packet as captured, link header included
     */
    public void wrap(
            final Frame frame, final byte[] bytes, final int wireLength, final long timestampNs) {
        final int length = Math.min(bytes.length, RecordLimits.MAX_CAPTURED_BYTES);
        packet.wrap(bytes);
        if (type == LinkType.EN10MB) {
            frame.wrap(packet, 0, length, wireLength, timestampNs);
        } else {
            adapter.wrap(frame, type, packet, 0, length, wireLength, timestampNs);
        }
    }
}
