package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import knet.tools.lab.sim.Faults;
import knet.tools.report.Units;

/**
 * Faults as people write them, and in words.
 *
 * <pre>
 *   lost-interrupts=0.01        share of interrupts that never arrive, 0 to 1
 *   nic-stall=5ms/100ms         the NIC stands still for 5 ms in every 100 ms
 *   slow-cpu=2:3                everything takes three times as long on processor 2
 * </pre>
 */
public final class FaultText {
    private static final String LOST = "lost-interrupts";
    private static final String STALL = "nic-stall";
    private static final String SLOW = "slow-cpu";
    private static final String NUMBER = "\\d{1,9}(\\.\\d{1,9})?";
    private static final double PERCENT = 100;

    private double lostInterrupts;
    private long stallNs;
    private long stallEveryNs = 1;
    private final Map<Integer, Double> slowCpus = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();

    private FaultText() {}

    /**
     * Reads a list with commas.
     *
     * @param cpus of the machine
     * @throws IllegalArgumentException for an unknown fault or a value out of range; one line
     */
    public static Faults parse(final String text, final int cpus) {
        final FaultText reader = new FaultText();
        for (final String item : text.split(",", -1)) {
            final int equals = item.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "'" + TimeText.printable(item) + "' is no fault=value; " + known());
            }
            reader.read(item.substring(0, equals), item.substring(equals + 1), cpus);
        }
        return new Faults(
                reader.lostInterrupts, reader.stallNs, reader.stallEveryNs, reader.slowCpus);
    }

    private static String known() {
        return "there are "
                + LOST
                + "=SHARE, "
                + STALL
                + "=TIME/EVERY (5ms/100ms), "
                + SLOW
                + "=CPU:FACTOR (2:3)";
    }

    private void read(final String fault, final String value, final int cpus) {
        if (!fault.equals(SLOW) && seen.contains(fault)) {
            throw new IllegalArgumentException("'" + fault + "' is given twice");
        }
        seen.add(fault);
        switch (fault) {
            case LOST -> lostInterrupts = number(fault, value, value);
            case STALL -> stall(value);
            case SLOW -> slow(value, cpus);
            default ->
                    throw new IllegalArgumentException(
                            "no fault '" + TimeText.printable(fault) + "'; " + known());
        }
    }

    private static double number(final String fault, final String text, final String value) {
        if (!text.matches(NUMBER)) {
            throw new IllegalArgumentException(
                    fault + "=" + TimeText.printable(value) + ": no number");
        }
        return Double.parseDouble(text);
    }

    private void stall(final String value) {
        final int slash = value.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    STALL
                            + "="
                            + TimeText.printable(value)
                            + ": expected TIME/EVERY, as 5ms/100ms");
        }
        stallNs = TimeText.parseNs(value.substring(0, slash));
        stallEveryNs = TimeText.parseNs(value.substring(slash + 1));
        if (stallNs == 0 || stallEveryNs <= stallNs) {
            throw new IllegalArgumentException(
                    STALL
                            + "="
                            + value
                            + ": the stall must be longer than 0 and shorter than its"
                            + " period");
        }
    }

    private void slow(final String value, final int cpus) {
        final int colon = value.indexOf(':');
        if (colon < 0 || !value.substring(0, colon).matches("\\d{1,3}")) {
            throw new IllegalArgumentException(
                    SLOW + "=" + TimeText.printable(value) + ": expected CPU:FACTOR, as 2:3");
        }
        final int cpu = Integer.parseInt(value.substring(0, colon));
        if (cpu >= cpus) {
            throw new IllegalArgumentException(
                    SLOW + "=" + value + ": processors are 0 to " + (cpus - 1));
        }
        final double factor = number(SLOW, value.substring(colon + 1), value);
        if (slowCpus.put(cpu, factor) != null) {
            throw new IllegalArgumentException("processor " + cpu + " is made slow twice");
        }
    }

    /** In words; empty if nothing goes wrong. */
    public static String words(final Faults faults) {
        final List<String> parts = new ArrayList<>();
        if (faults.lostInterrupts() > 0) {
            parts.add(Units.ratio(PERCENT * faults.lostInterrupts()) + "% of interrupts are lost");
        }
        if (faults.stallNs() > 0) {
            parts.add(
                    "the NIC stands still for "
                            + Units.time(faults.stallNs())
                            + " in every "
                            + Units.time(faults.stallEveryNs()));
        }
        new TreeMap<>(faults.slowCpus())
                .forEach(
                        (cpu, factor) ->
                                parts.add(
                                        "processor "
                                                + cpu
                                                + " takes "
                                                + Units.ratio(factor)
                                                + " times as long"));
        return String.join(", ", parts);
    }
}
