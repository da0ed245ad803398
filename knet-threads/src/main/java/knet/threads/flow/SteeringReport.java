package knet.threads.flow;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import knet.threads.base.QueueSet;
import knet.threads.ip.Protocol;
import knet.threads.ip.Tuple;

/** Merges the flow tables of all threads. For use after a run. */
public final class SteeringReport {
    private static final int VXLAN = 4789;
    private static final int VXLAN_LINUX = 8472;
    private static final int GENEVE = 6081;
    private static final int GTP_U = 2152;

    private final Map<Pair, Flow> flows = new HashMap<>();
    private long reordered;
    private long evicted;

    /** Adds the flows of one table. */
    public void add(final FlowTable table) {
        table.forEach(this::add);
        evicted += table.evicted();
    }

    private void add(final DirectedFlow directed) {
        final Pair key = Pair.of(directed);
        final Flow flow = flows.computeIfAbsent(key, unused -> new Flow());
        flow.directions[key.isReverseOf(directed) ? 1 : 0].add(directed);
        flow.tunnel |= isTunnel(directed);
        reordered += directed.reordered();
    }

    /**
     * The measures over everything added.
     *
     * @param queues number of receive queues
     */
    public SteeringStats stats(final int queues) {
        final Map<String, Long> reasons = new LinkedHashMap<>();
        for (final String reason : new String[] {"direction", "fragment", "vlan", "tunnel"}) {
            reasons.put(reason, 0L);
        }
        reasons.put("unparsed", 0L);
        reasons.put("other", 0L);
        final long[] perQueue = new long[queues];
        final Map<Integer, Long> byProtocol = new TreeMap<>();
        long split = 0;
        for (final Map.Entry<Pair, Flow> entry : flows.entrySet()) {
            final Flow flow = entry.getValue();
            byProtocol.merge(entry.getKey().protocol(), 1L, Long::sum);
            final QueueSet all = flow.queues();
            for (int queue = 0; queue < queues; queue++) {
                perQueue[queue] += all.contains(queue) ? 1 : 0;
            }
            if (all.size() > 1) {
                split++;
                reasons.merge(flow.reason(), 1L, Long::sum);
            }
        }
        return new SteeringStats(
                flows.size(), split, reasons, reordered, evicted, perQueue, byProtocol);
    }

    private static boolean isTunnel(final Tuple tuple) {
        switch (tuple.protocol()) {
            case Protocol.IPV4:
            case Protocol.IPV6:
            case Protocol.GRE:
                return true;
            case Protocol.UDP:
                return isTunnelPort(tuple.sourcePort()) || isTunnelPort(tuple.destinationPort());
            default:
                return false;
        }
    }

    private static boolean isTunnelPort(final int port) {
        return port == VXLAN || port == VXLAN_LINUX || port == GENEVE || port == GTP_U;
    }

    /** A bidirectional flow's key: the end with the lower address and port comes first. */
    private record Pair(
            int version,
            int protocol,
            long highA,
            long lowA,
            int portA,
            long highB,
            long lowB,
            int portB) {

        static Pair of(final Tuple tuple) {
            final int version = tuple.version();
            final int protocol = tuple.protocol();
            return isAscending(tuple)
                    ? new Pair(
                            version,
                            protocol,
                            tuple.sourceHigh(),
                            tuple.sourceLow(),
                            tuple.sourcePort(),
                            tuple.destinationHigh(),
                            tuple.destinationLow(),
                            tuple.destinationPort())
                    : new Pair(
                            version,
                            protocol,
                            tuple.destinationHigh(),
                            tuple.destinationLow(),
                            tuple.destinationPort(),
                            tuple.sourceHigh(),
                            tuple.sourceLow(),
                            tuple.sourcePort());
        }

        boolean isReverseOf(final Tuple tuple) {
            return !isAscending(tuple);
        }

        private static boolean isAscending(final Tuple tuple) {
            int order = Long.compareUnsigned(tuple.sourceHigh(), tuple.destinationHigh());
            if (order == 0) {
                order = Long.compareUnsigned(tuple.sourceLow(), tuple.destinationLow());
            }
            return order < 0 || order == 0 && tuple.sourcePort() <= tuple.destinationPort();
        }
    }

    /** One bidirectional flow. */
    private static final class Flow {
        private final Direction[] directions = {new Direction(), new Direction()};
        private boolean tunnel;

        QueueSet queues() {
            final QueueSet all = directions[0].queues();
            all.addAll(directions[1].queues());
            return all;
        }

        String reason() {
            for (final Direction direction : directions) {
                if (direction.plain.size() > 1) {
                    return tunnel ? "tunnel" : "other";
                }
            }
            for (final Direction direction : directions) {
                if (union(direction.plain, direction.variants).size() > 1) {
                    return "vlan";
                }
            }
            for (final Direction direction : directions) {
                if (direction.queues().size() > 1) {
                    return "fragment";
                }
            }
            // Each direction is on one queue. Where one sent fragments alone and the other whole
            // packets, a hash that is alike for both would not have brought them together.
            final boolean hashedAlike = directions[0].isWhole() == directions[1].isWhole();
            return hashedAlike ? "direction" : "fragment";
        }
    }

    /** One direction's queues, over all threads. */
    private static final class Direction {
        private final QueueSet plain = new QueueSet();
        private final QueueSet variants = new QueueSet();
        private final QueueSet fragments = new QueueSet();
        private boolean known;
        private int encapsulation;

        void add(final DirectedFlow flow) {
            if (!known) {
                known = true;
                encapsulation = flow.firstEncapsulation();
            }
            // What one thread met first may be a variant of what another thread met first.
            final boolean isVariant = flow.firstEncapsulation() != encapsulation;
            (isVariant ? variants : plain).addAll(flow.plainQueues());
            if (flow.variantQueues() != null) {
                variants.addAll(flow.variantQueues());
            }
            if (flow.fragmentQueuesOrNull() != null) {
                fragments.addAll(flow.fragmentQueuesOrNull());
            }
        }

        /** Whether any packet was steered with its ports in view. */
        boolean isWhole() {
            return plain.size() + variants.size() > 0;
        }

        QueueSet queues() {
            return union(union(plain, variants), fragments);
        }
    }

    private static QueueSet union(final QueueSet a, final QueueSet b) {
        final QueueSet result = new QueueSet();
        result.addAll(a);
        result.addAll(b);
        return result;
    }
}
