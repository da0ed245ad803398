package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.sim.Level;
import knet.tools.report.page.Figure;
import knet.tools.report.page.Kind;
import knet.tools.report.page.Stacked;

/** Processors' time by account, as bars of a page. */
public final class CpuBars {
    private static final double WHOLE = 100;
    private static final double HUNDREDTHS = 100;

    private final String label;
    private final List<Stacked.Row> rows = new ArrayList<>();

    /**
     * @param label what the bars show, for those who cannot see them
     */
    public CpuBars(final String label) {
        this.label = label;
    }

    /** The colour of an account, the same in all charts. */
    public static Kind kind(final Level level) {
        return switch (level) {
            case HARD_INTERRUPT -> Kind.HARD_INTERRUPT;
            case SOFTIRQ -> Kind.SOFTIRQ;
            case KERNEL_THREAD -> Kind.KERNEL_THREAD;
            case USER_THREAD -> Kind.USER_THREAD;
        };
    }

    /** A bar of all processors of a run together. */
    public CpuBars all(final String name, final Figures figures) {
        final double[] percents = new double[Level.values().length];
        for (final Level level : Level.values()) {
            percents[level.ordinal()] = figures.percent(level);
        }
        return bar(name, percents);
    }

    /** A bar of one processor. */
    public CpuBars one(final String name, final Figures figures, final int cpu) {
        final double[] percents = new double[Level.values().length];
        for (final Level level : Level.values()) {
            percents[level.ordinal()] = figures.percent(cpu, level);
        }
        return bar(name, percents);
    }

    private CpuBars bar(final String name, final double... percents) {
        double sum = 0;
        for (final double percent : percents) {
            sum += percent;
        }
        final List<Figure> values = new ArrayList<>();
        for (final double percent : percents) {
            values.add(Figure.of(floor(percent)));
        }
        values.add(Figure.of(floor(Math.max(0, WHOLE - sum))));
        rows.add(new Stacked.Row(name, values));
        return this;
    }

    /** To the whole hundredth below, so that the parts are never more than the whole. */
    private static double floor(final double percent) {
        return Math.floor(percent * HUNDREDTHS) / HUNDREDTHS;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The chart. */
    public Stacked chart() {
        final List<Kind> parts = new ArrayList<>();
        for (final Level level : Level.values()) {
            parts.add(kind(level));
        }
        parts.add(Kind.IDLE);
        return Stacked.percent(label, "of the processors' time", parts, rows);
    }
}
