package knet.tools.cli.real;

import java.util.ArrayList;
import java.util.List;
import knet.tools.cli.lab.Prices;
import knet.tools.lab.real.ValidationResult;
import knet.tools.lab.real.ValidationRow;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Origin;
import knet.tools.report.page.Page;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Table;
import knet.tools.report.page.Table.Cell;

/** A validation for a browser. */
public final class ValidationPage {
    private ValidationPage() {}

    /**
     * The page.
     *
     * @param command as typed
     */
    public static String html(final ValidationResult result, final String command) {
        final List<Section> sections = new ArrayList<>();
        sections.add(
                new Section(
                        "Predicted and measured",
                        "A prediction is good within a quarter of the median of the real runs.",
                        table(result)));
        final List<String> reasons =
                result.rows().stream()
                        .filter(row -> !row.isWithin())
                        .map(row -> ValidationResult.name(row) + ": " + row.why())
                        .toList();
        if (!reasons.isEmpty()) {
            sections.add(new Section("Why some are off", "", new Prose(reasons)));
        }
        sections.add(
                new Section(
                        "Not measurable here",
                        "",
                        new Prose(
                                result.notHere().entrySet().stream()
                                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                                        .toList())));
        return new Page(
                        "knet lab validate",
                        new Answer(result.verdict(), result.distance(), tone(result)),
                        new Origin(
                                result.workload()
                                        + ": "
                                        + Units.plural(result.frames(), "frame")
                                        + " a run, one network thread, "
                                        + result.machine().cpu(),
                                command,
                                1,
                                Prices.table(result.costs())),
                        List.of(),
                        sections,
                        result.json())
                .toHtml();
    }

    private static Answer.Tone tone(final ValidationResult result) {
        return result.rows().stream().allMatch(ValidationRow::isWithin)
                ? Answer.Tone.GOOD
                : Answer.Tone.NOTE;
    }

    private static Table table(final ValidationResult result) {
        final List<Table.Row> rows = new ArrayList<>();
        for (int i = 0; i < result.rows().size(); i++) {
            final ValidationRow row = result.rows().get(i);
            final String place = "rows." + i + ".";
            rows.add(
                    Table.Row.of(
                            Cell.of(row.mode()),
                            Cell.of(ValidationResult.load(row)),
                            Cell.of(row.figure().title()),
                            shown(row, place + "predicted", row.predicted()),
                            shown(row, place + "measured", row.median()),
                            shown(row, place + "min", row.min()),
                            shown(row, place + "max", row.max()),
                            Cell.of(ValidationResult.deviation(row)),
                            Cell.of(row.isWithin() ? "" : "off")));
        }
        return new Table(
                "Figures of the simulated machine and of real runs",
                List.of(
                        Table.Column.words("mode"),
                        Table.Column.words("load"),
                        Table.Column.words("figure"),
                        Table.Column.words("predicted"),
                        Table.Column.words("measured"),
                        Table.Column.words("min"),
                        Table.Column.words("max"),
                        Table.Column.words("deviation"),
                        Table.Column.words("")),
                rows);
    }

    private static Cell shown(final ValidationRow row, final String place, final double value) {
        return Cell.shown(place, value, ValidationResult.figure(row.figure(), value));
    }
}
