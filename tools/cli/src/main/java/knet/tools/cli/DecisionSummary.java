package knet.tools.cli;

import java.util.Map;
import knet.tools.report.BalanceText;
import knet.tools.report.SteeringFigures;
import knet.tools.report.TextTable;
import knet.tools.report.Units;
import knet.traces.Frame;
import knet.traces.header.HeaderWalk;
import knet.traces.info.FlowCounter;

/** What decisions come to for each queue. */
final class DecisionSummary {
    private final String firmware;
    private final long[] frames;
    private final long[] bytes;
    private final FlowCounter[] flows;
    private final FlowCounter all = new FlowCounter();
    private final HeaderWalk headers = new HeaderWalk();

    DecisionSummary(final String firmware, final int queues) {
        this.firmware = firmware;
        frames = new long[queues];
        bytes = new long[queues];
        flows = new FlowCounter[queues];
        for (int i = 0; i < queues; i++) {
            flows[i] = new FlowCounter();
        }
    }

    /** Counts a frame where it went. */
    void add(final Frame frame, final int queue) {
        frames[queue]++;
        bytes[queue] += frame.length();
        headers.walk(frame);
        flows[queue].add(frame.buffer(), headers);
        all.add(frame.buffer(), headers);
    }

    /** For people. */
    String table() {
        final TextTable table = new TextTable("queue", "frames", "share", "bytes", "flows");
        final long total = sum(frames);
        long flowsOfQueues = 0;
        for (int i = 0; i < frames.length; i++) {
            row(table, Integer.toString(i), frames[i], total, bytes[i], count(flows[i]));
            flowsOfQueues += count(flows[i]);
        }
        row(table, "total", total, total, sum(bytes), count(all));
        final String note = BalanceText.flowsNote(count(all), flowsOfQueues);
        return firmware
                + " over "
                + Units.plural(frames.length, "queue")
                + ", decisions alone\n\n"
                + table
                + (note.isEmpty() ? "" : note + "\n")
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
            text.append(Csv.line(i, frames[i], bytes[i], count(flows[i])));
        }
        return text.append(Csv.line("total", sum(frames), sum(bytes), count(all))).toString();
    }

    /** Members of a JSON object, under the names that a replay's result has for them. */
    void appendJson(final StringBuilder text) {
        text.append("\"queues\": ").append(frames.length).append(",\n\"queuesDetail\": [");
        for (int i = 0; i < frames.length; i++) {
            text.append(i == 0 ? "\n{\"queue\": " : ",\n{\"queue\": ").append(i).append(", ");
            figures(frames[i], bytes[i], count(flows[i]), text);
        }
        text.append("\n],\n\"total\": {");
        figures(sum(frames), sum(bytes), count(all), text);
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
        return SteeringFigures.of(frames, count(all), 0, Map.of(), Map.of(), 0);
    }

    private static long count(final FlowCounter counter) {
        return counter.flows() + counter.portlessFlows();
    }

    private static long sum(final long... values) {
        long sum = 0;
        for (final long value : values) {
            sum += value;
        }
        return sum;
    }
}
