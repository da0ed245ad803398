package knet.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sections of the page that hold figures of the run itself. */
final class HtmlSections {
    /** A longer table scrolls within its section, its head and its sums in sight. */
    private static final int MOST_ROWS = 16;

    private HtmlSections() {}

    static void keyFigures(final RunResult run, final Html html) {
        final FrameFigures frames = run.frames();
        final LatencyFigures latency = run.total().latency();
        html.raw("<dl class=\"key\">\n");
        key(html, "Offered", "frames.offered", frames.offered(), Units.count(frames.offered()));
        key(
                html,
                "Delivered",
                "frames.delivered",
                frames.delivered(),
                Units.count(frames.delivered()));
        key(
                html,
                "Dropped",
                "droppedTotal",
                frames.droppedTotal(),
                Units.count(frames.droppedTotal()));
        key(
                html,
                "Packet rate",
                "rate.framesPerSecond",
                run.rate().framesPerSecond(),
                Units.packetsPerSecond(run.rate().framesPerSecond()));
        key(
                html,
                "Bit rate",
                "rate.bitsPerSecond",
                run.rate().bitsPerSecond(),
                Units.bitsPerSecond(run.rate().bitsPerSecond()));
        key(
                html,
                "Elapsed",
                "rate.elapsedNs",
                run.rate().elapsedNs(),
                Units.time(run.rate().elapsedNs()));
        if (latency.count() > 0) {
            key(
                    html,
                    "Latency p50",
                    "total.latencyNs.p50",
                    latency.p50(),
                    Units.time(latency.p50()));
            key(
                    html,
                    "Latency p99",
                    "total.latencyNs.p99",
                    latency.p99(),
                    Units.time(latency.p99()));
        }
        html.raw("</dl>\n");
        dropped(frames, html);
    }

    static void key(
            final Html html,
            final String name,
            final String key,
            final Object value,
            final String shown) {
        html.raw("<div><dt>").text(name).raw("</dt>").figure("dd", key, value, shown);
        html.raw("</div>\n");
    }

    private static void dropped(final FrameFigures frames, final Html html) {
        if (frames.droppedTotal() == 0) {
            return;
        }
        html.raw("<p class=\"dropped\">Dropped: ");
        String comma = "";
        for (final Map.Entry<String, Long> reason : frames.dropped().entrySet()) {
            if (reason.getValue() > 0) {
                html.text(comma + reason.getKey() + " ")
                        .figure(
                                "b",
                                "frames.dropped." + reason.getKey(),
                                reason.getValue(),
                                Units.count(reason.getValue()));
                comma = ", ";
            }
        }
        html.raw("</p>\n");
    }

    static void queues(final RunResult run, final Html html) {
        html.raw("<section><h2>Queues</h2>\n<p class=\"setting\">")
                .text(
                        run.firmware()
                                + " over "
                                + Units.plural(run.queues(), "queue")
                                + ", mode "
                                + run.mode()
                                + ", "
                                + run.clock()
                                + " clock, on full "
                                + run.onFull())
                .raw("</p>\n");
        HtmlBars.frames(run, html);
        table(run, html);
        for (final String head :
                new String[] {
                    "Queue", "Frames", "Share", "Bytes", "Flows", "Dropped", "p50", "p99", "p99.9",
                    "Max"
                }) {
            html.raw("<th scope=\"col\">").text(head).raw("</th>");
        }
        html.raw("</tr></thead><tbody>\n");
        for (final QueueFigures queue : run.queuesDetail()) {
            row("queuesDetail." + queue.queue(), Integer.toString(queue.queue()), queue, run, html);
        }
        html.raw("</tbody><tfoot>");
        row("total", "Total", run.total(), run, html);
        html.raw("</tfoot></table></div>\n").raw("<p class=\"hint\">");
        final List<String> notes = new ArrayList<>(LatencyNote.of(run));
        if (!BalanceText.flowsNote(run).isEmpty()) {
            notes.add(BalanceText.flowsNote(run));
        }
        notes.forEach(note -> html.text(HtmlReport.sentence(note) + " "));
        html.raw("</p></section>\n");
    }

    /** Opens the table of figures per queue, up to its head's cells. */
    private static void table(final RunResult run, final Html html) {
        html.raw(
                        run.queues() > MOST_ROWS
                                ? "<div class=\"scroll tall\">"
                                : "<div class=\"scroll\">")
                .raw("<table class=\"figures\"><thead><tr>");
    }

