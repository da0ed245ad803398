package knet.traces.info;

import java.util.List;
import java.util.Map;
import knet.traces.Frame;
import knet.traces.FrameSource;

/**
 * What a capture holds.
 *
 * <p>A <em>flow</em> is an unordered pair of (address, port) and a protocol of TCP, UDP and SCTP,
 * taken from the outermost IP header behind VLAN tags, MPLS labels and PPPoE, tags not regarded. A
 * datagram's first fragment counts with its ports, later fragments count for no flow, as do packets
 * whose ports are cut off.
 *
 * @param packets frames read
 * @param capturedBytes of all frames, with the synthesised Ethernet headers of other link types
 * @param wireBytes of all frames
 * @param flows see above; a lower bound if {@code flowsCapped}
 * @param flowsCapped there were more than 16,777,216
 * @param flowsByProtocol TCP, UDP, SCTP; those that occur
 * @param portlessFlows unordered pairs of addresses with the protocol, of IP packets without ports:
 *     of other protocols, or cut short of them; not later fragments of TCP, UDP and SCTP
 * @param portlessFlowsByProtocol of those, by protocol; those that occur
 * @param networkProtocols frames by what Ethernet carries, most frequent first
 * @param transportProtocols IP packets by protocol, most frequent first; later fragments too
 * @param fragments IP packets that are fragments
 * @param laterFragments of those, the ones behind the first of a datagram of TCP, UDP or SCTP: of
 *     no flow here
 * @param vlanTagged frames with at least one VLAN tag
 * @param malformed frames that say IP, but whose fixed header is cut or wrong
 * @param sizes histogram of wire lengths, without empty buckets
 * @param maxWireBytes largest wire length
 * @param linkTypes as the capture spells them
 * @param firstNs earliest timestamp, nanoseconds since 1970; 0 without frames
 * @param lastNs latest timestamp
 * @param outOfOrder frames with an earlier timestamp than the frame before
 * @param giants frames of more than 1514 bytes on the wire, VLAN tags not counted: larger than
 *     standard Ethernet, as hosts with segmentation offload or jumbo frames produce
 * @param truncated frames with fewer captured than wire bytes
 * @param inflated frames with more captured than wire bytes, which no capture should hold
 * @param ipv4Checksums of IPv4 headers
 * @param tcpChecksums of TCP segments
 * @param udpChecksums of UDP datagrams
 * @param damage why the capture ended early, in one line; null if it did not
 */
public record TraceInfo(
        long packets,
        long capturedBytes,
        long wireBytes,
        long flows,
        boolean flowsCapped,
        Map<String, Long> flowsByProtocol,
        long portlessFlows,
        Map<String, Long> portlessFlowsByProtocol,
        Map<String, Long> networkProtocols,
        Map<String, Long> transportProtocols,
        long fragments,
        long laterFragments,
        long vlanTagged,
        long malformed,
        List<SizeBucket> sizes,
        int maxWireBytes,
        List<String> linkTypes,
        long firstNs,
        long lastNs,
        long outOfOrder,
        long giants,
        long truncated,
        long inflated,
        ChecksumCounts ipv4Checksums,
        ChecksumCounts tcpChecksums,
        ChecksumCounts udpChecksums,
        String damage) {

    /** Reads a source to its end; does not close it. */
    public static TraceInfo of(final FrameSource source) {
        final TraceInfoCollector collector = new TraceInfoCollector();
        final Frame frame = new Frame();
        while (!source.isExhausted()) {
            if (source.next(frame)) {
                collector.add(frame);
            }
        }
        return collector.info(source);
    }

    /** From the earliest to the latest timestamp. */
    public long durationNs() {
        return lastNs < firstNs || lastNs - firstNs < 0 ? 0 : lastNs - firstNs;
    }
}
