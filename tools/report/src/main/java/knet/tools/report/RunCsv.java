package knet.tools.report;

import java.util.StringJoiner;

/** A run as comma-separated values: one line per queue, then one for all of them. */
public final class RunCsv {
    /** First line. Columns are added at the end, never renamed. */
    public static final String HEADER =
            "queue,frames,bytes,flows,dropped,notificationsRaised,notificationsSuppressed,polls,"
                    + "emptyPolls,budgetExhausted,latencyCount,latencyP50Ns,latencyP99Ns,"
                    + "latencyP999Ns,latencyMaxNs";

    private RunCsv() {}

    /** Header and lines, each ended by a line feed. No field needs quotes. */
    public static String toString(final RunResult run) {
        final StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (final QueueFigures queue : run.queuesDetail()) {
            line(Integer.toString(queue.queue()), queue, text);
        }
        line("total", run.total(), text);
        return text.toString();
    }

    private static void line(
            final String name, final QueueFigures queue, final StringBuilder text) {
        final LatencyFigures latency = queue.latency();
        final boolean any = latency.count() > 0;
        final StringJoiner line = new StringJoiner(",");
        line.add(name);
        for (final long value :
                new long[] {
                    queue.frames(),
                    queue.bytes(),
                    queue.flows(),
                    queue.dropped(),
                    queue.notificationsRaised(),
                    queue.notificationsSuppressed(),
                    queue.polls(),
                    queue.emptyPolls(),
                    queue.budgetExhausted(),
                    latency.count()
                }) {
            line.add(Long.toString(value));
        }
        for (final long value :
                new long[] {latency.p50(), latency.p99(), latency.p999(), latency.max()}) {
            line.add(any ? Long.toString(value) : "");
        }
        text.append(line).append('\n');
    }
}
