package knet.tools.cli;

/** Exit codes. */
final class Exit {
    static final int DONE = 0;

    /** The work failed. */
    static final int FAILED = 1;

    /** Bad arguments. */
    static final int USAGE = 2;

    /** Ended by Ctrl-C, after the report of what was done so far. */
    static final int INTERRUPTED = 130;

    private Exit() {}
}
