package knet.tools.cli.doctor;

/**
 * What this machine offers in one respect.
 *
 * @param name of what was looked at
 * @param state of it
 * @param detail what was found
 * @param todo how to get it, empty if there is nothing to do
 */
public record Check(String name, State state, String detail, String todo) {
    /** How it is. */
    public enum State {
        /** Fit for use. */
        OK,
        /** Works, but not as well as it could. */
        LIMITED,
        /** Not there: what needs it does not work, all else does. */
        MISSING,
        /** Not there, and nothing works without. */
        FAILED
    }

    static Check ok(final String name, final String detail) {
        return new Check(name, State.OK, detail, "");
    }

    static Check limited(final String name, final String detail, final String todo) {
        return new Check(name, State.LIMITED, detail, todo);
    }

    static Check missing(final String name, final String detail, final String todo) {
        return new Check(name, State.MISSING, detail, todo);
    }

    static Check failed(final String name, final String detail, final String todo) {
        return new Check(name, State.FAILED, detail, todo);
    }
}
