package knet.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import knet.threads.result.ProcessorResult;
import knet.tools.report.JsonText;
import knet.tools.report.LatencyFigures;
import knet.tools.report.RunJson;
import knet.tools.report.RunResult;
import knet.tools.report.RunTable;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/**
 * What is printed of a run.
 *
 * @param run the report
 * @param processors that frames were steered to in software; empty in modes that do not steer
 */
record Outcome(RunResult run, List<ProcessorResult> processors) {
    Outcome {
        processors = List.copyOf(processors);
    }

    /**
     * The text for people.
     *
     * @param news warnings that they have not seen
     */
    String table(final List<String> news) {
        final String text = RunTable.toString(run.withWarnings(news));
        return processors.isEmpty() ? text : text + System.lineSeparator() + processorTable();
    }

    private String processorTable() {
        final TextTable table =
                new TextTable(
                        "processor",
                        "steered",
                        "share",
                        "dropped",
                        "wakes",
                        "p50",
                        "p99",
                        "p99.9",
                        "max");
        final long all = processors.stream().mapToLong(ProcessorResult::steered).sum();
        for (final ProcessorResult processor : processors) {
            final LatencyFigures latency = LatencyFigures.of(processor.latency());
            table.row(
                    Integer.toString(processor.processor()),
                    Units.count(processor.steered()),
                    all == 0 ? "-" : Units.ratio(100.0 * processor.steered() / all) + "%",
                    Units.count(processor.dropped()),
                    Units.count(processor.wakes()),
                    time(latency, latency.p50()),
                    time(latency, latency.p99()),
                    time(latency, latency.p999()),
                    time(latency, latency.max()));
        }
        return table.toString();
    }

    private static String time(final LatencyFigures latency, final long ns) {
        return latency.count() == 0 ? "-" : Units.time(ns);
    }

    /** The document for programs. */
    String json() {
        return processors.isEmpty()
                ? RunJson.toString(run)
                : JsonText.of(json -> RunJson.write(run, json, this::writeProcessors));
    }

    private void writeProcessors(final JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("processorsDetail");
        for (final ProcessorResult processor : processors) {
            final LatencyFigures latency = LatencyFigures.of(processor.latency());
            json.writeStartObject();
            json.writeNumberField("processor", processor.processor());
            json.writeNumberField("steered", processor.steered());
            json.writeNumberField("dropped", processor.dropped());
            json.writeNumberField("wakes", processor.wakes());
            json.writeObjectFieldStart("latencyNs");
            json.writeNumberField("count", latency.count());
            if (latency.count() > 0) {
                json.writeNumberField("p50", latency.p50());
                json.writeNumberField("p99", latency.p99());
                json.writeNumberField("p999", latency.p999());
                json.writeNumberField("max", latency.max());
            } else {
                json.writeNullField("p50");
                json.writeNullField("p99");
                json.writeNullField("p999");
                json.writeNullField("max");
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
