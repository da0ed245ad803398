package knet.tools.cli.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.ToLongFunction;
import knet.tools.lab.sim.MachineResult;
import knet.tools.report.RunJson;
import knet.tools.report.RunResult;

/**
 * One way of serving the trace.
 *
 * @param run as of a replay; its latency is to the end of the user thread's work
 * @param machine what the processors did
 * @param hasOneQueue so that there is nothing to classify
 */
record Row(RunResult run, MachineResult machine, boolean hasOneQueue) {
    /** As the table names it. */
    String firmware() {
        return hasOneQueue ? "-" : run.firmware();
    }

    /** The way, in words. */
    String name() {
        return hasOneQueue ? run.mode() : run.mode() + " with " + run.firmware();
    }

    /** Interrupts for each frame that was offered. */
    double interruptsPerFrame() {
        return (double) machine.interrupts() / Math.max(1, run.frames().offered());
    }

    /** Percent of the time that all processors had, while frames came in and were worked on. */
    double busyPercent(final ToLongFunction<MachineResult.CpuResult> account) {
        final double allNs = (double) machine.busySpanNs() * machine.cpus().size();
        return allNs == 0 ? 0 : 100 * machine.cpus().stream().mapToLong(account).sum() / allNs;
    }

    void writeTo(final JsonGenerator json) throws IOException {
        RunJson.write(run, json, this::more);
    }

    private void more(final JsonGenerator json) throws IOException {
        json.writeNumberField("consumed", machine.consumed());
        json.writeNumberField("socketFull", machine.socketDropped());
        json.writeNumberField("interrupts", machine.interrupts());
        json.writeArrayFieldStart("cpu");
        for (final MachineResult.CpuResult cpu : machine.cpus()) {
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
