package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import knet.tools.lab.sim.Level;
import knet.tools.report.Units;

/** Says what a curve of offered and consumed load shows, and which account of time did it. */
public final class LoadWords {
    /** A share that is worth a word. */
    private static final double NOTABLE_PERCENT = 10;

    private static final double PERCENT = 100;

    private final Function<Way, String> names;

    /**
     * @param names of the ways
     */
    public LoadWords(final Function<Way, String> names) {
        this.names = names;
    }

    private String name(final LoadCurve curve) {
        return names.apply(curve.way());
    }

    /** What a way does under overload: one to three sentences. */
    public String explain(final LoadCurve curve) {
        final String name = name(curve);
        return switch (curve.shape()) {
            case UNKNOWN -> unknown(curve);
            case FLAT ->
                    name
                            + " stays flat: at "
                            + offered(curve.last().orElseThrow())
                            + " still "
                            + share(curve, curve.last().orElseThrow())
                            + ". "
                            + losses(curve.last().orElseThrow());
            case FALLS ->
                    name
                            + " falls to "
                            + consumed(curve.lowest().orElseThrow())
                            + " ("
                            + share(curve, curve.lowest().orElseThrow())
                            + ") at "
                            + offered(curve.lowest().orElseThrow())
                            + ": "
                            + accounts(curve.lowest().orElseThrow())
                            + ". "
                            + losses(curve.lowest().orElseThrow());
            case DIPS -> dips(curve);
            case LIVELOCK -> livelock(curve);
        };
    }

    private String unknown(final LoadCurve curve) {
        if (curve.points().isEmpty()) {
            return name(curve) + " was not run.";
        }
        if (!curve.isWhole()) {
            return stopped(curve);
        }
        return curve.bestPerSecond() == 0
                ? name(curve) + " brings the application nothing at any load."
                : name(curve) + " was not run beyond what it can do.";
    }

    /** What is known of one that has no loss-free rate to hold its points against. */
    private String stopped(final LoadCurve curve) {
        final LoadCurve.Point last = curve.last().orElseThrow();
        return name(curve)
                + " was stopped before its loss-free rate was found: at "
                + offered(last)
                + ", the highest load that was run, "
                + consumed(last)
                + " reach the application.";
    }

    private String dips(final LoadCurve curve) {
        final LoadCurve.Point lowest = curve.lowest().orElseThrow();
        final LoadCurve.Point last = curve.last().orElseThrow();
        return name(curve)
                + " falls to "
                + consumed(lowest)
                + " ("
                + share(curve, lowest)
                + ") at "
                + offered(lowest)
                + ", where "
                + accounts(lowest)
                + "; at "
                + offered(last)
                + " it is "
                + consumed(last)
                + " again, because "
                + recovery(lowest, last)
                + ".";
    }

    private static String recovery(final LoadCurve.Point lowest, final LoadCurve.Point last) {
        if (lowest.figures().percent(Level.SOFTIRQ) > lowest.figures().percent(Level.KERNEL_THREAD)
                && last.figures().percent(Level.KERNEL_THREAD)
                        > last.figures().percent(Level.SOFTIRQ)) {
            return "there the work has gone from softirqs to ksoftirqd, a thread that lets others"
                    + " run after each of its runs";
        }
        return last.figures().notificationsPerFrame() < 1.0 / 1000
                ? "the network is never without work, so that nothing wakes it and the time slices"
                        + " of the scheduler share the processor"
                : accounts(last);
    }

    private String livelock(final LoadCurve curve) {
        final LoadCurve.Point from = curve.livelockFrom().orElseThrow();
        final LoadCurve.Point last = curve.last().orElseThrow();
        final String begin =
                name(curve)
                        + " is in receive livelock from "
                        + offered(from)
                        + " on: "
                        + accounts(from)
                        + ", and the user thread, which comes last, gets "
                        + percent(from.figures().percent(Level.USER_THREAD))
                        + (from.equals(last) ? "" : fullSockets(from.figures()))
                        + ". ";
        final Level most = byTime(last.figures()).get(0);
        return begin
                + "At "
                + offered(last)
                + " "
                + words(most)
                + " alone take "
                + percent(last.figures().percent(most))
                + ". "
                + losses(last);
    }

    /** The accounts that take much of the time, the greatest first. */
    private static String accounts(final LoadCurve.Point point) {
        final List<String> parts = new ArrayList<>();
        for (final Level level : byTime(point.figures())) {
            if (level != Level.USER_THREAD && point.figures().percent(level) >= NOTABLE_PERCENT) {
                parts.add(
                        words(level)
                                + (parts.isEmpty() ? " take " : " ")
                                + percent(point.figures().percent(level)));
            }
        }
        if (parts.isEmpty()) {
            return "no account of the network takes more than "
                    + percent(NOTABLE_PERCENT)
                    + " of all processors";
        }
        return String.join(" and ", parts) + " of all processors' time" + order(point);
    }

