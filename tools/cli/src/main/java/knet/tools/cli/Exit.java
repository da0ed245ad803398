package knet.tools.cli;

/** Exit codes. */
final class Exit {
    static final int DONE = 0;

    /** The work failed. */
    static final int FAILED = 1;

    /** Bad arguments. */
    static final int USAGE = 2;

    private Exit() {}
}
