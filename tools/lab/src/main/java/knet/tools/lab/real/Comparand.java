package knet.tools.lab.real;

import java.util.function.ToDoubleFunction;

/** A figure that is held against its prediction. */
public enum Comparand {
    THROUGHPUT("throughput", "fps", RunFigures::framesPerSecond, 0),
    NOTIFICATIONS("notifications", "per frame", RunFigures::notificationsPerFrame, 0.01),
    LATENCY("latency p50", "ns", RunFigures::latencyP50Ns, 0);

    private final String title;
    private final String unit;
    private final ToDoubleFunction<RunFigures> figure;
    private final double negligible;

    Comparand(
            final String title,
            final String unit,
            final ToDoubleFunction<RunFigures> figure,
            final double negligible) {
        this.title = title;
        this.unit = unit;
        this.figure = figure;
        this.negligible = negligible;
    }

    /** For people and programs. */
    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    double of(final RunFigures run) {
        return figure.applyAsDouble(run);
    }

    /** A difference so small that nobody asks for its ratio. */
    double negligible() {
        return negligible;
    }
}
