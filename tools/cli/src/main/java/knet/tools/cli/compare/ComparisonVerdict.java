package knet.tools.cli.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import knet.tools.lab.experiment.Way;
import knet.tools.report.ProtocolFigures;
import knet.tools.report.Units;

/** What a person would say of the rows, in one sentence. */
final class ComparisonVerdict {
    /** Throughputs that differ by less, of the greater one, are called the same. */
    private static final double SAME_THROUGHPUT = 0.01;

    /** Latencies that differ by less, of the lesser one, are called alike. */
    private static final double ALIKE_LATENCY = 0.05;

    /** So many are named one by one, the quickest; or one more rather than "1 other". */
    private static final int FEW = 5;

    private static final double PERCENT = 100;
    private static final String BAD_CHECKSUM = "badChecksum";

    private final List<Row> rows;
    private final Function<Way, String> names;

    ComparisonVerdict(final List<Row> rows) {
        this.rows = rows;
        this.names = Way.names(rows.stream().map(Row::way).toList());
    }

    /** The sentence, without a full stop. */
    String text() {
        if (rows.isEmpty()) {
            return "it was stopped before any way was run to its end";
        }
        if (rows.get(0).figures().offered() == 0) {
            return "no frames came in: there is nothing to tell";
        }
        if (rows.size() == 1) {
            return name(rows.get(0)) + " " + served(rows.get(0));
        }
        final long most = mostConsumed();
        if (most == 0) {
            return ofNoData();
        }
        final long least = rows.stream().mapToLong(ComparisonVerdict::consumed).min().orElse(0);
        return isSame(least, most) ? ofSameThroughput() : ofDifferentThroughput(most, least);
    }

    /** What was held back reached the application as well, though nobody can say how soon. */
    private static long consumed(final Row row) {
        return row.figures().consumed() + row.figures().heldBack();
    }

    private static long p99(final Row row) {
        return row.figures().latency().p99();
    }

    /**
     * False if part of the data had to wait for the end of the run: the rest is no sample of it.
     */
    private static boolean hasLatency(final Row row) {
        return row.figures().heldBack() == 0 && row.figures().latency().count() > 0;
    }

    private String name(final Row row) {
        return names.apply(row.way());
    }

    private long mostConsumed() {
        return rows.stream().mapToLong(ComparisonVerdict::consumed).max().orElse(0);
    }

    private static boolean isSame(final long some, final long most) {
        return most - some <= SAME_THROUGHPUT * most;
    }

    /** No way has brought an application anything: perhaps there was nothing in the frames. */
    private String ofNoData() {
        final List<Row> byDelivered =
                rows.stream()
                        .sorted(Comparator.comparingLong((Row row) -> -row.figures().delivered()))
                        .toList();
        final Row best = byDelivered.get(0);
        final Row worst = byDelivered.get(byDelivered.size() - 1);
        final long most = best.figures().delivered();
        if (most == 0) {
            return "every way loses every frame before the network has it";
        }
        final long bad = rows.stream().mapToLong(ComparisonVerdict::badChecksums).max().orElse(0);
        if (bad > 0) {
            return "no application gets any data in any way: the checksums of "
                    + Units.plural(bad, "frame")
                    + " are bad, as in a capture taken before a network card fills them in";
        }
        if (rows.stream().allMatch(row -> row.lost() == 0)) {
            return "every way delivers every frame, but none of them held data for an application:"
                    + " there is no latency to compare";
        }
        if (worst.figures().delivered() == most) {
            return "every way delivers "
                    + Units.plural(most, "frame")
                    + ", and no application gets any data";
        }
        return "no application gets any data in any way; "
                + name(best)
                + " delivers the most frames ("
                + Units.count(most)
                + " of "
                + Units.count(best.figures().offered())
                + "), "
                + name(worst)
                + " the fewest ("
                + Units.count(worst.figures().delivered())
                + ")";
    }

    private static long badChecksums(final Row row) {
        if (row.run() == null) {
            return 0;
        }
        final ProtocolFigures protocols = row.run().protocols();
        return Stream.of(protocols.ip(), protocols.tcp(), protocols.udp())
                .mapToLong(counters -> counters.getOrDefault(BAD_CHECKSUM, 0).longValue())
                .sum();
    }

    private String ofSameThroughput() {
        final boolean isFreeOfLoss = rows.stream().allMatch(row -> row.lost() == 0);
        return (isFreeOfLoss
                        ? "nothing is lost in any way"
                        : "every way brings the application the same ("
                                + data(rows.get(0))
                                + ", of "
                                + Units.plural(rows.get(0).figures().offered(), "frame")
                                + " offered)")
                + latencies();
    }

