package knet.firmware;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a classifier came to one decision: what it says of it in {@link Classifier#explain}, step by
 * step. What it writes is bounded and made fit for a terminal, because the classifier may be
 * anybody's.
 *
 * <p>The last thing said is what it concludes: a queue, and the reason. The reason names the rule,
 * without figures of this packet, so that packets that were decided on alike have the same one:
 * {@code indirection[hash & 127]}, {@code not IP: queue 0}. Programs group packets by it.
 */
public final class Explanation {
    /** In place of a queue: nothing was concluded. */
    public static final int NONE = -1;

    /** Steps kept of one decision. */
    public static final int MOST_STEPS = 64;

    /** Figures kept of one step. */
    public static final int MOST_VALUES = 64;

    private static final int MOST_PLAIN_CHARS = 500;

    private final List<Step> steps = new ArrayList<>();

    /** Of the last step. */
    private Map<String, Long> values = new LinkedHashMap<>();

    private HashInput hash;
    private int queue = NONE;
    private String reason = "";
    private boolean isByHash;

    /**
     * One step.
     *
     * @param name of what was looked at, the same for every packet: {@code indirection table}
     * @param text what was found there
     * @param values the figures in it, for programs
     */
    public record Step(String name, String text, Map<String, Long> values) {
        public Step {
            values = Collections.unmodifiableMap(values);
        }
    }

    /**
     * Adds a step.
     *
     * @param name of what was looked at, the same for every packet
     * @param text what was found there
     */
    public Explanation step(final String name, final String text) {
        if (steps.size() < MOST_STEPS) {
            values = new LinkedHashMap<>();
            steps.add(new Step(clean(name), clean(text), values));
        }
        return this;
    }

    /** Adds a figure to the last step; nothing if there is none. */
    public Explanation value(final String key, final long value) {
        if (!steps.isEmpty() && values.size() < MOST_VALUES) {
            values.put(clean(key), value);
        }
        return this;
    }

    /**
     * Says what the packet's hash was made of.
     *
     * @param input null if there is no hash
     */
    public Explanation hashed(final HashInput input) {
        hash = input;
        return this;
    }

    /** Concludes: the queue, by a rule in which the hash plays no part. */
    public void concludes(final int chosen, final String rule) {
        queue = chosen;
        reason = clean(rule);
        isByHash = false;
    }

    /** Concludes: the queue, by a rule that depends on the hash. */
    public void concludesByHash(final int chosen, final String rule) {
        concludes(chosen, rule);
        isByHash = true;
    }

    private static String clean(final String text) {
        // Nearly all is plain already, and an explanation for each packet of a capture adds up.
        return isPlain(text) ? text : Text.printable(Text.oneLine(String.valueOf(text)));
    }

    private static boolean isPlain(final String text) {
        if (text == null || text.length() > MOST_PLAIN_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** In their order. */
    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** What the hash was made of; null if the classifier said nothing of one. */
    public HashInput hash() {
        return hash;
    }

    /** What the steps lead to: must be what was decided. {@link #NONE} if nothing was concluded. */
    public int queue() {
        return queue;
    }

    /** The rule that applied; empty if the classifier did not explain itself. */
    public String reason() {
        return reason;
    }

    /** True if the rule depends on the hash. */
    public boolean isByHash() {
        return isByHash;
    }

    /** True if the classifier said how it decides. */
    public boolean isGiven() {
        return !reason.isEmpty();
    }
}
