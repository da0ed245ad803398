package knet.tools.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.tools.report.Units;

/** What classifiers cost, in words: which is the cheapest, and what the others cost. */
final class ClassifierCostWords {
    /** Costs that are so close count as alike. */
    private static final double ALIKE = 1.05;

    /** More than these are not told one by one. */
    private static final int MOST_TOLD = 3;

    private static final double TEN_GIGABIT = 1e10;

    private ClassifierCostWords() {}

    /** One classifier over all kinds of packets. */
    private record Total(
            String firmware, double meanNs, double ratio, ClassifierCost dearest, int kinds) {
        static Total of(final String firmware, final List<ClassifierCost> costs) {
            return new Total(
                    firmware,
                    costs.stream().mapToDouble(cost -> cost.ns().median()).average().orElseThrow(),
                    Measurement.medianOf(
                            costs.stream().mapToDouble(cost -> cost.ns().ratio()).toArray()),
                    costs.stream()
                            .max(Comparator.comparingDouble(cost -> cost.ns().median()))
                            .orElseThrow(),
                    costs.size());
        }

        boolean isReference() {
            return firmware.equals(ClassifierBench.REFERENCE);
        }

        /** Its figures. */
        String text() {
            return Units.ratio(meanNs)
                    + " ns a packet"
                    + (isReference() ? "" : ", " + Units.ratio(ratio) + " of flow-hash (RSS)")
                    + ", a line of "
                    + Units.bitsPerSecond(dearest.bitsPerSecond())
                    + " ("
                    + Units.ratio(dearest.bitsPerSecond() / TEN_GIGABIT)
                    + " times 10 Gbit/s)"
                    + (kinds == 1 ? "" : " at its dearest, " + dearest.kind());
        }
    }

    /** A line or two, without a line feed at the end. */
    static String of(final List<ClassifierCost> costs) {
        final Map<String, List<ClassifierCost>> byFirmware = new LinkedHashMap<>();
        for (final ClassifierCost cost : costs) {
            byFirmware.computeIfAbsent(cost.firmware(), name -> new ArrayList<>()).add(cost);
        }
        final List<Total> totals = new ArrayList<>();
        byFirmware.forEach((firmware, all) -> totals.add(Total.of(firmware, all)));
        totals.sort(Comparator.comparingDouble(Total::meanNs));
        final Total cheapest = totals.remove(0);
        final String kinds =
                cheapest.kinds() == 1 ? "" : " (the mean of " + cheapest.kinds() + " kinds)";
        if (totals.isEmpty()) {
            return name(cheapest) + " costs " + cheapest.text() + kinds;
        }
        final List<String> alike =
                totals.stream()
                        .filter(total -> total.meanNs() <= cheapest.meanNs() * ALIKE)
                        .map(Total::firmware)
                        .toList();
        return name(cheapest)
                + " is the cheapest of "
                + (totals.size() + 1)
                + kinds
                + ": "
                + cheapest.text()
                + (alike.isEmpty() ? "" : "; within 5% of it: " + some(alike))
                + "\n"
                + others(totals);
    }

    private static String name(final Total total) {
        return total.firmware() + (total.isReference() ? " (RSS)" : "");
    }

    private static String others(final List<Total> dearer) {
        if (dearer.size() > MOST_TOLD) {
            final Total dearest = dearer.get(dearer.size() - 1);
            return name(dearest) + " is the dearest: " + dearest.text();
        }
        final List<String> texts = new ArrayList<>();
        dearer.forEach(total -> texts.add(name(total) + " costs " + total.text()));
        return String.join("\n", texts);
    }

    private static String some(final List<String> names) {
        return names.size() <= MOST_TOLD
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_TOLD))
                        + " and "
                        + (names.size() - MOST_TOLD)
                        + " more";
    }
}
