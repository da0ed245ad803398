package knet.tools.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/**
 * What classifiers cost, as table, JSON and CSV.
 *
 * @param machine that it was measured on
 * @param costs kind by kind
 */
public record ClassifierCosts(Machine machine, List<ClassifierCost> costs) {
    private static final double TEN_GIGABIT = 1e10;

    public ClassifierCosts {
        costs = List.copyOf(costs);
    }

    /** For people: the answer first, then a block for each kind. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        text.append(PlainText.printableLines(ClassifierCostWords.of(costs)));
        text.append(machine.text());
        final Set<String> kinds = new LinkedHashSet<>();
        costs.forEach(cost -> kinds.add(cost.kind()));
        for (final String kind : kinds) {
            text.append('\n').append(block(kind));
        }
        return text.append(
                        "\nns: nanoseconds a packet on one core, from its bytes to its queue, median,"
                                + " least and most of the runs; ratio: to flow-hash in the same run\n"
                                + "line: what the core keeps up with at frames of 64 bytes; 10 Gbit/s"
                                + " is 14.88 Mpps; bytes: allocated a packet\n")
                .toString();
    }

    private String block(final String kind) {
        final TextTable table =
                new TextTable(
                        "<" + kind, "ns", "min", "max", "ratio", "Mpps", "line", "10G", "bytes");
        for (final ClassifierCost cost : costs) {
            if (cost.kind().equals(kind)) {
                table.row(
                        PlainText.printable(cost.firmware()),
                        Units.ratio(cost.ns().median()),
                        Units.ratio(cost.ns().min()),
                        Units.ratio(cost.ns().max()),
                        Units.ratio(cost.ns().ratio()),
                        Units.ratio(cost.packetsPerSecond() / 1e6),
                        Units.bitsPerSecond(cost.bitsPerSecond()),
                        Units.ratio(cost.bitsPerSecond() / TEN_GIGABIT) + "x",
                        bytes(cost));
            }
        }
        return PacketSort.of(kind)
                        .map(sort -> sort.help() + '\n')
                        .orElse("the frames of the capture\n")
                + table;
    }

    private static String bytes(final ClassifierCost cost) {
        if (Double.isNaN(cost.bytesPerPacket())) {
            return "-";
        }
        return cost.bytesPerPacket() == 0
                ? "0"
                : String.format(Locale.ROOT, "%.3g", cost.bytesPerPacket());
    }

    /** The contract for programs: schema 1. */
    public String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeStringField("verdict", ClassifierCostWords.of(costs));
                    machine.writeTo(json);
                    json.writeArrayFieldStart("results");
                    for (final ClassifierCost cost : costs) {
                        json.writeStartObject();
                        json.writeStringField("firmware", cost.firmware());
                        json.writeStringField("kind", cost.kind());
                        json.writeStringField("unit", cost.ns().unit());
                        JsonText.number(json, "median", cost.ns().median());
                        JsonText.number(json, "min", cost.ns().min());
                        JsonText.number(json, "max", cost.ns().max());
                        json.writeNumberField("runs", cost.ns().runs().length);
                        json.writeStringField("reference", cost.ns().reference());
                        JsonText.number(json, "ratio", cost.ns().ratio());
                        JsonText.number(json, "packetsPerSecond", cost.packetsPerSecond());
                        JsonText.number(json, "bitsPerSecond64B", cost.bitsPerSecond());
                        JsonText.number(json, "bytesPerPacket", cost.bytesPerPacket());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
