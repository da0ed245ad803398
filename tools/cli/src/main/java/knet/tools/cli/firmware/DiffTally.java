package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import knet.firmware.Packet;

/** Counts where two classifiers differ, packet by packet. */
public final class DiffTally {
    /** What differs in still more ways is counted as one. */
    static final int MOST_KINDS = 500;

    private static final KindKey OTHER = new KindKey("other traffic", "other causes");

    private final long[] framesA;
    private final long[] framesB;
    private final FlowDifferences flows;
    private final Map<KindKey, Kind> kinds = new LinkedHashMap<>();
    private long packets;
    private long elsewhere;
    private boolean knowsFlows;
    private String doubt = "";
    private String failure = "";

    /** For a device with so many queues. */
    public DiffTally(final int queues) {
        this(queues, new FlowDifferences());
    }

    DiffTally(final int queues, final FlowDifferences flows) {
        this.flows = flows;
        framesA = new long[queues];
        framesB = new long[queues];
    }

    private record KindKey(String traffic, String cause) {}

    /** A kind of difference. */
    static final class Kind {
        private final KindKey key;
        private final long example;
        private final int exampleA;
        private final int exampleB;
        private final Set<FlowId> flows = new HashSet<>();
        private long packets;

        private Kind(final KindKey key, final long example, final int a, final int b) {
            this.key = key;
            this.example = example;
            this.exampleA = a;
            this.exampleB = b;
        }

        /** What is decided on: {@code UDP over IPv4}. */
        String traffic() {
            return key.traffic();
        }

        /** Why they differ. */
        String cause() {
            return key.cause();
        }

        long packets() {
            return packets;
        }

        long flows() {
            return flows.size();
        }

        /** Number of the first packet of this kind. */
        long example() {
            return example;
        }

        /** The queues of that packet. */
        int exampleA() {
            return exampleA;
        }

        int exampleB() {
            return exampleB;
        }
    }

    /**
     * Counts a packet whose flow is known, and says if it goes elsewhere.
     *
     * @return its flow, to give to {@link #differs}; null if it is in none
     */
    FlowDifferences.Flow packet(final Packet packet, final int queueA, final int queueB) {
        knowsFlows = true;
        packet(queueA, queueB);
        return flows.add(packet, queueA, queueB);
    }

    /** Counts a packet of which only the queues are known. */
    public void packet(final int queueA, final int queueB) {
        packets++;
        framesA[queueA]++;
        framesB[queueB]++;
        elsewhere += queueA == queueB ? 0 : 1;
    }

    /**
     * Counts a difference under its kind.
     *
     * @param flow null if it is in none
     */
    void differs(
            final long number,
            final String traffic,
            final String cause,
            final int queueA,
            final int queueB,
            final FlowDifferences.Flow flow) {
        final KindKey key = new KindKey(traffic, cause);
        final KindKey kept = kinds.size() < MOST_KINDS || kinds.containsKey(key) ? key : OTHER;
        final Kind kind =
                kinds.computeIfAbsent(kept, unused -> new Kind(kept, number, queueA, queueB));
        kind.packets++;
        if (flow != null) {
            kind.flows.add(flow.id());
        }
    }

    /** Counts a difference of which no flow is known. */
    public void differs(
            final long number,
            final String traffic,
            final String cause,
            final int queueA,
            final int queueB) {
        differs(number, traffic, cause, queueA, queueB, null);
    }

    /** Notes that an explanation is not to be trusted; the first one is told. */
    void doubt(final String text) {
        doubt = doubt.isEmpty() ? text : doubt;
    }

    /** Takes what the verdict is to begin with: who failed on which packets; empty for nobody. */
    public void failure(final String words) {
        failure = words;
    }

    String failure() {
        return failure;
    }

    long packets() {
        return packets;
    }

    long elsewhere() {
        return elsewhere;
    }

    long[] framesA() {
        return framesA.clone();
    }

    long[] framesB() {
        return framesB.clone();
    }

    /** Null if no flow is known. */
    FlowDifferences flows() {
        return knowsFlows ? flows : null;
    }

    String doubt() {
        return doubt;
    }

    /** The most frequent first. */
    List<Kind> kinds() {
        final List<Kind> sorted = new ArrayList<>(kinds.values());
        sorted.sort(Comparator.comparingLong(Kind::packets).reversed());
        return sorted;
    }

    /**
     * Percent of the packets that two spreads of these shares that know nothing of each other would
     * send to different queues.
     */
    double byChancePercent() {
        double same = 0;
        for (int queue = 0; queue < framesA.length; queue++) {
            same += (double) framesA[queue] / packets * ((double) framesB[queue] / packets);
        }
        return packets == 0 ? 0 : 100 * (1 - same);
    }
}
