package knet.traces.info;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.header.HeaderWalk;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Long2LongCounterMap;

/**
 * Counts frame by frame; for when a source is read for another purpose as well. Allocates only as
 * new flows and protocols appear.
 */
public final class TraceInfoCollector {
    private static final int STANDARD_FRAME_BYTES = 1514;
    private static final int VLAN_TAG_BYTES = 4;

    /** Upper ends of the size buckets, inclusive. */
    private static final int[] SIZE_BOUNDS = {
        59, 60, 127, 255, 511, 1023, STANDARD_FRAME_BYTES, 9_018, 65_549, Integer.MAX_VALUE
    };

    private final HeaderWalk headers = new HeaderWalk();
    private final FlowCounter flows = new FlowCounter();
    private final ChecksumVerifier checksums = new ChecksumVerifier();
    private final Long2LongCounterMap network = new Long2LongCounterMap(0);
    private final long[] transport = new long[256];
    private final long[] sizes = new long[SIZE_BOUNDS.length];

    private long packets;
    private long capturedBytes;
    private long wireBytes;
    private long fragments;
    private long laterFragments;
    private long vlanTagged;
    private long malformed;
    private int maxWireBytes;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private long previousNs = Long.MIN_VALUE;
    private long outOfOrder;
    private long giants;
    private long truncated;
    private long inflated;

    /** Counts a frame. */
    public void add(final Frame frame) {
        headers.walk(frame);
        addSizes(frame);
        addTime(frame.timestampNs());
        addProtocols();
        checksums.verify(frame.buffer(), headers);
        flows.add(frame.buffer(), headers);
    }

    private void addSizes(final Frame frame) {
        final int wireLength = frame.wireLength();
        packets++;
        capturedBytes += frame.length();
        wireBytes += wireLength;
        maxWireBytes = Math.max(maxWireBytes, wireLength);
        int bucket = 0;
        while (wireLength > SIZE_BOUNDS[bucket]) {
            bucket++;
        }
        sizes[bucket]++;
        if (wireLength - headers.vlanTags() * VLAN_TAG_BYTES > STANDARD_FRAME_BYTES) {
            giants++;
        }
        if (frame.length() < wireLength) {
            truncated++;
        } else if (frame.length() > wireLength) {
            inflated++;
        }
    }

    private void addTime(final long timestampNs) {
        firstNs = Math.min(firstNs, timestampNs);
        lastNs = Math.max(lastNs, timestampNs);
        if (timestampNs < previousNs) {
            outOfOrder++;
        }
        previousNs = timestampNs;
    }

    private void addProtocols() {
        if (headers.vlanTags() > 0) {
            vlanTagged++;
        }
        if (headers.isMalformed()) {
            malformed++;
        }
        network.incrementAndGet(
                headers.ipVersion() == 0 ? headers.etherType() : -100 - headers.ipVersion());
        if (headers.isFragment()) {
            fragments++;
        }
        if (FlowCounter.isOfNoFlow(headers)) {
            laterFragments++;
        }
        if (headers.protocol() != HeaderWalk.NONE) {
            transport[headers.protocol()]++;
        }
    }

    /** What was counted so far; the source tells its link types and damage. */
    public TraceInfo info(final FrameSource source) {
        return new TraceInfo(
                packets,
                capturedBytes,
                wireBytes,
                flows.flows(),
                flows.isFull(),
                flows.flowsByProtocol(),
                flows.portlessFlows(),
                flows.portlessFlowsByProtocol(),
                networkProtocols(),
                transportProtocols(),
                fragments,
                laterFragments,
                vlanTagged,
                malformed,
                sizeBuckets(),
                maxWireBytes,
                List.of(source.linkTypes()),
                packets == 0 ? 0 : firstNs,
                packets == 0 ? 0 : lastNs,
                outOfOrder,
                giants,
                truncated,
                inflated,
                checksums.ipv4.counts(),
                checksums.tcp.counts(),
                checksums.udp.counts(),
                source.damage());
    }

    /** Names the protocols. */
    static Map<String, Long> byName(final Int2IntCounterMap byProtocol) {
        final Map<String, Long> named = new LinkedHashMap<>();
        byProtocol.forEach(
                (protocol, count) -> named.put(ProtocolNames.transport(protocol), (long) count));
        return mostFrequentFirst(named);
    }

    private Map<String, Long> networkProtocols() {
        final Map<String, Long> named = new LinkedHashMap<>();
        network.forEach((type, count) -> named.merge(networkName((int) type), count, Long::sum));
        return mostFrequentFirst(named);
    }

    private static String networkName(final int type) {
        return switch (type) {
            case -104 -> "IPv4";
            case -106 -> "IPv6";
            default -> ProtocolNames.etherType(type);
        };
    }

    private Map<String, Long> transportProtocols() {
        final Map<String, Long> named = new LinkedHashMap<>();
        for (int i = 0; i < transport.length; i++) {
            if (transport[i] != 0) {
                named.put(ProtocolNames.transport(i), transport[i]);
            }
        }
        return mostFrequentFirst(named);
    }

    private static Map<String, Long> mostFrequentFirst(final Map<String, Long> counts) {
        final Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    private List<SizeBucket> sizeBuckets() {
        final List<SizeBucket> buckets = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] != 0) {
                buckets.add(
                        new SizeBucket(
                                i == 0 ? 0 : SIZE_BOUNDS[i - 1] + 1, SIZE_BOUNDS[i], sizes[i]));
            }
        }
        return List.copyOf(buckets);
    }
}
