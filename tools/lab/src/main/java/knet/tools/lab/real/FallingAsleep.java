package knet.tools.lab.real;

/**
 * What became of threads on their way to sleep that a frame came for at moments spread evenly over
 * a window: some were awake still and came back, the others were woken out of their sleep, which
 * takes a multiple of that.
 *
 * @param early of how many that is known that came back
 * @param earlyShare of all; the part of the window in which a frame still meets a thread awake
 * @param turnNs of the NIC that brought a frame to those, median
 * @param wayNs from the step that armed to running again, of those, median
 */
record FallingAsleep(int early, double earlyShare, long turnNs, long wayNs) {
    /**
     * Tells them apart by how long they took to run after the bell.
     *
     * @param count of the arrays' elements that count
     * @param turnNs of the NIC
     * @param sleepNs from the step that armed to running again
     * @param wakeNs from the bell to running
     * @param awakeNs the same for a thread that is certainly awake
     * @param asleepNs and for one that certainly sleeps
     */
    static FallingAsleep of(
            final int count,
            final long[] turnNs,
            final long[] sleepNs,
            final long[] wakeNs,
            final long awakeNs,
            final long asleepNs) {
        final double border = Math.sqrt((double) awakeNs * asleepNs);
        final long[] turns = new long[count];
        final long[] ways = new long[count];
        int early = 0;
        for (int i = 0; i < count; i++) {
            if (wakeNs[i] <= border) {
                turns[early] = turnNs[i];
                ways[early++] = sleepNs[i];
            }
        }
        return new FallingAsleep(
                early,
                count == 0 ? 0 : (double) early / count,
                Medians.of(turns, early),
                Medians.of(ways, early));
    }
}
