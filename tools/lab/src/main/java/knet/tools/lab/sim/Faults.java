package knet.tools.lab.sim;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes wrong on a simulated machine. All of it is planned from the run's seed.
 *
 * @param lostInterrupts share of interrupts that never arrive, 0 to 1
 * @param stallNs how long the NIC stands still at a time, nanoseconds; 0 is never
 * @param stallEveryNs from the beginning of one stall to the next, more than {@code stallNs}
 * @param slowCpus processors on which everything takes longer, and how many times, 1 to 1000
 */
public record Faults(
        double lostInterrupts, long stallNs, long stallEveryNs, Map<Integer, Double> slowCpus) {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 1, Map.of());

    private static final double SLOWEST = 1_000;

    public Faults {
        slowCpus = Map.copyOf(new TreeMap<>(slowCpus));
        if (!(lostInterrupts >= 0 && lostInterrupts <= 1)) {
            throw new IllegalArgumentException(
                    "the share of lost interrupts must be 0 to 1: " + lostInterrupts);
        }
        if (stallNs < 0 || stallEveryNs <= stallNs) {
            throw new IllegalArgumentException(
                    "a stall of " + stallNs + " ns does not fit into " + stallEveryNs + " ns");
        }
        slowCpus.forEach(Faults::checkSlow);
    }

    private static void checkSlow(final int cpu, final double factor) {
        if (cpu < 0 || !(factor >= 1 && factor <= SLOWEST)) {
            throw new IllegalArgumentException(
                    "processor " + cpu + " cannot be " + factor + " times as slow: 1 to 1000");
        }
    }

    /** How many times longer everything takes on a processor. */
    double slowness(final int cpu) {
        return slowCpus.getOrDefault(cpu, 1.0);
    }

    /** True while the NIC stands still. */
    boolean isStalled(final long nowNs) {
        return stallNs > 0 && nowNs % stallEveryNs >= stallEveryNs - stallNs;
    }

    /** End of the stall that goes on now. */
    long stallEndNs(final long nowNs) {
        return nowNs - nowNs % stallEveryNs + stallEveryNs;
    }

    /** True if anything goes wrong at all. */
    public boolean any() {
        return lostInterrupts > 0 || stallNs > 0 || !slowCpus.isEmpty();
    }

    /** In words, for reports. */
    public String text() {
        final StringBuilder text = new StringBuilder();
        if (lostInterrupts > 0) {
            text.append(
                    String.format(Locale.ROOT, "%.3g%% of interrupts lost", 100 * lostInterrupts));
        }
        if (stallNs > 0) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("the NIC stalls for ")
                    .append(stallNs)
                    .append(" ns every ")
                    .append(stallEveryNs)
                    .append(" ns");
        }
        new TreeMap<>(slowCpus)
                .forEach(
                        (cpu, factor) ->
                                text.append(text.isEmpty() ? "" : ", ")
                                        .append("processor ")
                                        .append(cpu)
                                        .append(" slower by ")
                                        .append(factor));
        return text.toString();
    }
}
