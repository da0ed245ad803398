package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import knet.tools.lab.experiment.Scaling.Cell;
import knet.tools.report.Units;

/** Says how far machines scale, and where they stop. */
public final class ScalingWords {
    /** Doubling the processors must give so much more, or it has stopped. */
    private static final double STILL_SCALES = 1.25;

    /** An efficiency from which on nothing is lost: rates are found to one or two percent. */
    private static final double ALL_PERCENT = 97;

    /** An efficiency beyond what the precision of rates explains. */
    private static final double MORE_PERCENT = 103;

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
            final double gain = result.gain(last);
            if (group.size() > 1 && !Double.isNaN(gain)) {
                parts.add(
                        name(last)
                                + " bears "
                                + Units.ratio(gain)
                                + " times as much on "
                                + Units.plural(last.processors(), "processor")
                                + " as on "
                                + result.smallest());
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
        if (Double.isNaN(result.speedup(last))) {
            return name(last)
                    + ": there is no speedup to tell, the machine with "
                    + Units.plural(result.smallest(), "processor")
                    + (result.isWhole() ? " has no loss-free rate." : " was not done.");
        }
        if (group.size() == 1) {
            return name(last)
                    + " bears "
                    + Units.packetsPerSecond(last.perSecond())
                    + " on "
                    + Units.plural(last.processors(), "processor")
                    + ", the only size that was run: there is no speedup to tell.";
        }
        final Optional<Cell> stop = stop(group);
        final Cell cell = stop.orElse(last);
        return name(cell)
                + (stop.isPresent()
                        ? " hardly gains any more from "
                        : " gains with every size up to ")
                + Units.plural(cell.processors(), "processor")
                + ": "
                + efficiency(cell)
                + because(
                        result.efficiencyPercent(cell),
                        Limit.of(cell.lossFree(), result.base().costs().costs()))
                + ".";
    }

    /** The first machine that bears hardly more than the one before it; empty if none does. */
    private static Optional<Cell> stop(final List<Cell> group) {
        for (int i = 1; i < group.size(); i++) {
            final Cell before = group.get(i - 1);
            final Cell cell = group.get(i);
            final double doublings =
                    StrictMath.log((double) cell.processors() / before.processors())
                            / StrictMath.log(2);
            if (cell.perSecond() / before.perSecond() < StrictMath.pow(STILL_SCALES, doublings)) {
                return Optional.of(cell);
            }
        }
        return Optional.empty();
    }

    private String efficiency(final Cell cell) {
        final int smallest = result.smallest();
        return String.format(
                Locale.ROOT,
                "%.0f%% of what as many %s bear",
                result.efficiencyPercent(cell),
                smallest == 1 ? "single processors" : "processors in machines of " + smallest);
    }

    /** What the loss is put down to: no more of it than the figures bear out. */
    static String because(final double efficiencyPercent, final Limit limit) {
        if (efficiencyPercent > MORE_PERCENT) {
            return ", more than their share (what a larger machine saves is not measured; larger"
                    + " batches may be it)";
        }
        if (efficiencyPercent >= ALL_PERCENT) {
            return ", nothing is lost that could be told from the precision of the search";
        }
        final String words = limit.words();
        if (words.equals("-")) {
            return ", with no single cause";
        }
        final String cause = words.replaceFirst(",? [0-9].*", "");
        final String figures =
                String.format(
                        Locale.ROOT,
                        " (time not used for imbalance %.0f%%, on locks %.0f%%, on cold caches"
                                + " %.0f%%; the NIC is %.0f%% busy)",
                        limit.imbalance(),
                        limit.locks(),
                        limit.caches(),
                        limit.nic());
        if (limit.isNic()) {
            return "; it ends at the NIC" + figures;
        }
        final double lostPercent = 100 - efficiencyPercent;
        return limit.mostPercent() > lostPercent / 2
                ? "; most of the loss is " + cause + figures
                : "; part of the loss is " + cause + ", the rest is not explained" + figures;
    }
}
