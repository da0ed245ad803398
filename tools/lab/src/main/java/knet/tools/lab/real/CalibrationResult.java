package knet.tools.lab.real;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import knet.tools.bench.Machine;
import knet.tools.bench.Measurement;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Price;
import knet.tools.lab.cost.ThisMachine;
import knet.tools.report.JsonText;
import knet.tools.report.TextTable;

/**
 * What a calibration found.
 *
 * @param machine that was measured
 * @param at when
 * @param wake how sleepers are woken here: futex, socket or park
 * @param counting rounds whose figures count
 * @param rounds all that were done
 * @param figures one for each cost, in their order
 */
public record CalibrationResult(
        Machine machine,
        Instant at,
        String wake,
        int counting,
        List<Round> rounds,
        List<CostFigure> figures) {
    /** Where the cores' distance changes by more, so does whatever they share. */
    private static final double CHANGED = 1.5;

    private static final double LOADED = 0.1;
    private static final int SCHEMA = 1;

    public CalibrationResult {
        rounds = List.copyOf(rounds);
        figures = List.copyOf(figures);
    }

    /** As the simulator takes it. */
    public CostModel model() {
        final Map<Cost, Price> prices = new EnumMap<>(Cost.class);
        figures.forEach(figure -> prices.put(figure.cost(), figure.price()));
        return new CostModel(ThisMachine.NAME, prices);
    }

    /** How long a cache line took from core to core, nanoseconds: the median. */
    public long coreDistanceNs() {
        return Math.round(
                Measurement.medianOf(rounds.stream().mapToDouble(Round::coreDistanceNs).toArray()));
    }

    private String coreDistance() {
        return coreDistanceNs()
                + " ns ("
                + rounds.stream().mapToLong(Round::coreDistanceNs).min().orElse(0)
                + " to "
                + rounds.stream().mapToLong(Round::coreDistanceNs).max().orElse(0)
                + ")";
    }

    private boolean hasDistanceChanged() {
        final long min = rounds.stream().mapToLong(Round::coreDistanceNs).min().orElse(0);
        final long max = rounds.stream().mapToLong(Round::coreDistanceNs).max().orElse(0);
        return max > CHANGED * min;
    }

    private double foreignLoad() {
        return Measurement.medianOf(rounds.stream().mapToDouble(Round::foreignLoad).toArray());
    }

    private String machineLine() {
        return machine.cpu()
                + ", "
                + machine.processors()
                + " processors, "
                + machine.system()
                + ", "
                + machine.jdk();
    }

    private String roundsLine() {
        return counting
                + " of "
                + rounds.size()
                + " rounds count; a cache line took "
                + coreDistance()
                + " from core to core; woken by "
                + wake;
    }

    /** For people. */
    public String table() {
        final TextTable table =
                new TextTable("<cost", "median", "min", "max", "<unit", "<mark", "<how");
        for (final CostFigure figure : figures) {
            final boolean isMeasured = figure.isMeasured();
            table.row(
                    figure.cost().key(),
                    number(figure.median()),
                    isMeasured ? number(figure.min()) : "-",
                    isMeasured ? number(figure.max()) : "-",
                    unit(figure.cost()),
                    figure.mark().word(),
                    figure.source());
        }
        final StringBuilder text = new StringBuilder();
        text.append(machineLine()).append('\n').append(roundsLine()).append("\n\n").append(table);
        for (final String warning : warnings()) {
            text.append("\nwarning: ").append(warning);
        }
        return warnings().isEmpty() ? text.toString() : text.append('\n').toString();
    }

    /** What the reader has to know of the machine's mood, one line each. */
    public List<String> warnings() {
        final List<String> warnings = new ArrayList<>();
        if (hasDistanceChanged()) {
            warnings.add(
                    "the cores' distance changed from round to round: what two cores share costs"
                            + " now more, now less (min and max)");
        }
        if (foreignLoad() > LOADED) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "others, or the hypervisor, took %.0f %% of the processors: on a quiet machine"
                                    + " figures are lower",
                            100 * foreignLoad()));
        }
        return warnings;
    }

    /** For programs: schema 1. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("measuredAt", at.toString());
        json.writeObjectFieldStart("machine");
        json.writeStringField("cpu", machine.cpu());
        json.writeNumberField("processors", machine.processors());
        json.writeStringField("system", machine.system());
        json.writeStringField("jdk", machine.jdk());
        json.writeEndObject();
        json.writeNumberField("coreDistanceNs", coreDistanceNs());
        json.writeStringField("wake", wake);
        json.writeNumberField("rounds", rounds.size());
        json.writeNumberField("countingRounds", counting);
        json.writeArrayFieldStart("costs");
        for (final CostFigure figure : figures) {
            json.writeStartObject();
            json.writeStringField("cost", figure.cost().key());
            json.writeStringField("unit", unit(figure.cost()));
            JsonText.number(json, "median", figure.median());
            JsonText.number(json, "min", figure.min());
            JsonText.number(json, "max", figure.max());
            json.writeStringField("mark", figure.mark().word());
            json.writeStringField("source", figure.source());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("warnings");
        for (final String warning : warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The cost model's file. */
    public String file() {
        final StringBuilder text = new StringBuilder();
        text.append("# What things cost on this machine; written by knet lab calibrate.\n")
                .append(ThisMachine.MEASURED_AT)
                .append(at)
                .append('\n')
                .append(ThisMachine.CORE_DISTANCE)
                .append(coreDistance())
                .append("\n# ")
                .append(machineLine())
                .append("\n# ")
                .append(roundsLine())
                .append('\n');
        warnings().forEach(warning -> text.append("# ").append(warning).append('\n'));
        for (final CostFigure figure : figures) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-16s = %10s %-4s | %-8s | %s%s%n",
                            figure.cost().key(),
                            number(figure.median()),
                            unit(figure.cost()),
                            figure.mark().word(),
                            figure.source(),
                            span(figure)));
        }
        return text.toString();
    }

    private static String span(final CostFigure figure) {
        return figure.isMeasured()
                ? "; " + number(figure.min()) + " to " + number(figure.max())
                : "";
    }

    private static String unit(final Cost cost) {
        return cost.isPerByte() ? "ns/B" : "ns";
    }

    private static String number(final double ns) {
        if (ns == Math.rint(ns)) {
            return String.format(Locale.ROOT, "%.0f", ns);
        }
        return String.format(Locale.ROOT, ns < 10 ? "%.3f" : ns < 1000 ? "%.1f" : "%.0f", ns);
    }
}
