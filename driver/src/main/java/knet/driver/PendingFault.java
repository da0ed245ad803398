package knet.driver;

/**
 * A fault of a mapping, met by compiled code, is only noted by the JVM and thrown as an
 * InternalError at the thread's next visit to the runtime, maybe far away. This makes a visit.
 */
final class PendingFault {
    /** Not a constant, so that the compiler leaves the allocation to the runtime. */
    private static volatile int one = 1;

    private PendingFault() {}

    /**
     * Takes the fault that is pending on this thread, if there is one.
     *
     * @return true if there was one
     */
    static boolean take() {
        try {
            // An array of arrays is always made by the runtime.
            final int[][] visit = new int[one][one];
            return visit.length != 1;
        } catch (final InternalError e) {
            return true;
        }
    }
}
