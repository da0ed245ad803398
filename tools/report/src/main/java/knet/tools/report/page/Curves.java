package knet.tools.report.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A line chart. A series has the same colour, dash and marker in every chart of a page: its name
 * decides.
 *
 * @param label what the chart shows, for those who cannot see it
 */
public record Curves(String label, Axis x, Axis y, List<Series> series) implements Content {
    public Curves {
        Check.text("label", label);
        series = List.copyOf(series);
        final Set<String> names = new HashSet<>();
        for (final Series one : series) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException("two series '" + one.name() + "': " + label);
            }
        }
    }

    /**
     * A line.
     *
     * @param points in the order in which the line goes through them
     * @param marks vertical lines that belong to it
     */
    public record Series(String name, List<Point> points, List<Mark> marks) {
        public Series {
            Check.text("name", name);
            points = List.copyOf(points);
            marks = List.copyOf(marks);
        }

        public static Series of(final String name, final List<Point> points) {
            return new Series(name, points, List.of());
        }

        /** The same line with one mark more. */
        public Series withMark(final double x, final String label) {
            final List<Mark> more = new ArrayList<>(marks);
            more.add(new Mark(x, label));
            return new Series(name, points, more);
        }
    }

    /**
     * A point.
     *
     * @param x in the axis's unit
     * @param y a gap in the line if it is missing
     */
    public record Point(double x, Figure y) {
        public static Point of(final double x, final double y) {
            return new Point(x, Figure.of(y));
        }
    }

    /**
     * A vertical line.
     *
     * @param label a word or two, as "MLFRR"
     */
    public record Mark(double x, String label) {}
}
