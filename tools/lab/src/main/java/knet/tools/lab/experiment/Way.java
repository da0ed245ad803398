package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
     * Every mode with every classifier, mode by mode; a mode with a single queue, which leaves
     * nothing to classify, once.
     */
    public static List<Way> all(final List<Mode> modes, final List<String> firmware) {
        final List<Way> ways = new ArrayList<>();
        for (final Mode mode : modes) {
            if (hasOneQueue(mode)) {
                ways.add(new Way(mode, NOTHING_TO_CLASSIFY));
            } else {
                firmware.forEach(spec -> ways.add(new Way(mode, spec)));
            }
        }
        return ways;
    }

    private static boolean hasOneQueue(final Mode mode) {
        return mode.queues(2) == 1;
    }

    /** True if there is nothing to classify. */
    public boolean hasOneQueue() {
        return hasOneQueue(mode);
    }

    /** The classifier as tables name it: {@code -} if there is nothing to classify. */
    public String classifier() {
        return hasOneQueue() ? "-" : firmware;
    }

    /** In words: "knet with flow-hash", "napi". */
    public String name() {
        return hasOneQueue() ? mode.name() : mode.name() + " with " + firmware;
    }
}
