package knet.tools.report.page;

import java.util.List;

/**
 * Horizontal bars, each of the same parts.
 *
 * @param label what the chart shows, for those who cannot see it
 * @param axis label and unit of the values; a bar begins at zero
 * @param parts from left to right
 * @param full where the scale ends, as 100 for percent; 0 if the longest bar decides
 */
public record Stacked(String label, Axis axis, List<Kind> parts, double full, List<Row> rows)
        implements Content {
    public Stacked {
        Check.text("label", label);
        parts = List.copyOf(parts);
        rows = List.copyOf(rows);
        for (final Row row : rows) {
            Check.size("bar '" + row.name() + "'", row.values().size(), parts.size());
        }
    }

    /** Bars in percent of something. */
    public static Stacked percent(
            final String label, final String axis, final List<Kind> parts, final List<Row> rows) {
        return new Stacked(label, Axis.linear(axis, Unit.percent()), parts, 100, rows);
    }

    /**
     * A bar.
     *
     * @param values one for each part, zero or more; a missing one is drawn as zero
     */
    public record Row(String name, List<Figure> values) {
        public Row {
            Check.text("name", name);
            values = List.copyOf(values);
        }
    }
}
