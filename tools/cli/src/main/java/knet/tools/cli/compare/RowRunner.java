package knet.tools.cli.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import knet.nic.process.NicSummary;
import knet.tools.cli.run.RunAssembler;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.sim.MachineResult;
import knet.tools.report.LatencyFigures;

/**
 * Runs a way on the whole trace and makes a row of it: of the simulated machine nothing is kept but
 * figures.
 *
 * @param inputs as the user named them
 * @param commandLine as typed
 */
public record RowRunner(Runner runner, List<String> inputs, String commandLine) {
    /** Runs it. */
    public Row run(final Setup setup) throws IOException {
        final MachineResult result = runner.whole(setup);
        return new Row(
                setup.way(),
                new RunAssembler(result.host().device(), setup.way().mode().name(), commandLine)
                        .inputs(inputs)
                        .summary(summary(result))
                        .virtual(LatencyFigures.of(result.latency()))
                        .build(),
                Figures.of(result),
                result.timeline());
    }

    /** What a NIC process would have written down at its end. */
    private static Map<String, String> summary(final MachineResult result) {
        final MachineResult.Wire wire = result.wire();
        final Map<String, String> summary = new HashMap<>();
        summary.put(NicSummary.TRACE_LINK_TYPES, String.join(",", wire.linkTypes()));
        summary.put(NicSummary.TRACE_DURATION_NS, Long.toString(wire.durationNs()));
        summary.put(NicSummary.TRACE_DAMAGE, wire.damage() == null ? "" : wire.damage());
        result.firmwareCounters()
                .forEach(
                        (name, count) ->
                                summary.put(
                                        NicSummary.FIRMWARE_COUNTER_PREFIX + name,
                                        Long.toString(count)));
        return summary;
    }
}
