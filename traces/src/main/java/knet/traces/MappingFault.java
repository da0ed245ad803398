package knet.traces;

/**
 * Brings the fault of a mapping to light where it happened.
 *
 * <p>A read in a mapping whose file has become too short is only noted by the JVM when compiled
 * code does it: the read yields an arbitrary value, and an {@link InternalError} is thrown at the
 * thread's next visit to the runtime, maybe far away. Readers of mapped files make a visit where
 * what they read looks wrong.
 */
public final class MappingFault {
    /** Not a constant, so that the compiler leaves the allocation to the runtime. */
    private static volatile int one = 1;

    private static volatile int visits;

    private MappingFault() {}

    /**
     * Throws the fault that is pending on this thread, if there is one.
     *
     * @throws InternalError if a mapping was read beyond the end of its file
     */
    public static void raise() {
        // An array of arrays is always made by the runtime.
        final int[][] visit = new int[one][one];
        visits = visit.length;
    }
}
