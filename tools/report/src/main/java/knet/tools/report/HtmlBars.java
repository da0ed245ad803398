package knet.tools.report;

/** One horizontal bar per queue: frames delivered to it, and behind them those dropped there. */
final class HtmlBars {
    /** Beyond, they stand in columns. */
    private static final int FEW = 16;

    private HtmlBars() {}

    static void frames(final RunResult run, final Html html) {
        long most = 1;
        for (final QueueFigures queue : run.queuesDetail()) {
            most = Math.max(most, queue.frames() + queue.dropped());
        }
        final double mean = (double) run.total().frames() / run.queues();
        html.raw("<div class=\"barbox\"><div class=\"bars")
                .raw(run.queues() > FEW ? " many" : "")
                .raw("\" role=\"img\" aria-label=\"frames per queue\" style=\"--mean:")
                .number(100 * mean / most)
                .raw("%\">\n");
        for (final QueueFigures queue : run.queuesDetail()) {
            html.raw("<div class=\"bar\"><span class=\"name\">")
                    .text(Integer.toString(queue.queue()))
                    .raw("</span><span class=\"track\"><i style=\"width:")
                    .number(100.0 * queue.frames() / most)
                    .raw("%\"></i><i class=\"lost\" style=\"width:")
                    .number(100.0 * queue.dropped() / most)
                    .raw("%\"></i></span><span class=\"value\">")
                    .text(Units.count(queue.frames()))
                    .raw("</span></div>\n");
        }
        html.raw("</div></div>\n<p class=\"hint\">Frames per queue; the line is the mean of ")
                .text(Units.count(Math.round(mean)))
                .raw(
                        run.frames().droppedTotal() > 0
                                ? ", the other colour is what was dropped"
                                : "")
                .raw(".</p>\n");
    }
}
