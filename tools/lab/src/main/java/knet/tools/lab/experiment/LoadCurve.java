package knet.tools.lab.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A way of serving the wire under a rising load.
 *
 * @param points by rising load; those that were not run are missing
 * @param lossFree its maximum loss-free receive rate, which is looked for after all points; null if
 *     it was not found in time
 */
public record LoadCurve(Way way, List<Point> points, LossFree lossFree) {
    /** Less than so much of what it can do is called nothing. */
    private static final double NOTHING = 0.02;

    /** At least so much of what it can do, at every higher load, is called flat. */
    private static final double FLAT = 0.9;

    /** What is called a recovery, as a multiple of the lowest. */
    private static final double RECOVERY = 1.5;

    public LoadCurve {
        points = List.copyOf(points);
    }

    /** One run. */
    public record Point(double offeredPerSecond, Figures figures) {
        /** What reached the application. */
        public double consumedPerSecond() {
            return figures.consumedPerSecond();
        }
    }

    /** What becomes of it beyond its loss-free rate. */
    public enum Shape {
        /** There is no point beyond it, or it was stopped before that could be told. */
        UNKNOWN,
        /** It goes on as before. */
        FLAT,
        /** It gets less. */
        FALLS,
        /** It gets less, and more again. */
        DIPS,
        /** In the end nothing reaches the application. */
        LIVELOCK
    }

    /** False if it was stopped before all its points were run and its loss-free rate was found. */
    public boolean isWhole() {
        return lossFree != null;
    }

    /**
     * Its maximum loss-free receive rate, frames a second; empty if it was not found in time, and
     * where nothing reaches the application at any load: then nothing is received, with or without
     * loss.
     */
    public OptionalDouble lossFreePerSecond() {
        return lossFree == null || bringsNothing()
                ? OptionalDouble.empty()
                : OptionalDouble.of(lossFree.framesPerSecond());
    }

    private boolean bringsNothing() {
        return points.stream().allMatch(point -> point.figures().consumed() == 0)
                && (lossFree.figures() == null || lossFree.figures().consumed() == 0);
    }

    /** The point of the highest load; empty if none was run. */
    public Optional<Point> last() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
    }

    /**
     * The most that reaches the application without loss, a second: as was searched for, or the
     * most of any point if there is no load without loss.
     */
    public double bestPerSecond() {
        if (lossFree != null && lossFree.figures() != null) {
            return lossFree.figures().consumedPerSecond();
        }
        return points.stream().mapToDouble(Point::consumedPerSecond).max().orElse(0);
    }

    private double bestOfferedPerSecond() {
        if (lossFree != null && lossFree.figures() != null) {
            return lossFree.framesPerSecond();
        }
        return points.stream()
                .max(Comparator.comparingDouble(Point::consumedPerSecond))
                .map(Point::offeredPerSecond)
                .orElse(0.0);
    }

    /** The points of loads beyond the best one. */
    private List<Point> beyond() {
        final double best = bestOfferedPerSecond();
        return points.stream().filter(point -> point.offeredPerSecond() > best).toList();
    }

    /** Where the least gets through of all loads beyond the best; empty if there are none. */
    public Optional<Point> lowest() {
        return beyond().stream().min(Comparator.comparingDouble(Point::consumedPerSecond));
    }

    /** The first load from which on nothing gets through; empty if there is none. */
    public Optional<Point> livelockFrom() {
        Point from = null;
        for (final Point point : beyond()) {
            if (point.consumedPerSecond() > NOTHING * bestPerSecond()) {
                from = null;
            } else if (from == null) {
                from = point;
            }
        }
        return Optional.ofNullable(from);
    }

    /** What becomes of it beyond its best. */
    public Shape shape() {
        final Optional<Point> lowest = lowest();
        if (!isWhole() || lowest.isEmpty() || bestPerSecond() == 0) {
            return Shape.UNKNOWN;
        }
        if (livelockFrom().isPresent()) {
            return Shape.LIVELOCK;
        }
        final double least = lowest.get().consumedPerSecond();
        if (least >= FLAT * bestPerSecond()) {
            return Shape.FLAT;
        }
        return last().orElseThrow().consumedPerSecond() >= RECOVERY * least
                ? Shape.DIPS
                : Shape.FALLS;
    }
}
