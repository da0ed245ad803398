package knet.nic.port;

/**
 * A wire, and what of it to take.
 *
 * @param filter in libpcap's language; null for none
 * @param from where in a store to begin; null for its first frame
 * @param follow whether to go on with a store that is still being written
 * @param limit first so many frames, of each loop; -1 for all
 * @param loop how often to read it, 1 or more
 * @param loopRewrite whether each loop's flows are its own
 */
public record WireChoice(
        WireSpec spec,
        String filter,
        String from,
        boolean follow,
        long limit,
        long loop,
        boolean loopRewrite) {

    /** All of a wire, once. */
    public WireChoice(final WireSpec spec) {
        this(spec, null, null, false, -1, 1, false);
    }

    /** Throws IllegalArgumentException, with one line, if the parts do not go together. */
    void check() {
        final boolean isStore = spec.kind() == WireSpec.Kind.STORE;
        if (from != null && !isStore) {
            throw new IllegalArgumentException("a position to begin at goes with a store");
        }
        if (follow && !isStore) {
            throw new IllegalArgumentException("only a store can be followed");
        }
        if (loop > 1 && (follow || spec.kind() == WireSpec.Kind.LIVE)) {
            throw new IllegalArgumentException("a wire that has no end cannot be looped");
        }
    }

    /** Tells this wire from any other, so that a restarted NIC knows whether to resume it. */
    public String identity() {
        final StringBuilder text = new StringBuilder(spec.toString());
        add(text, "filter", filter);
        add(text, "from", from);
        add(text, "limit", limit < 0 ? null : limit);
        add(text, "loop", loop == 1 ? null : loop);
        add(text, "rewrite", loopRewrite ? true : null);
        return text.toString();
    }

    private static void add(final StringBuilder text, final String key, final Object value) {
        if (value != null) {
            text.append(' ').append(key).append('=').append(value);
        }
    }
}
