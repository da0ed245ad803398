package knet.tools.bench;

/**
 * Waits for the other process: spins, and lets go of the core if that takes long (a busy machine).
 */
final class Spin {
    private static final int SPINS = 10_000;

    private int idle;

    /** There was something to do. */
    void reset() {
        idle = 0;
    }

    /** There was nothing to do. */
    void idle() {
        idle++;
        if (idle < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
