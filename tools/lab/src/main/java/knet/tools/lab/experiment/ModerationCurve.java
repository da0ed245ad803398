package knet.tools.lab.experiment;

import java.util.List;
import java.util.Optional;

/**
 * A way of serving the wire at one load, under rising moderation.
 *
 * @param isLoadKnown false if it was stopped before its load was found
 * @param framesPerSecond the load; 0 if there is none without loss, or if it is not known
 * @param points by rising delay, then by rising number of frames; those not run are missing
 */
public record ModerationCurve(
        Way way, boolean isLoadKnown, double framesPerSecond, List<Point> points) {
    /** A saving of less is called none. */
    private static final double WORTH_IT = 0.1;

    /** Of the frames lost without moderation: under overload so many more are as many. */
    private static final double SAME_LOSS = 0.01;

    private static final double PERCENT = 100;

    public ModerationCurve {
        points = List.copyOf(points);
    }

    /**
     * One run.
     *
     * @param usecs the delay, microseconds
     * @param frames that end it sooner; 0 if no number does
     */
    public record Point(int usecs, int frames, Figures figures) {
        /** Percent of all processors' time, on whatever account. */
        public double cpuPercent() {
            return figures.busyPercent();
        }

        /** Frames that did not reach the application, wherever they were lost. */
        public long lost() {
            return figures.droppedTotal() + figures.socketFull();
        }
    }

    /** By rising delay, without a number of frames. */
    public List<Point> overUsecs() {
        return points.stream().filter(point -> point.frames() == 0).toList();
    }

    /** By rising number of frames, at one delay. */
    public List<Point> overFrames() {
        return points.stream().filter(point -> point.frames() > 0).toList();
    }

    /** Without any moderation; empty if it was not run. */
    public Optional<Point> unmoderated() {
        return overUsecs().stream().filter(point -> point.usecs() == 0).findFirst();
    }

    /**
     * True if it loses more frames than without moderation: what is lost takes no time of the
     * processors, so that a lower use of them is not a saving.
     */
    public boolean isLossier(final Point point) {
        final long without = unmoderated().map(Point::lost).orElse(0L);
        return point.lost() > (1 + SAME_LOSS) * without;
    }

    /** By rising delay, without those that lose more than no moderation does. */
    private List<Point> comparable() {
        return overUsecs().stream().filter(point -> !isLossier(point)).toList();
    }

    /**
     * The smallest delay after which no longer one lets the use of processors fall by a tenth more;
     * empty if not every delay was run. It is the longest delay that was tried if that one still
     * does. Delays at which more is lost than without any are none to choose.
     */
    public Optional<Point> knee() {
        if (overUsecs().size() < Moderation.USECS.size()) {
            return Optional.empty();
        }
        final List<Point> all = comparable();
        for (int i = 0; i < all.size(); i++) {
            final double most = (1 - WORTH_IT) * all.get(i).cpuPercent();
            if (all.subList(i + 1, all.size()).stream()
                    .noneMatch(later -> later.cpuPercent() <= most)) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /** True if the use of processors still falls at the longest delay that was tried. */
    public boolean isKneeBeyond() {
        final List<Point> all = overUsecs();
        return knee().filter(point -> point.equals(all.get(all.size() - 1))).isPresent();
    }

    /** What a delay saves, percent of the use of processors without moderation. */
    public double savingPercent(final Point point) {
        final double without = unmoderated().map(Point::cpuPercent).orElse(0.0);
        return without == 0 ? 0 : PERCENT * (1 - point.cpuPercent() / without);
    }

    /** What the knee saves, percent; 0 if there is none. */
    public double savingPercent() {
        return knee().map(this::savingPercent).orElse(0.0);
    }

    /** True if any delay saves a tenth of the processors' time, or more. */
    public boolean isWorthIt() {
        return knee().filter(point -> point.usecs() > 0).isPresent();
    }
}
