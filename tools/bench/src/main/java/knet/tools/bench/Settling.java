package knet.tools.bench;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Tells when code that is run over and over is warm: no part of it has become faster, and the
 * compiler has had nothing to do, in some passes over all parts in a row. A part that was warm by
 * itself need not be so among the others: a class that is loaded for one has the code of another
 * compiled anew.
 */
final class Settling {
    /** A pass counts as faster from so much on: less is noise. */
    private static final double FASTER = 0.97;

    /** In one alone the compiler may have been waiting for a processor. */
    private static final int QUIET_PASSES = 3;

    /** A machine that is never quiet is not waited for. */
    private static final int MOST_PASSES = 25;

    private final LongSupplier compiledMs;
    private final double[] best;
    private boolean isFaster;
    private long compiledBeforeMs;
    private int passes;
    private int quietPasses;

    /**
     * Begins with the first pass.
     *
     * @param parts that a pass has, at least 1
     * @param compiledMs time that the compiler has taken so far, milliseconds
     */
    Settling(final int parts, final LongSupplier compiledMs) {
        this.compiledMs = compiledMs;
        this.best = new double[parts];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        this.compiledBeforeMs = compiledMs.getAsLong();
    }

    /** A part took so long in this pass. */
    void took(final int part, final double ns) {
        isFaster |= ns < best[part] * FASTER;
        best[part] = Math.min(best[part], ns);
    }

    /**
     * Ends the pass, and begins another.
     *
     * @return true if the code is warm, or no more passes are to be waited for
     */
    boolean isSettled() {
        final long nowMs = compiledMs.getAsLong();
        quietPasses = isFaster || nowMs != compiledBeforeMs ? 0 : quietPasses + 1;
        isFaster = false;
        compiledBeforeMs = nowMs;
        return ++passes == MOST_PASSES || quietPasses == QUIET_PASSES;
    }
}
