package knet.tools.cli.firmware;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.firmware.Packet;

/**
 * The flows of a capture, where two classifiers send them. Bounded: what comes beyond {@link
 * #MOST_FLOWS} is counted, and in no flow.
 */
final class FlowDifferences {
    static final int MOST_FLOWS = 1 << 19;

    private final Map<FlowId, Flow> flows = new LinkedHashMap<>();
    private final int most;
    private long left;

    private final FlowFinder finder = new FlowFinder();

    FlowDifferences() {
        this(MOST_FLOWS);
    }

    /** For as many flows as that. */
    FlowDifferences(final int most) {
        this.most = most;
    }

    /** One flow. */
    static final class Flow {
        private final FlowId id;
        private final FlowSteering a = new FlowSteering();
        private final FlowSteering b = new FlowSteering();
        private boolean isTunnel;
        private long packets;
        private long elsewhere;

        private Flow(final FlowId id) {
            this.id = id;
        }

        FlowId id() {
            return id;
        }

        long packets() {
            return packets;
        }

        /** Packets that one classifier sends elsewhere than the other. */
        long elsewhere() {
            return elsewhere;
        }
    }

    /**
     * A classifier's integrity.
     *
     * @param splitFlows whose packets met more than one queue
     * @param splitReasons why, in flows
     * @param queueChanges packets that went to another queue than the one before them in their flow
     *     and direction: it and those behind it may overtake, so that more may be reordered
     */
    record Integrity(long splitFlows, Map<String, Long> splitReasons, long queueChanges) {}

    /**
     * Counts a packet.
     *
     * @return its flow; null if it is not IP, or there are too many
     */
    Flow add(final Packet packet, final int queueA, final int queueB) {
        final FlowId id = finder.of(packet);
        if (id == null) {
            return null;
        }
        Flow flow = flows.get(id);
        if (flow == null) {
            if (flows.size() == most) {
                left++;
                return null;
            }
            flow = new Flow(id);
            flows.put(id, flow);
        }
        final int direction = finder.isAscending() ? 0 : 1;
        final int tags = tags(packet);
        flow.a.add(direction, queueA, packet.isFragment(), tags);
        flow.b.add(direction, queueB, packet.isFragment(), tags);
        flow.isTunnel |= !packet.isFragment() && packet.encapsulated() != null;
        flow.packets++;
        flow.elsewhere += queueA == queueB ? 0 : 1;
        return flow;
    }

    private static int tags(final Packet packet) {
        int tags = packet.vlanCount();
        for (int tag = 0; tag < packet.vlanCount(); tag++) {
            tags = tags * 31 + packet.vlanId(tag);
        }
        return tags & Integer.MAX_VALUE;
    }

    long count() {
        return flows.size();
    }

    /** Packets of flows that found no room: no figure of flows knows of them. */
    long left() {
        return left;
    }

    /** Flows of which some packet goes elsewhere. */
    long elsewhere() {
        return flows.values().stream().filter(flow -> flow.elsewhere > 0).count();
    }

    /** Those with most packets that go elsewhere. */
    List<Flow> most(final int count) {
        return flows.values().stream()
                .filter(flow -> flow.elsewhere > 0)
                .sorted(Comparator.comparingLong(Flow::elsewhere).reversed())
                .limit(count)
                .toList();
    }

    /** Of the first classifier, or the second. */
    Integrity integrity(final boolean isFirst) {
        long split = 0;
        long changes = 0;
        final Map<String, Long> reasons = new LinkedHashMap<>();
        for (final Flow flow : flows.values()) {
            final FlowSteering side = isFirst ? flow.a : flow.b;
            changes += side.changes();
            if (side.isSplit()) {
                split++;
                reasons.merge(side.reason(flow.isTunnel), 1L, Long::sum);
            }
        }
        return new Integrity(split, reasons, changes);
    }
}
