package knet.tools.report;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The measures of balance and the counts of flows, with what they mean where they are read. */
public final class BalanceText {
    /** What the imbalance is; 100 percent: the fullest queue got twice what the emptiest got. */
    static final String IMBALANCE = "(max - min) / min";

    private BalanceText() {}

    static String of(final RunResult run) {
        final long[] frames = run.queuesDetail().stream().mapToLong(QueueFigures::frames).toArray();
        // What was dropped is in none of the rings, and in none of the measures.
        return "balance"
                + (run.frames().droppedTotal() > 0 ? " of the frames that were not dropped" : "")
                + ": "
                + of(run.steering(), frames);
    }

    /**
     * The measures, in one line.
     *
     * @param steering of at least one frame
     * @param framesPerQueue that they were computed from
     */
    public static String of(final SteeringFigures steering, final long... framesPerQueue) {
        long idle = 0;
        for (final long frames : framesPerQueue) {
            idle += frames == 0 ? 1 : 0;
        }
        return "max/mean "
                + Units.ratio(steering.maxOverMean())
                + (steering.imbalancePercent() == null
                        ? ""
                        : ", imbalance "
                                + Units.ratio(steering.imbalancePercent())
                                + "% ("
                                + IMBALANCE
                                + ")")
                + ", Jain "
                + Units.ratio(steering.jain())
                + (idle == 0
                        ? ""
                        : ", "
                                + Units.count(idle)
                                + " of "
                                + Units.plural(framesPerQueue.length, "queue")
                                + " got nothing");
    }

    /** 382 (TCP 318, ICMPv6 64). */
    static String flows(final SteeringFigures steering) {
        final StringJoiner protocols = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (final Map.Entry<String, Long> protocol : steering.flowsByProtocol().entrySet()) {
            protocols.add(protocol.getKey() + " " + Units.count(protocol.getValue()));
        }
        return Units.count(steering.flows()) + protocols;
    }

    /** Why the queues' flows are more than all; empty if they are not. */
    static String flowsNote(final RunResult run) {
        return flowsNote(run.total().flows(), sum(run.queuesDetail()));
    }

    /**
     * Why the queues' flows are more than all; empty if they are not.
     *
     * @param flows all
     * @param sum over the queues
     */
    public static String flowsNote(final long flows, final long sum) {
        return sum <= flows
                ? ""
                : "a flow counts at each queue that it met: the queues' flows add up to "
                        + Units.count(sum);
    }

    private static long sum(final List<QueueFigures> queues) {
        return queues.stream().mapToLong(QueueFigures::flows).sum();
    }
}