    private String latencies() {
        final List<Row> byLatency =
                rows.stream()
                        .filter(ComparisonVerdict::hasLatency)
                        .sorted(Comparator.comparingLong(ComparisonVerdict::p99))
                        .toList();
        if (byLatency.size() < rows.size() && byLatency.size() <= 1) {
            return ", but latencies do not compare: data was held back to the end of the run";
        }
        final Row worst = byLatency.get(byLatency.size() - 1);
        final List<Row> quickest = alike(byLatency, p99(byLatency.get(0)));
        if (quickest.size() == byLatency.size()) {
            return ", and latencies are alike (p99 "
                    + Units.time(p99(quickest.get(0)))
                    + " to "
                    + Units.time(p99(worst))
                    + ")";
        }
        return "; "
                + list(quickest)
                + (quickest.size() == 1 ? " is the quickest (p99 " : " are the quickest (p99 ")
                + Units.time(p99(quickest.get(0)))
                + "), "
                + name(worst)
                + " the slowest ("
                + Units.time(p99(worst))
                + ")";
    }

    private static List<Row> alike(final List<Row> byLatency, final long bestNs) {
        return byLatency.stream().filter(row -> p99(row) <= bestNs * (1 + ALIKE_LATENCY)).toList();
    }

    private String ofDifferentThroughput(final long most, final long least) {
        final List<Row> leaders =
                rows.stream()
                        .filter(row -> isSame(consumed(row), most))
                        .sorted(
                                Comparator.comparing((Row row) -> !hasLatency(row))
                                        .thenComparingLong(ComparisonVerdict::p99))
                        .toList();
        final Row best = leaders.get(0);
        final Row worst =
                rows.stream()
                        .min(Comparator.comparingLong(ComparisonVerdict::consumed))
                        .orElseThrow();
        final String first =
                leaders.size() == 1
                        ? name(best) + " brings the application the most: "
                        : list(leaders) + " bring the application the most: ";
        return first
                + data(best)
                + (leaders.size() == 1
                        ? soon(best)
                        : leaders.stream().allMatch(ComparisonVerdict::hasLatency)
                                ? ", with the lowest latency "
                                        + name(best)
                                        + " (p99 "
                                        + Units.time(p99(best))
                                        + ")"
                                : ", though in part only at the end of the run")
                + "; "
                + name(worst)
                + " brings the least, "
                + (least == 0 ? "nothing" : share(least, most) + " of that")
                + losses(worst, ", and loses ");
    }

    private String list(final List<Row> some) {
        final List<String> parts = new ArrayList<>(some.stream().map(this::name).toList());
        if (parts.size() > FEW + 1) {
            final int others = parts.size() - FEW;
            parts.subList(FEW, parts.size()).clear();
            parts.add(others + " others");
        }
        return parts.size() == 1
                ? parts.get(0)
                : String.join(", ", parts.subList(0, parts.size() - 1))
                        + " and "
                        + parts.get(parts.size() - 1);
    }

    private static String data(final Row row) {
        return "the data of " + Units.plural(consumed(row), "frame");
    }

    private static String served(final Row row) {
        if (row.figures().delivered() == 0) {
            return "loses every frame before the network has it" + losses(row, ": ");
        }
        final String lost = row.lost() == 0 ? "loses nothing" : losses(row, "loses ");
        return lost
                + (consumed(row) == 0
                        ? ", and the application gets no data"
                        : "; the application gets "
                                + data(row)
                                + " of "
                                + Units.count(row.figures().offered())
                                + soon(row));
    }

    /** How soon an application gets the data, as far as that can be said. */
    private static String soon(final Row row) {
        if (hasLatency(row)) {
            return ", p99 " + Units.time(p99(row));
        }
        return row.figures().consumed() == 0
                ? ", though only at the end of the run"
                : ", though in part only at the end of the run";
    }

    /** How many frames are lost, and most of them why; empty if none is. */
    private static String losses(final Row row, final String before) {
        if (row.lost() == 0) {
            return "";
        }
        final Map.Entry<String, Long> main =
                row.losses().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        return before
                + Units.plural(row.lost(), "frame")
                + " ("
                + share(row.lost(), row.figures().offered())
                + "), "
                + (main.getValue() == row.lost() ? "" : "most ")
                + "as "
                + main.getKey();
    }

    private static String share(final long part, final long whole) {
        final double percent = PERCENT * part / whole;
        return percent < 1 ? "less than 1%" : String.format(Locale.ROOT, "%.0f%%", percent);
    }
}
