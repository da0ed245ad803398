package knet.tools.report;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The measures of balance and the counts of flows, with what they mean where they are read. */
final class BalanceText {
    /** Of the imbalance; by it 100 percent is twice the frames of the least loaded queue. */
    static final String IMBALANCE = "(max - min) / min";

    private BalanceText() {}

    /** Of which frames the measures are: what was dropped is in none of the rings. */
    static String of(final RunResult run) {
        final SteeringFigures steering = run.steering();
        final long idle = run.queuesDetail().stream().filter(queue -> queue.frames() == 0).count();
        return "balance"
                + (run.frames().droppedTotal() > 0 ? " of the frames that were not dropped" : "")
                + ": max/mean "
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
                                + Units.plural(run.queues(), "queue")
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
        final long sum = sum(run.queuesDetail());
        return sum <= run.total().flows()
                ? ""
                : "a flow counts at each queue that it met: the queues' flows add up to "
                        + Units.count(sum);
    }

    private static long sum(final List<QueueFigures> queues) {
        return queues.stream().mapToLong(QueueFigures::flows).sum();
    }
}