    private static void row(
            final String key,
            final String name,
            final QueueFigures queue,
            final RunResult run,
            final Html html) {
        final long all = run.total().frames();
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        html.figure("td", key + ".frames", queue.frames(), Units.count(queue.frames()));
        html.raw("<td>")
                .text(all == 0 ? "-" : Units.ratio(100.0 * queue.frames() / all) + "%")
                .raw("</td>");
        html.figure("td", key + ".bytes", queue.bytes(), Units.bytes(queue.bytes()));
        html.figure("td", key + ".flows", queue.flows(), Units.count(queue.flows()));
        html.figure("td", key + ".dropped", queue.dropped(), Units.count(queue.dropped()));
        final LatencyFigures latency = queue.latency();
        time(key + ".latencyNs.p50", latency, latency.p50(), html);
        time(key + ".latencyNs.p99", latency, latency.p99(), html);
        time(key + ".latencyNs.p999", latency, latency.p999(), html);
        time(key + ".latencyNs.max", latency, latency.max(), html);
        html.raw("</tr>\n");
    }

    private static void time(
            final String key, final LatencyFigures latency, final long ns, final Html html) {
        if (latency.count() == 0) {
            html.raw("<td>-</td>");
        } else {
            html.figure("td", key, ns, Units.time(ns));
        }
    }

    static void latency(final RunResult run, final Html html) {
        final LatencyFigures latency = run.total().latency();
        html.raw("<section><h2>Latency</h2>\n");
        if (latency.count() == 0) {
            html.raw("<p class=\"hint\">No frame brought an application anything.</p></section>\n");
            return;
        }
        HtmlDistribution.draw(latency, html);
        html.raw("<p class=\"hint\">")
                .figure(
                        "b",
                        "total.latencyNs.count",
                        latency.count(),
                        Units.plural(latency.count(), "frame"))
                .text(
                        " of "
                                + Units.count(run.frames().delivered())
                                + " brought an application something; p50 "
                                + Units.time(latency.p50())
                                + ", p99 "
                                + Units.time(latency.p99())
                                + ", p99.9 "
                                + Units.time(latency.p999())
                                + ", max "
                                + Units.time(latency.max())
                                + ".");
        if (run.pacing() != null) {
            html.text(" The wire, paced at " + run.pacing().rate() + ", was late by ")
                    .figure(
                            "b",
                            "pacing.lateNs.p50",
                            run.pacing().p50(),
                            Units.time(run.pacing().p50()))
                    .text(" (p50), ")
                    .figure(
                            "b",
                            "pacing.lateNs.p99",
                            run.pacing().p99(),
                            Units.time(run.pacing().p99()))
                    .text(" (p99), ")
                    .figure(
                            "b",
                            "pacing.lateNs.max",
                            run.pacing().max(),
                            Units.time(run.pacing().max()))
                    .text(" (max).");
        }
        html.raw("</p></section>\n");
    }

    static void notifications(final RunResult run, final Html html) {
        final QueueFigures total = run.total();
        html.raw("<section><h2>Notifications</h2>\n<p class=\"hint\">");
        final long raised = total.notificationsRaised();
        html.figure("b", "total.notificationsRaised", raised, Units.count(raised))
                .text(" raised, ")
                .figure(
                        "b",
                        "total.notificationsSuppressed",
                        total.notificationsSuppressed(),
                        Units.count(total.notificationsSuppressed()))
                .text(" suppressed because the queue was polled already");
        if (raised > 0) {
            html.text(
                    ": "
                            + Units.count(Math.round((double) total.frames() / raised))
                            + " frames for each");
        }
        html.raw(".</p>\n");
        table(run, html);
        for (final String head :
                new String[] {
                    "Queue", "Raised", "Suppressed", "Polls", "Empty polls", "Budget used up"
                }) {
            html.raw("<th scope=\"col\">").text(head).raw("</th>");
        }
        html.raw("</tr></thead><tbody>\n");
        for (final QueueFigures queue : run.queuesDetail()) {
            notificationRow(
                    "queuesDetail." + queue.queue(), Integer.toString(queue.queue()), queue, html);
        }
        html.raw("</tbody><tfoot>");
        notificationRow("total", "Total", total, html);
        html.raw("</tfoot></table></div></section>\n");
    }

    private static void notificationRow(
            final String key, final String name, final QueueFigures queue, final Html html) {
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        count(html, key + ".notificationsRaised", queue.notificationsRaised());
        count(html, key + ".notificationsSuppressed", queue.notificationsSuppressed());
        count(html, key + ".polls", queue.polls());
        count(html, key + ".emptyPolls", queue.emptyPolls());
        count(html, key + ".budgetExhausted", queue.budgetExhausted());
        html.raw("</tr>\n");
    }

    private static void count(final Html html, final String key, final long value) {
        html.figure("td", key, value, Units.count(value));
    }
}
