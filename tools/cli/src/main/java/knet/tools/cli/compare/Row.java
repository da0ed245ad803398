package knet.tools.cli.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.Level;
import knet.tools.lab.sim.MachineResult;
import knet.tools.lab.sim.Timeline;
import knet.tools.report.JsonText;
import knet.tools.report.RunJson;
import knet.tools.report.RunResult;

/**
 * One way of serving the trace.
 *
 * @param run as of a replay; its latency is to the end of the user thread's work
 * @param figures what the machine did
 * @param timeline null if none was asked for
 */
public record Row(Way way, RunResult run, Figures figures, Timeline timeline) {
    /** Reason under which frames are listed that found the socket of their user thread full. */
    static final String SOCKET_FULL = "socket-full";

    /** As the table names the classifier: with its parameters as the firmware spells them. */
    String firmware() {
        return way.isClassified() ? run.firmware() : "-";
    }

    /** Frames that were offered and did not get as far as they should have, by reason. */
    Map<String, Long> losses() {
        final Map<String, Long> losses = new LinkedHashMap<>();
        figures.dropped()
                .forEach(
                        (reason, frames) -> {
                            if (frames > 0) {
                                losses.put(reason, frames);
                            }
                        });
        if (figures.socketFull() > 0) {
            losses.put(SOCKET_FULL, figures.socketFull());
        }
        return losses;
    }

    /** Frames of {@link #losses}. */
    long lost() {
        return figures.droppedTotal() + figures.socketFull();
    }

    /** The least and the most busy processor, percent of its time. */
    double[] busyRange() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int cpu = 0; cpu < figures.cpus().size(); cpu++) {
            double busy = 0;
            for (final Level level : Level.values()) {
                busy += figures.percent(cpu, level);
            }
            least = Math.min(least, busy);
            most = Math.max(most, busy);
        }
        return new double[] {least, most};
    }

    void writeTo(final JsonGenerator json) throws IOException {
        RunJson.write(run, json, this::more);
    }

    private void more(final JsonGenerator json) throws IOException {
        json.writeStringField("classifier", firmware());
        json.writeNumberField("consumed", figures.consumed());
        json.writeNumberField("consumedBytes", figures.consumedBytes());
        json.writeNumberField("socketFull", figures.socketFull());
        json.writeNumberField("heldBack", figures.heldBack());
        json.writeObjectFieldStart("throughput");
        JsonText.number(json, "framesPerSecond", figures.consumedPerSecond());
        JsonText.number(json, "bitsPerSecond", figures.bitsPerSecond());
        json.writeEndObject();
        json.writeNumberField("interrupts", figures.interrupts());
        json.writeNumberField("lostInterrupts", figures.lostInterrupts());
        JsonText.number(json, "notificationsPerFrame", figures.notificationsPerFrame());
        json.writeObjectFieldStart("caches");
        json.writeNumberField("flows", figures.caches().flows());
        json.writeNumberField("frames", figures.caches().frames());
        json.writeNumberField("elsewhere", figures.caches().elsewhere());
        json.writeNumberField("readElsewhere", figures.caches().readElsewhere());
        json.writeEndObject();
        json.writeObjectFieldStart("locks");
        json.writeNumberField("waits", figures.locks().waits());
        json.writeNumberField("waitedNs", figures.locks().waitedNs());
        json.writeEndObject();
        json.writeObjectFieldStart("cpuPercent");
        JsonText.number(json, "hardInterrupt", figures.percent(Level.HARD_INTERRUPT));
        JsonText.number(json, "softirq", figures.percent(Level.SOFTIRQ));
        JsonText.number(json, "kernelThread", figures.percent(Level.KERNEL_THREAD));
        JsonText.number(json, "userThread", figures.percent(Level.USER_THREAD));
        json.writeEndObject();
        json.writeNumberField("busySpanNs", figures.busySpanNs());
        json.writeArrayFieldStart("cpu");
        for (final MachineResult.CpuResult cpu : figures.cpus()) {
            json.writeStartObject();
            json.writeNumberField("cpu", cpu.cpu());
            json.writeNumberField("hardInterruptNs", cpu.hardInterruptNs());
            json.writeNumberField("softirqNs", cpu.softirqNs());
            json.writeNumberField("kernelThreadNs", cpu.kernelThreadNs());
            json.writeNumberField("userThreadNs", cpu.userThreadNs());
            json.writeNumberField("interrupts", cpu.interrupts());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
