package knet.tools.lab.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a run is asked for. */
public enum Measure {
    /** Frames a second that reach the application. */
    THROUGHPUT("throughput", true),
    /** Latency, nanoseconds, that half of the frames stay below. */
    P50("p50", false),
    /** Latency, nanoseconds, that 99 of 100 frames stay below. */
    P99("p99", false),
    /** For each frame. */
    NOTIFICATIONS("notifications", false),
    /** Percent of all processors' time. */
    CPU("cpu", false),
    /** Percent of the frames that did not reach the application, wherever they were lost. */
    LOST("lost", false);

    private static final double PERCENT = 100;

    private final String key;
    private final boolean isMoreBetter;

    Measure(final String key, final boolean isMoreBetter) {
        this.key = key;
        this.isMoreBetter = isMoreBetter;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    /** True if a larger figure is the better one. */
    public boolean isMoreBetter() {
        return isMoreBetter;
    }

    /** That of a name, if there is one. */
    public static Optional<Measure> of(final String key) {
        return Arrays.stream(values()).filter(measure -> measure.key.equals(key)).findFirst();
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Measure::key).toList();
    }

    /** Its figure; NaN if a run has none. */
    public double value(final Figures figures) {
        final boolean any = figures.latency().count() > 0;
        return switch (this) {
            case THROUGHPUT -> figures.consumedPerSecond();
            case P50 -> any ? figures.latency().p50() : Double.NaN;
            case P99 -> any ? figures.latency().p99() : Double.NaN;
            case NOTIFICATIONS -> figures.notificationsPerFrame();
            case CPU -> figures.busyPercent();
            case LOST ->
                    figures.offered() == 0
                            ? Double.NaN
                            : PERCENT
                                    * (figures.droppedTotal() + figures.socketFull())
                                    / figures.offered();
        };
    }
}
