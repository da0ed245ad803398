package knet.tools.cli.firmware;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import knet.tools.report.BalanceText;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.SteeringFigures;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/**
 * Where two classifiers differ, for people and for programs.
 *
 * @param nameA the first classifier as the user named it
 * @param nameB the second
 * @param subject what they decided on
 * @param explainers commands that explain a decision of A and of B on a packet, to which {@code
 *     --packet N} is added; empty if nothing can
 * @param tally what was counted
 * @param notes what else is to be known, a line each
 */
public record DiffReport(
        String nameA,
        String nameB,
        String subject,
        List<String> explainers,
        DiffTally tally,
        List<String> notes) {

    private static final int KINDS_IN_TABLE = 20;
    private static final int FLOWS_IN_TABLE = 5;
    private static final int FLOWS_IN_JSON = 1000;

    public DiffReport {
        explainers = List.copyOf(explainers);
        notes = List.copyOf(notes);
    }

    /** The answer in a sentence. */
    public String verdict() {
        return tally.failure() + difference();
    }

    private String difference() {
        if (tally.packets() == 0) {
            return "there were no packets";
        }
        if (tally.elsewhere() == 0) {
            return "A and B send every packet to the same queue";
        }
        final FlowDifferences flows = tally.flows();
        return "B sends "
                + Units.count(tally.elsewhere())
                + " of "
                + Units.plural(tally.packets(), "packet")
                + " ("
                + Units.ratio(100.0 * tally.elsewhere() / tally.packets())
                + "%)"
                + (flows == null
                        ? ""
                        : ", of "
                                + Units.count(flows.elsewhere())
                                + (flows.left() > 0 ? " of the first " : " of ")
                                + Units.plural(flows.count(), "flow")
                                + ",")
                + " to another queue than A"
                + balanceVerdict()
                + (flows == null ? "" : splitVerdict(flows));
    }

    private String balanceVerdict() {
        final double before = steering(true).maxOverMean();
        final double after = steering(false).maxOverMean();
        final String from = Units.ratio(before);
        final String to = Units.ratio(after);
        return "; balance is "
                + (from.equals(to)
                        ? "the same: max/mean " + to
                        : (after < before ? "better" : "worse")
                                + ": max/mean "
                                + from
                                + " by A, "
                                + to
                                + " by B");
    }

    private static String splitVerdict(final FlowDifferences flows) {
        final long before = flows.integrity(true).splitFlows();
        final long after = flows.integrity(false).splitFlows();
        return "; "
                + (before == after
                        ? before == 0
                                ? "both keep every "
                                        + (flows.left() > 0 ? "one of these" : "flow")
                                        + " on one queue"
                                : "both split " + Units.plural(before, "flow")
                        : "A splits "
                                + Units.plural(before, "flow")
                                + ", B "
                                + (after == 0 ? "none" : Units.count(after)));
    }

    private SteeringFigures steering(final boolean isFirst) {
        return SteeringFigures.of(
                isFirst ? tally.framesA() : tally.framesB(), 0, 0, Map.of(), Map.of(), 0);
    }

    /** For people: the answer first. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        text.append(verdict()).append('\n');
        text.append("A: ").append(nameA).append('\n');
        text.append("B: ").append(nameB).append('\n');
        text.append(subject).append(", ").append(Units.plural(tally.framesA().length, "queue"));
        text.append("\n");
        if (tally.packets() > 0) {
            text.append('\n').append(queues());
            text.append("balance of A: ");
            text.append(BalanceText.of(steering(true), tally.framesA())).append('\n');
            text.append("balance of B: ");
            text.append(BalanceText.of(steering(false), tally.framesB())).append('\n');
        }
        if (tally.flows() != null) {
            text.append(integrity("A", tally.flows().integrity(true)));
            text.append(integrity("B", tally.flows().integrity(false)));
            text.append(left(tally.flows()));
        }
        if (tally.elsewhere() > 0) {
            text.append("two spreads of these shares that know nothing of each other would differ");
            text.append(" on ").append(Units.ratio(tally.byChancePercent()));
            text.append("% of the packets\n\n").append(kinds());
            if (tally.flows() != null) {
                text.append('\n').append(flows());
            }
        }
        for (final String note : notes) {
            text.append('\n').append(note).append('\n');
        }
        if (!tally.doubt().isEmpty()) {
            text.append("\nnot to be trusted: ").append(tally.doubt()).append('\n');
        }
        return PlainText.printableLines(text.toString());
    }

    private String queues() {
        final TextTable table = new TextTable("queue", "A", "share", "B", "share", "change");
        final long[] a = tally.framesA();
        final long[] b = tally.framesB();
        for (int queue = 0; queue < a.length; queue++) {
            final long change = b[queue] - a[queue];
            table.row(
                    Integer.toString(queue),
                    Units.count(a[queue]),
                    share(a[queue]),
                    Units.count(b[queue]),
                    share(b[queue]),
                    (change > 0 ? "+" : "") + Units.count(change));
        }
        return table.toString();
    }

    private String share(final long frames) {
        return Units.ratio(100.0 * frames / tally.packets()) + "%";
    }

    private static String integrity(final String side, final FlowDifferences.Integrity integrity) {
        final StringBuilder reasons = new StringBuilder();
        integrity
                .splitReasons()
                .forEach(
                        (reason, flows) ->
                                reasons.append(reasons.length() == 0 ? " (" : ", ")
                                        .append(reason)
                                        .append(' ')
                                        .append(Units.count(flows)));
        return "flows of "
                + side
                + ": "
                + Units.count(integrity.splitFlows())
                + " on more than one queue"
                + reasons
                + (reasons.length() == 0 ? "" : ")")
                + "; "
                + Units.plural(integrity.queueChanges(), "change")
                + " of queue within a flow's direction: packets behind each may overtake\n";
    }

    /** Which flows the figures are of; empty if of all. */
    private static String left(final FlowDifferences flows) {
        return flows.left() == 0
                ? ""
                : "all figures of flows are of the first "
                        + Units.plural(flows.count(), "flow")
                        + ": "
                        + Units.plural(flows.left(), "packet")
                        + " of later ones "
                        + (flows.left() == 1 ? "is" : "are")
                        + " in none of them\n";
    }

    private String kinds() {
        final List<DiffTally.Kind> kinds = tally.kinds();
        final boolean hasFlows = tally.flows() != null;
        final TextTable table =
                hasFlows
                        ? new TextTable("packets", "flows", "example", "A > B", "<what", "<why")
                        : new TextTable("packets", "example", "A > B", "<what", "<why");
        for (final DiffTally.Kind kind : kinds.subList(0, Math.min(KINDS_IN_TABLE, kinds.size()))) {
            final String packets = Units.count(kind.packets());
            final String example = Long.toString(kind.example());
            final String queues = kind.exampleA() + " > " + kind.exampleB();
            if (hasFlows) {
                table.row(
                        packets,
                        Units.count(kind.flows()),
                        example,
                        queues,
                        kind.traffic(),
                        kind.cause());
            } else {
                table.row(packets, example, queues, kind.traffic(), kind.cause());
            }
        }
        final int more = kinds.size() - KINDS_IN_TABLE;
        return "kinds of difference\n"
                + table
                + (more > 0 ? "and " + Units.plural(more, "kind") + " more: --format json\n" : "")
                + examples(kinds.get(0));
    }

    /** What explains the first example, to copy. */
    private String examples(final DiffTally.Kind kind) {
        if (explainers.isEmpty()) {
            return "";
        }
        final StringBuilder text = new StringBuilder("the first example, step by step:\n");
        for (final String command : explainers) {
            text.append("  ").append(command).append(" --packet ").append(kind.example());
            text.append('\n');
        }
        return text.toString();
    }

    private String flows() {
        final TextTable table = new TextTable("elsewhere", "packets", "<flow");
        tally.flows()
                .most(FLOWS_IN_TABLE)
                .forEach(
                        flow ->
                                table.row(
                                        Units.count(flow.elsewhere()),
                                        Units.count(flow.packets()),
                                        flow.id().toString()));
        return "flows with most packets that go elsewhere\n" + table;
    }

    /** The contract for programs: schema 1. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeStringField("verdict", verdict());
        json.writeStringField("subject", subject);
        json.writeNumberField("queues", tally.framesA().length);
        json.writeNumberField("packets", tally.packets());
        json.writeNumberField("elsewhere", tally.elsewhere());
        JsonText.number(json, "byChancePercent", tally.byChancePercent());
        final FlowDifferences flows = tally.flows();
        if (flows != null) {
            json.writeNumberField("flows", flows.count());
            json.writeNumberField("flowsElsewhere", flows.elsewhere());
            json.writeNumberField("packetsOfLaterFlows", flows.left());
        }
        side("a", nameA, true, json);
        side("b", nameB, false, json);
        json.writeArrayFieldStart("queuesDetail");
        for (int queue = 0; queue < tally.framesA().length; queue++) {
            json.writeStartObject();
            json.writeNumberField("queue", queue);
            json.writeNumberField("framesA", tally.framesA()[queue]);
            json.writeNumberField("framesB", tally.framesB()[queue]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("kinds");
        for (final DiffTally.Kind kind : tally.kinds()) {
            json.writeStartObject();
            json.writeStringField("traffic", kind.traffic());
            json.writeStringField("cause", kind.cause());
            json.writeNumberField("packets", kind.packets());
            if (flows != null) {
                json.writeNumberField("flows", kind.flows());
            }
            json.writeNumberField("example", kind.example());
            json.writeNumberField("exampleQueueA", kind.exampleA());
            json.writeNumberField("exampleQueueB", kind.exampleB());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (flows != null) {
            json.writeArrayFieldStart("flowsDetail");
            for (final FlowDifferences.Flow flow : flows.most(FLOWS_IN_JSON)) {
                json.writeStartObject();
                json.writeStringField("flow", flow.id().toString());
                json.writeNumberField("packets", flow.packets());
                json.writeNumberField("elsewhere", flow.elsewhere());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        JsonText.strings(json, "notes", notes);
        json.writeStringField("doubt", tally.doubt());
        json.writeEndObject();
    }

    private void side(
            final String key, final String name, final boolean isFirst, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("firmware", name);
        final SteeringFigures steering = steering(isFirst);
        ratio("imbalancePercent", steering.imbalancePercent(), json);
        ratio("maxOverMean", steering.maxOverMean(), json);
        ratio("jain", steering.jain(), json);
        if (tally.flows() != null) {
            final FlowDifferences.Integrity integrity = tally.flows().integrity(isFirst);
            json.writeNumberField("splitFlows", integrity.splitFlows());
            json.writeObjectFieldStart("splitReasons");
            for (final Map.Entry<String, Long> reason : integrity.splitReasons().entrySet()) {
                json.writeNumberField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("queueChanges", integrity.queueChanges());
        }
        json.writeEndObject();
    }

    private static void ratio(final String key, final Double value, final JsonGenerator json)
            throws IOException {
        if (value == null) {
            json.writeNullField(key);
        } else {
            JsonText.number(json, key, value);
        }
    }
}
