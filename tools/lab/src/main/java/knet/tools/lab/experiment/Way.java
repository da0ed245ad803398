package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import knet.threads.mode.Mode;

/**
 * A way to serve a wire.
 *
 * @param mode how queues are served
 * @param firmware the classifier's specification; behind a single queue its hash still says which
 *     user thread a flow has
 */
public record Way(Mode mode, String firmware) {
    /** The classifier of modes that have a single queue. */
    public static final String NOTHING_TO_CLASSIFY = "flow-hash";

    public Way {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(firmware, "firmware");
    }

    /**
     * Every mode with every classifier, mode by mode; a mode whose single queue leaves nothing to
     * classify, once.
     */
    public static List<Way> all(final List<Mode> modes, final List<String> firmware) {
        final List<Way> ways = new ArrayList<>();
        for (final Mode mode : modes) {
            if (isClassified(mode)) {
                firmware.forEach(spec -> ways.add(new Way(mode, spec)));
            } else {
                ways.add(new Way(mode, NOTHING_TO_CLASSIFY));
            }
        }
        return ways;
    }

    private static boolean isClassified(final Mode mode) {
        return hasSeveralQueues(mode) || mode.steers();
    }

    private static boolean hasSeveralQueues(final Mode mode) {
        return mode.queues(2) > 1;
    }

    /** True if a classifier chooses where frames go: a queue, or in software a processor. */
    public boolean isClassified() {
        return isClassified(mode);
    }

    /** True if the NIC has a queue for each processor, between which there may be imbalance. */
    public boolean hasSeveralQueues() {
        return hasSeveralQueues(mode);
    }

    /** The classifier as tables name it: {@code -} if there is nothing to classify. */
    public String classifier() {
        return isClassified() ? firmware : "-";
    }

    /**
     * Names for ways that stand side by side: the mode's alone if all have the same classifier,
     * else mode and classifier.
     */
    public static Function<Way, String> names(final List<Way> ways) {
        final long classifiers =
                ways.stream().filter(Way::isClassified).map(Way::firmware).distinct().count();
        return classifiers <= 1 ? way -> way.mode().name() : Way::name;
    }

    /** In words: "knet with flow-hash", "napi". */
    public String name() {
        return isClassified() ? mode.name() + " with " + firmware : mode.name();
    }
}
