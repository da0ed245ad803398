package knet.tools.cli;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import knet.firmware.Packet;
import knet.tools.cli.firmware.FlowFinder;
import knet.tools.cli.firmware.FlowId;
import knet.tools.report.BalanceText;
import knet.tools.report.SteeringFigures;
import knet.tools.report.TextTable;
import knet.tools.report.Units;
import knet.traces.Frame;

/**
 * What decisions come to for each queue. Flows are those of a replay: a fragment whose datagram's
 * first fragment did not come is of the flow of its addresses.
 */
final class DecisionSummary {
    private static final int MOST_FLOWS = 1 << 19;

    private final String firmware;
    private final long[] frames;
    private final long[] bytes;
    private final long[] flows;
    private final FlowFinder finder = new FlowFinder();
    private final Map<FlowId, BitSet> queuesOfFlow = new HashMap<>();
    private boolean isFull;

    DecisionSummary(final String firmware, final int queues) {
        this.firmware = firmware;
        frames = new long[queues];
        bytes = new long[queues];
        flows = new long[queues];
    }

    /** Counts a frame where it went. */
    void add(final Frame frame, final Packet packet, final int queue) {
        frames[queue]++;
        bytes[queue] += frame.length();
        final FlowId flow = finder.of(packet);
        if (flow != null && queuesOfFlow.size() == MOST_FLOWS && !queuesOfFlow.containsKey(flow)) {
            isFull = true; // Counted in no flow.
        } else if (flow != null) {
            final BitSet met = queuesOfFlow.computeIfAbsent(flow, unused -> new BitSet());
            flows[queue] += met.get(queue) ? 0 : 1;
            met.set(queue);
        }
    }

    /** For people. */
    String table() {
        final TextTable table = new TextTable("queue", "frames", "share", "bytes", "flows");
        final long total = sum(frames);
        long flowsOfQueues = 0;
        for (int i = 0; i < frames.length; i++) {
            row(table, Integer.toString(i), frames[i], total, bytes[i], flows[i]);
            flowsOfQueues += flows[i];
        }
        row(table, "total", total, total, sum(bytes), queuesOfFlow.size());
        final String note = BalanceText.flowsNote(queuesOfFlow.size(), flowsOfQueues);
        return firmware
                + " over "
                + Units.plural(frames.length, "queue")
                + ", decisions alone\n\n"
                + table
                + (note.isEmpty() ? "" : note + "\n")
                + (isFull
                        ? "flows beyond the first " + Units.count(MOST_FLOWS) + " are not counted\n"
                        : "")
                + (total == 0 ? "" : "\nbalance: " + BalanceText.of(steering(), frames) + "\n");
    }

    private static void row(
            final TextTable table,
            final String name,
            final long frames,
            final long all,
            final long bytes,
            final long flows) {
        table.row(
                name,
                Units.count(frames),
                all == 0 ? "-" : Units.ratio(100.0 * frames / all) + "%",
                Units.bytes(bytes),
                Units.count(flows));
    }

    /** A line per queue, then one for all. */
    String csv() {
        final StringBuilder text = new StringBuilder(Csv.line("queue", "frames", "bytes", "flows"));
        for (int i = 0; i < frames.length; i++) {
            text.append(Csv.line(i, frames[i], bytes[i], flows[i]));
        }
        return text.append(Csv.line("total", sum(frames), sum(bytes), queuesOfFlow.size()))
                .toString();
    }

    /** Members of a JSON object, under the names that a replay's result has for them. */
    void appendJson(final StringBuilder text) {
        text.append("\"queues\": ").append(frames.length).append(",\n\"queuesDetail\": [");
        for (int i = 0; i < frames.length; i++) {
            text.append(i == 0 ? "\n{\"queue\": " : ",\n{\"queue\": ").append(i).append(", ");
            figures(frames[i], bytes[i], flows[i], text);
        }
        text.append("\n],\n\"total\": {");
        figures(sum(frames), sum(bytes), queuesOfFlow.size(), text);
        final SteeringFigures steering = steering();
        text.append(",\n\"steering\": {");
        ratio("imbalancePercent", steering.imbalancePercent(), text);
        ratio("maxOverMean", steering.maxOverMean(), text);
        ratio("jain", steering.jain(), text);
        text.append("\"flows\": ").append(steering.flows()).append('}');
    }

    private static void figures(
            final long frames, final long bytes, final long flows, final StringBuilder text) {
        text.append("\"frames\": ")
                .append(frames)
                .append(", \"bytes\": ")
                .append(bytes)
                .append(", \"flows\": ")
                .append(flows)
                .append('}');
    }

    private static void ratio(final String key, final Double value, final StringBuilder text) {
        text.append('"')
                .append(key)
                .append("\": ")
                .append(value == null ? "null" : Double.toString(Math.rint(value * 1e6) / 1e6))
                .append(", ");
    }

    private SteeringFigures steering() {
        return SteeringFigures.of(frames, queuesOfFlow.size(), 0, Map.of(), Map.of(), 0);
    }

    private static long sum(final long... values) {
        long sum = 0;
        for (final long value : values) {
            sum += value;
        }
        return sum;
    }
}
