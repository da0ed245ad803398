package knet.tools.cli.real;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import knet.tools.cli.real.ThreadTimes.ThreadTime;
import knet.tools.lab.experiment.Way;
import knet.tools.report.JsonText;
import knet.tools.report.RunJson;
import knet.tools.report.RunResult;
import knet.tools.report.Units;

/**
 * One way of serving the trace, on real threads and a real NIC process. What only a simulated
 * machine knows (frames consumed by user threads, time by context, interrupts) is not there.
 *
 * @param run as of a replay
 * @param threads network threads
 * @param processors that this machine has
 * @param times processor time of the network threads
 */
public record RealRow(Way way, RunResult run, int threads, int processors, List<ThreadTime> times) {
    private static final double NS_PER_S = 1e9;

    public RealRow {
        times = List.copyOf(times);
    }

    /** As the table names the classifier. */
    String firmware() {
        return way.isClassified() ? run.firmware() : "-";
    }

    /** In words. */
    String name() {
        return way.isClassified() ? run.mode() + " with " + run.firmware() : run.mode();
    }

    /** True if network threads and NIC have to share processors. */
    boolean isOversubscribed() {
        return threads + 1 > processors;
    }

    /** What the reader has to know; empty if nothing. */
    String note() {
        return isOversubscribed()
                ? Units.plural(threads, "network thread")
                        + " and the NIC on "
                        + Units.plural(processors, "processor")
                        + ": latency and rate are the scheduler's as much as the mode's"
                : "";
    }

    double framesPerSecond() {
        return run.rate().elapsedNs() <= 0
                ? Double.NaN
                : run.frames().delivered() * NS_PER_S / run.rate().elapsedNs();
    }

    double notificationsPerFrame() {
        return run.frames().offered() == 0
                ? 0
                : (double) run.total().notificationsRaised() / run.frames().offered();
    }

    /** Of all network threads. */
    long cpuNs() {
        return times.stream().mapToLong(ThreadTime::cpuNs).sum();
    }

    void writeTo(final JsonGenerator json) throws IOException {
        RunJson.write(run, json, this::more);
    }

    private void more(final JsonGenerator json) throws IOException {
        json.writeStringField("classifier", firmware());
        JsonText.number(json, "notificationsPerFrame", notificationsPerFrame());
        json.writeBooleanField("oversubscribed", isOversubscribed());
        if (isOversubscribed()) {
            json.writeStringField("note", note());
        }
        json.writeNumberField("networkThreads", threads);
        json.writeArrayFieldStart("threads");
        for (final ThreadTime time : times) {
            json.writeStartObject();
            json.writeStringField("thread", time.thread());
            json.writeNumberField("cpuNs", time.cpuNs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
