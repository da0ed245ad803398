package knet.traces.live;

import java.util.function.BooleanSupplier;

/**
 * Ends a recording that was told to stop when what had passed the interface by then is recorded:
 * once the kernel has nothing left to give, or after two seconds of traffic that does not cease.
 */
final class StopWhenDrained implements BooleanSupplier {
    /** The kernel holds packets back for a millisecond to hand over several. */
    private static final long AT_LEAST_NS = 20_000_000;

    private static final long AT_MOST_NS = 2_000_000_000;

    private final BooleanSupplier isStopped;
    private final LiveSource source;
    private boolean isStopping;
    private long stoppedNs;

    StopWhenDrained(final BooleanSupplier isStopped, final LiveSource source) {
        this.isStopped = isStopped;
        this.source = source;
    }

    @Override
    public boolean getAsBoolean() {
        if (!isStopping) {
            if (!isStopped.getAsBoolean()) {
                return false;
            }
            isStopping = true;
            stoppedNs = System.nanoTime();
        }
        final long sinceNs = System.nanoTime() - stoppedNs;
        return sinceNs > AT_MOST_NS || sinceNs > AT_LEAST_NS && source.isIdle();
    }
}
