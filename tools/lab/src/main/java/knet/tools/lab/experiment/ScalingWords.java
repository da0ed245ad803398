package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import knet.tools.lab.experiment.Scaling.Cell;
import knet.tools.report.Units;

/** Says how far machines scale, and where they stop. */
public final class ScalingWords {
    /** Doubling the processors must give so much more, or it has stopped. */
    private static final double STILL_SCALES = 1.25;

    private final Scaling.Result result;
    private final Function<Way, String> names;

    public ScalingWords(final Scaling.Result result, final Function<Way, String> names) {
        this.result = result;
        this.names = names;
    }

    /** Cells of a way and its traffic, by rising number of processors. */
    public List<List<Cell>> groups() {
        final Map<String, List<Cell>> groups = new LinkedHashMap<>();
        for (final Cell cell : result.cells()) {
            if (cell.isDone()) {
                groups.computeIfAbsent(name(cell), unused -> new ArrayList<>()).add(cell);
            }
        }
        return List.copyOf(groups.values());
    }

    /** Of a group: "knet with flow-hash, zipf 1". */
    public String name(final Cell cell) {
        return names.apply(cell.way()) + (cell.traffic().isEmpty() ? "" : ", " + cell.traffic());
    }

    /** What all of it comes to, in a sentence. */
    public String verdict() {
        final List<String> parts = new ArrayList<>();
        for (final List<Cell> group : groups()) {
            final Cell last = group.get(group.size() - 1);
            final double speedup = result.speedup(last);
            if (group.size() > 1 && !Double.isNaN(speedup)) {
                parts.add(
                        name(last)
                                + " bears "
                                + Units.ratio(speedup)
                                + " times as much on "
                                + Units.plural(last.processors(), "processor"));
            } else {
                parts.add(
                        name(last)
                                + " bears "
                                + Units.packetsPerSecond(last.perSecond())
                                + " on "
                                + Units.plural(last.processors(), "processor"));
            }
        }
        return parts.isEmpty() ? "nothing was run to its end" : String.join("; ", parts);
    }

    /** Where a group stops to scale, and why; one sentence. */
    public String explain(final List<Cell> group) {
        final Cell last = group.get(group.size() - 1);
        Cell stop = null;
        for (int i = 1; i < group.size() && stop == null; i++) {
            final Cell before = group.get(i - 1);
            final Cell cell = group.get(i);
            final double doublings =
                    StrictMath.log((double) cell.processors() / before.processors())
                            / StrictMath.log(2);
            if (cell.perSecond() / before.perSecond() < StrictMath.pow(STILL_SCALES, doublings)) {
                stop = cell;
            }
        }
        final Cell cell = stop == null ? last : stop;
        final Limit limit = Limit.of(cell.lossFree(), result.base().costs().costs());
        return name(cell)
                + (stop == null
                        ? " still gains with every processor up to "
                        : " hardly gains any more from ")
                + Units.plural(cell.processors(), "processor")
                + (stop == null ? "" : " on")
                + ": "
                + efficiency(cell)
                + because(limit)
                + ".";
    }

    private String efficiency(final Cell cell) {
        final double speedup = result.speedup(cell);
        return Double.isNaN(speedup)
                ? Units.packetsPerSecond(cell.perSecond())
                : String.format(
                        Locale.ROOT,
                        "%.0f%% of what as many single processors bear",
                        100 * speedup / cell.processors());
    }

    private static String because(final Limit limit) {
        final String words = limit.words();
        if (words.equals("-")) {
            return ", with no single cause";
        }
        return String.format(
                Locale.ROOT,
                "; most of it %s (time not used for imbalance %.0f%%, on locks %.0f%%, on cold"
                        + " caches %.0f%%; the NIC is %.0f%% busy)",
                words.replaceFirst(",? [0-9].*", ""),
                limit.imbalance(),
                limit.locks(),
                limit.caches(),
                limit.nic());
    }
}
