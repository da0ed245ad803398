package knet.tools.lab.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import knet.tools.report.Units;

/** What moderation buys and costs, in words. */
public final class ModerationWords {
    private final Function<Way, String> names;

    /**
     * @param names what ways are called here
     */
    public ModerationWords(final Function<Way, String> names) {
        this.names = names;
    }

    /** The answer, one or two sentences. */
    public String verdict(final List<ModerationCurve> curves) {
        final List<ModerationCurve> known =
                curves.stream().filter(curve -> curve.knee().isPresent()).toList();
        if (known.isEmpty()) {
            return curves.stream().allMatch(ModerationWords::isLossyAtEveryLoad)
                    ? "no load without loss was found, so that there is none to moderate"
                    : "it was stopped before all delays of a mode were run: what moderation buys"
                            + " is not known";
        }
        final Optional<ModerationCurve> best =
                known.stream()
                        .filter(ModerationCurve::isWorthIt)
                        .max(Comparator.comparingDouble(ModerationCurve::savingPercent));
        if (best.isEmpty()) {
            return "Here moderation saves little: no delay saves a tenth of the processors' time"
                    + (known.size() == 1 ? "" : " in any mode")
                    + (known.stream().anyMatch(ModerationWords::isAnyLossier)
                            ? " without losing more frames"
                            : "")
                    + ", and every delay is added to latency.";
        }
        final long worthIt = known.stream().filter(ModerationCurve::isWorthIt).count();
        final ModerationCurve curve = best.get();
        final StringBuilder text = new StringBuilder("Moderation buys processors' time");
        if (known.size() > 1) {
            text.append(
                    worthIt == known.size()
                            ? " in every mode"
                            : " in " + worthIt + " of " + known.size() + " modes");
        }
        return text.append(" and costs latency: ").append(exchange(curve)).append('.').toString();
    }

    /** "rx-usecs 50 saves 41% of knet's ..., p99 rises from ... to ...". */
    private String exchange(final ModerationCurve curve) {
        final ModerationCurve.Point knee = curve.knee().orElseThrow();
        final ModerationCurve.Point without = curve.unmoderated().orElse(knee);
        return "with rx-usecs "
                + knee.usecs()
                + " "
                + names.apply(curve.way())
                + " needs "
                + percent(curve.savingPercent())
                + " less of them ("
                + percent(without.cpuPercent())
                + " to "
                + percent(knee.cpuPercent())
                + " of all) and "
                + change(
                        without.figures().notificationsPerFrame(),
                        knee.figures().notificationsPerFrame())
                + " notifications a packet, while p50 goes from "
                + latency(without, false)
                + " to "
                + latency(knee, false)
                + " and p99 from "
                + latency(without, true)
                + " to "
                + latency(knee, true);
    }

    /** One sentence on a way, its name first. */
    public String explain(final ModerationCurve curve) {
        final String name = names.apply(curve.way());
        final Optional<ModerationCurve.Point> knee = curve.knee();
        if (knee.isEmpty()) {
            return name + missing(curve);
        }
        final String load = name + " at " + Units.packetsPerSecond(curve.framesPerSecond()) + ": ";
        if (!curve.isWorthIt()) {
            return load
                    + "there is no knee, no delay saves a tenth of the processors' time"
                    + (isAnyLossier(curve) ? " without losing more frames; " : "; ")
                    + longest(curve)
                    + ".";
        }
        return load
                + exchange(curve)
                + (curve.isKneeBeyond()
                        ? "; the knee lies beyond the range, the longest delay still saves a tenth"
                                + " more."
                        : "; that is the knee: longer delays "
                                + (isAnyLossier(curve) ? "lose more frames or " : "")
                                + "save less than a tenth more, and "
                                + longest(curve)
                                + ".");
    }

    private static boolean isLossyAtEveryLoad(final ModerationCurve curve) {
        return curve.isLoadKnown() && curve.framesPerSecond() == 0;
    }

    /** Why there is no knee to tell. */
    private static String missing(final ModerationCurve curve) {
        if (isLossyAtEveryLoad(curve)) {
            return ": no load without loss was found, so that there is none to moderate.";
        }
        return curve.isLoadKnown()
                ? " at "
                        + Units.packetsPerSecond(curve.framesPerSecond())
                        + ": was stopped before all its delays were run."
                : ": was stopped before its load was found.";
    }

    private static String longest(final ModerationCurve curve) {
        final List<ModerationCurve.Point> points = curve.overUsecs();
        final ModerationCurve.Point last = points.get(points.size() - 1);
        return "rx-usecs "
                + last.usecs()
                + (curve.isLossier(last)
                        ? " loses " + lostPercent(last) + " of the frames"
                        : " saves " + percent(curve.savingPercent(last)))
                + " and leaves p50 at "
                + latency(last, false)
                + " and p99 at "
                + latency(last, true);
    }

    private static boolean isAnyLossier(final ModerationCurve curve) {
        return curve.overUsecs().stream().anyMatch(curve::isLossier);
    }

    private static String lostPercent(final ModerationCurve.Point point) {
        final double percent = 100.0 * point.lost() / point.figures().offered();
        return percent < 0.1 ? "less than 0.1%" : percent(percent);
    }

    private static String latency(final ModerationCurve.Point point, final boolean isTail) {
        return point.figures().latency().count() == 0
                ? "-"
                : Units.time(
                        isTail ? point.figures().latency().p99() : point.figures().latency().p50());
    }

    private static String change(final double from, final double to) {
        return Units.ratio(to) + " instead of " + Units.ratio(from);
    }

    private static String percent(final double value) {
        return String.format(Locale.ROOT, "%.1f%%", value);
    }
}
