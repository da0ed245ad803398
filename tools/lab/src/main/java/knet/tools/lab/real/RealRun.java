package knet.tools.lab.real;

/**
 * A real run, and what was around it.
 *
 * @param moment when it was, see {@link CostSupply#between}
 * @param offeredPerSecond frames that the wire was to bring; 0 for as many as possible
 * @param foreignLoad share of the processors that others used meanwhile, NaN if unknown
 * @param lateP99Ns how late the wire was against its schedule; 0 at rate max
 */
record RealRun(
        RunFigures figures,
        int moment,
        double offeredPerSecond,
        double foreignLoad,
        long lateP99Ns) {
    /** Share of the processors that others may use in a run that counts. */
    private static final double DISTURBED = 0.1;

    boolean isQuiet() {
        return !(foreignLoad > DISTURBED);
    }
}
