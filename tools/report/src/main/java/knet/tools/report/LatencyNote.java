package knet.tools.report;

/** What a reader must know of the latency figures. */
final class LatencyNote {
    /** Below that the virtual machine is still compiling the packet path. */
    private static final long WARM_NS = 2_000_000_000L;

    private static final long WARM_FRAMES = 500_000;

    private LatencyNote() {}

    static String of(final RunResult run) {
        final String note = "latency is from arrival at the NIC to the application";
        final boolean isCold =
                run.clock().equals("real")
                        && run.rate().elapsedNs() < WARM_NS
                        && run.frames().delivered() < WARM_FRAMES;
        return isCold
                ? note
                        + "; in a run of less than two seconds most code is not compiled yet:"
                        + " --loop N --loop-rewrite runs longer"
                : note;
    }
}