    /** Why a kernel thread, unlike interrupts, gets in the way of user threads. */
    private static String order(final LoadCurve.Point point) {
        if (byTime(point.figures()).get(0) != Level.KERNEL_THREAD) {
            return "";
        }
        return point.figures().notificationsPerFrame() < 1.0 / 1000
                ? " (taking turns with user threads by time slices)"
                : " (a network thread that is woken goes before user threads)";
    }

    /** Full sockets, if that is where the most is lost: work that was done for nothing. */
    private static String fullSockets(final Figures figures) {
        final long others =
                figures.dropped().values().stream().mapToLong(Long::longValue).max().orElse(0);
        return figures.socketFull() <= others
                ? ""
                : "; most of what is lost there, "
                        + percent(PERCENT * figures.socketFull() / figures.offered())
                        + " of the frames, is thrown away at a full socket";
    }

    /** Where the frames that do not get through are lost. */
    private static String losses(final LoadCurve.Point point) {
        final Figures figures = point.figures();
        if (figures.offered() == 0) {
            return "";
        }
        final List<String> parts = new ArrayList<>();
        figures.dropped()
                .forEach((reason, count) -> loss(parts, count, figures, "dropped as " + reason));
        loss(
                parts,
                figures.socketFull(),
                figures,
                "thrown away at a full socket after all the network's work");
        return parts.isEmpty()
                ? ""
                : "Of the frames offered at "
                        + offered(point)
                        + " "
                        + String.join(", ", parts)
                        + ".";
    }

    private static void loss(
            final List<String> parts, final long count, final Figures of, final String what) {
        final double percent = PERCENT * count / of.offered();
        if (percent >= 1) {
            parts.add(percent(percent) + (parts.isEmpty() ? " are " : " ") + what);
        }
    }

    private static List<Level> byTime(final Figures figures) {
        final List<Level> levels = new ArrayList<>(List.of(Level.values()));
        levels.sort(Comparator.comparingDouble(level -> -figures.percent(level)));
        return levels;
    }

    private static String words(final Level level) {
        return switch (level) {
            case HARD_INTERRUPT -> "interrupt routines";
            case SOFTIRQ -> "softirqs";
            case KERNEL_THREAD -> "the network's kernel threads";
            case USER_THREAD -> "user threads";
        };
    }

    private static String offered(final LoadCurve.Point point) {
        return Units.packetsPerSecond(point.offeredPerSecond());
    }

    private static String consumed(final LoadCurve.Point point) {
        return Units.packetsPerSecond(point.consumedPerSecond());
    }

    private static String share(final LoadCurve curve, final LoadCurve.Point point) {
        return String.format(
                Locale.ROOT,
                "%.0f%% of its %s",
                PERCENT * point.consumedPerSecond() / curve.bestPerSecond(),
                curve.lossFree().figures() == null ? "best" : "loss-free rate");
    }

    private static String percent(final double value) {
        return String.format(Locale.ROOT, "%.1f%%", value);
    }

    /** What all of them come to, in one sentence. */
    public String verdict(final List<LoadCurve> curves) {
        if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
            return "nothing was run to its end";
        }
        if (curves.size() == 1) {
            return explain(curves.get(0)).replaceFirst("\\.? ?$", "");
        }
        final List<String> dead =
                curves.stream()
                        .filter(curve -> curve.shape() == LoadCurve.Shape.LIVELOCK)
                        .map(this::name)
                        .toList();
        if (!curves.stream().allMatch(LoadCurve::isWhole)) {
            return "it was stopped before the loss-free rate of "
                    + String.join(
                            ", ",
                            curves.stream()
                                    .filter(curve -> !curve.isWhole())
                                    .map(this::name)
                                    .toList())
                    + " was found, so that ways cannot be held against one another"
                    + (dead.isEmpty() ? "" : "; " + livelock(dead));
        }
        if (dead.size() == curves.size()) {
            return "every way goes into receive livelock";
        }
        if (curves.stream().allMatch(curve -> curve.bestPerSecond() == 0)) {
            return "no way brings the application anything at any load";
        }
        return (dead.isEmpty() ? "no way goes into livelock" : livelock(dead))
                + "; "
                + most(curves);
    }

    private static String livelock(final List<String> dead) {
        return String.join(" and ", dead)
                + (dead.size() == 1 ? " goes" : " go")
                + " into receive livelock";
    }

    private String most(final List<LoadCurve> curves) {
        final LoadCurve best =
                curves.stream()
                        .max(
                                Comparator.comparingDouble(
                                        curve -> curve.last().orElseThrow().consumedPerSecond()))
                        .orElseThrow();
        final LoadCurve.Point last = best.last().orElseThrow();
        if (last.consumedPerSecond() == 0) {
            return "no way brings the application anything at the highest load";
        }
        return name(best)
                + " brings the application the most at the highest load: "
                + consumed(last)
                + " of "
                + offered(last)
                // What brings nothing without loss has nothing to hold this against.
                + (best.bestPerSecond() == 0 ? "" : ", " + share(best, last));
    }
}
