package knet.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import knet.firmware.FirmwareSpec;
import knet.firmware.PacketKind;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/** What a journal holds: for each run its firmware, and frames by queue and by kind. */
final class JournalSummary extends JournalRuns {
    private final List<Run> runs = new ArrayList<>();

    /** One run. */
    private static final class Run {
        private final List<Loaded> firmware = new ArrayList<>();
        private final Map<Integer, Long> queues = new TreeMap<>();
        private final Map<PacketKind, Long> kinds = new TreeMap<>();
        private long decisions;
        private long firstFrame;
        private long lastFrame;
    }

    /** A firmware, and the frames on which it decided. */
    private static final class Loaded {
        private final long fromFrame;
        private final String firmware;
        private long toFrame;
        private long decisions;

        private Loaded(final long fromFrame, final String firmware) {
            this.fromFrame = fromFrame;
            this.firmware = firmware;
            this.toFrame = fromFrame - 1;
        }
    }

    @Override
    void loaded(final long frameNumber) {
        final List<Loaded> before = current().firmware;
        final int last = before.size() - 1;
        // The same one in another process is told twice.
        if (last < 0 || !before.get(last).firmware.equals(firmware())) {
            before.add(new Loaded(frameNumber, firmware()));
        }
    }

    @Override
    void decided(final long frame, final int hash, final int queue, final PacketKind kind) {
        final Run run = current();
        if (run.decisions++ == 0) {
            run.firstFrame = frame;
        }
        run.lastFrame = frame;
        if (!run.firmware.isEmpty()) {
            final Loaded loaded = run.firmware.get(run.firmware.size() - 1);
            loaded.toFrame = frame;
            loaded.decisions++;
        }
        run.queues.merge(queue, 1L, Long::sum);
        run.kinds.merge(kind, 1L, Long::sum);
    }

    private Run current() {
        while (runs.size() <= run()) {
            runs.add(new Run());
        }
        return runs.get(run());
    }

    private long decisions() {
        return runs.stream().mapToLong(run -> run.decisions).sum();
    }

    /** For people. */
    String table() {
        final StringBuilder text = new StringBuilder();
        text.append(Units.count(decisions())).append(" decisions in ").append(runs.size());
        text.append(runs.size() == 1 ? " run\n" : " runs\n");
        for (int i = 0; i < runs.size(); i++) {
            final Run run = runs.get(i);
            text.append("\nrun ").append(i).append(": ").append(Units.count(run.decisions));
            text.append(" decisions");
            if (run.decisions > 0) {
                text.append(", frames ").append(run.firstFrame).append(" to ");
                text.append(run.lastFrame);
            }
            text.append('\n');
            for (final Loaded loaded : run.firmware) {
                text.append("  from frame ").append(loaded.fromFrame).append(": ");
                text.append(PlainText.printable(FirmwareSpec.shown(loaded.firmware)));
                if (run.firmware.size() > 1) {
                    text.append(", ").append(Units.plural(loaded.decisions, "decision"));
                }
                text.append('\n');
            }
            text.append(figures("queue", run.queues, run.decisions));
            final Map<String, Long> kinds = new TreeMap<>();
            run.kinds.forEach((kind, frames) -> kinds.put(kind.label(), frames));
            text.append(figures("kind", kinds, run.decisions));
        }
        return text.toString();
    }

    private static String figures(
            final String head, final Map<? extends Object, Long> figures, final long all) {
        if (figures.isEmpty()) {
            return "";
        }
        final TextTable table = new TextTable("<" + head, "frames", "percent");
        figures.forEach(
                (key, frames) ->
                        table.row(
                                key.toString(),
                                Units.count(frames),
                                Units.ratio(100.0 * frames / all)));
        return "\n" + table.toString().indent(2);
    }

    /** The contract for programs: schema 1. */
    String json() {
        return JsonText.of(this::write);
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeNumberField("decisions", decisions());
        json.writeArrayFieldStart("runs");
        for (int i = 0; i < runs.size(); i++) {
            write(i, runs.get(i), json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(final int number, final Run run, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("run", number);
        json.writeNumberField("decisions", run.decisions);
        if (run.decisions > 0) {
            json.writeNumberField("firstFrame", run.firstFrame);
            json.writeNumberField("lastFrame", run.lastFrame);
        }
        json.writeArrayFieldStart("firmware");
        for (final Loaded loaded : run.firmware) {
            json.writeStartObject();
            json.writeNumberField("fromFrame", loaded.fromFrame);
            json.writeNumberField("toFrame", loaded.toFrame);
            json.writeNumberField("decisions", loaded.decisions);
            json.writeStringField("firmware", FirmwareSpec.shown(loaded.firmware));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("queues");
        for (final Map.Entry<Integer, Long> queue : run.queues.entrySet()) {
            json.writeStartObject();
            json.writeNumberField("queue", queue.getKey());
            json.writeNumberField("frames", queue.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("kinds");
        for (final Map.Entry<PacketKind, Long> kind : run.kinds.entrySet()) {
            json.writeNumberField(kind.getKey().label(), kind.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Frames by run and queue. */
    String csv() {
        final StringBuilder text = new StringBuilder("run,queue,frames\n");
        for (int i = 0; i < runs.size(); i++) {
            for (final Map.Entry<Integer, Long> queue : runs.get(i).queues.entrySet()) {
                text.append(Csv.line(i, queue.getKey(), queue.getValue()));
            }
        }
        return text.toString();
    }
}
