package knet.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run as a table for people: what went in, the queues, and what to make of it. */
public final class RunTable {
    private static final int WIDTH = 100;

    private RunTable() {}

    /** The text, its last line ended by a line feed. */
    public static String toString(final RunResult run) {
        final StringBuilder text = new StringBuilder();
        head(run, text);
        text.append('\n');
        queues(run, text);
        if (run.frames().delivered() > 0) {
            LatencyNote.of(run).forEach(note -> line(text, note));
        }
        if (!BalanceText.flowsNote(run).isEmpty()) {
            line(text, BalanceText.flowsNote(run));
        }
        text.append(PeriodTable.of(run));
        text.append('\n');
        line(text, run.verdict());
        line(text, run.frames().conservationLine());
        if (run.frames().lostInRestart() != 0) {
            line(text, run.frames().lostLine());
        }
        dropped(run, text);
        if (run.steering().maxOverMean() != null) {
            line(text, BalanceText.of(run));
            line(text, "flows: " + BalanceText.flows(run.steering()));
        }
        line(text, speed(run));
        if (run.pacing() != null) {
            line(text, pacing(run.pacing()));
        }
        protocols(run.protocols(), text);
        section("classifier", run.nic().firmwareCounters(), text);
        if (run.nic().restarts() > 0) {
            line(
                    text,
                    "the NIC process died "
                            + Units.plural(run.nic().restarts(), "time")
                            + " and was started again");
        }
        for (final String warning : run.warnings()) {
            if (!warning.equals(run.nic().endedEarly())) {
                line(text, "warning: " + warning);
            }
        }
        return text.toString();
    }

    private static void line(final StringBuilder text, final String line) {
        text.append(PlainText.printable(line)).append('\n');
    }

    private static void head(final RunResult run, final StringBuilder text) {
        if (!run.nic().endedEarly().isEmpty()) {
            line(text, run.nic().endedEarly());
        }
        final TraceFigures trace = run.trace();
        line(
                text,
                inputs(trace.files())
                        + ": "
                        + Units.plural(trace.frames(), "frame")
                        + ", "
                        + Units.bytes(trace.bytes())
                        + (trace.linkTypes().isEmpty()
                                ? ""
                                : ", " + String.join(" ", trace.linkTypes()))
                        + ", "
                        + Units.time(trace.durationNs())
                        + (trace.truncated() ? ", damaged" : ""));
        line(
                text,
                run.firmware()
                        + " over "
                        + Units.plural(run.queues(), "queue")
                        + ", mode "
                        + run.mode()
                        + ", "
                        + run.clock()
                        + " clock, on full "
                        + run.onFull());
    }

    private static String inputs(final List<String> files) {
        return files.size() <= 3
                ? String.join(" ", files)
                : files.get(0) + " and " + (files.size() - 1) + " more";
    }

    private static void queues(final RunResult run, final StringBuilder text) {
        final TextTable table =
                new TextTable(
                        "queue",
                        "frames",
                        "share",
                        "bytes",
                        "flows",
                        "dropped",
                        "raised",
                        "suppressed",
                        "p50",
                        "p99",
                        "p99.9",
                        "max");
        for (final QueueFigures queue : run.queuesDetail()) {
            row(Integer.toString(queue.queue()), queue, run.total().frames(), table);
        }
        row("total", run.total(), run.total().frames(), table);
        text.append(table);
    }

    private static void row(
            final String name, final QueueFigures queue, final long all, final TextTable table) {
        final LatencyFigures latency = queue.latency();
        table.row(
                name,
                Units.count(queue.frames()),
                all == 0 ? "-" : Units.ratio(100.0 * queue.frames() / all) + "%",
                Units.bytes(queue.bytes()),
                Units.count(queue.flows()),
                Units.count(queue.dropped()),
                Units.count(queue.notificationsRaised()),
                Units.count(queue.notificationsSuppressed()),
                time(latency, latency.p50()),
                time(latency, latency.p99()),
                time(latency, latency.p999()),
                time(latency, latency.max()));
    }

    private static String time(final LatencyFigures latency, final long ns) {
        return latency.count() == 0 ? "-" : Units.time(ns);
    }

    private static void dropped(final RunResult run, final StringBuilder text) {
        final List<String> parts = new ArrayList<>();
        for (final Map.Entry<String, Long> reason : run.frames().dropped().entrySet()) {
            if (reason.getValue() > 0) {
                parts.add(reason.getKey() + " " + Units.count(reason.getValue()));
            }
        }
        if (!parts.isEmpty()) {
            line(text, "dropped: " + String.join(", ", parts));
        }
    }

    private static String speed(final RunResult run) {
        return "speed: "
                + Units.time(run.rate().elapsedNs())
                + " elapsed"
                + ", "
                + Units.packetsPerSecond(run.rate().framesPerSecond())
                + ", "
                + Units.bitsPerSecond(run.rate().bitsPerSecond());
    }

    private static String pacing(final PacingFigures pacing) {
        return "pacing at "
                + pacing.rate()
                + ": late by "
                + Units.time(pacing.p50())
                + " (p50), "
                + Units.time(pacing.p99())
                + " (p99), "
                + Units.time(pacing.max())
                + " (max)";
    }

    private static void protocols(final ProtocolFigures protocols, final StringBuilder text) {
        section("ip", protocols.ip(), text);
        section("tcp", protocols.tcp(), text);
        section("udp", protocols.udp(), text);
        section("app", protocols.app(), text);
    }

    private static void section(
            final String name,
            final Map<String, ? extends Number> counters,
            final StringBuilder text) {
        final List<String> parts = new ArrayList<>();
        for (final Map.Entry<String, ? extends Number> counter : counters.entrySet()) {
            final double value = counter.getValue().doubleValue();
            if (value != 0) {
                parts.add(
                        counter.getKey()
                                + " "
                                + (counter.getValue() instanceof Double
                                        ? Units.ratio(value)
                                        : Units.count(counter.getValue().longValue())));
            }
        }
        if (!parts.isEmpty()) {
            wrapped(name + ": ", parts, text);
        }
    }

    /** Breaks a list between its elements where a line gets too long. */
    private static void wrapped(
            final String head, final List<String> parts, final StringBuilder text) {
        final StringBuilder line = new StringBuilder(head);
        for (int i = 0; i < parts.size(); i++) {
            final String part = parts.get(i) + (i < parts.size() - 1 ? "," : "");
            if (line.length() > head.length() && line.length() + part.length() > WIDTH) {
                line(text, line.toString().stripTrailing());
                line.setLength(0);
                line.append(" ".repeat(head.length()));
            }
            line.append(part).append(' ');
        }
        line(text, line.toString().stripTrailing());
    }
}
