package knet.driver.abi;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AtomicBuffer;

/** The last resort, where nothing else is to be had: look, park for a while, look again. */
final class ParkBell extends Bell {
    private static final long MIN_PARK_NS = 50_000;
    private static final long MAX_PARK_NS = 1_000_000;

    ParkBell(final AtomicBuffer buffer, final int offset) {
        super(buffer, offset);
    }

    @Override
    public void ring() {
        // The waiter looks by itself.
    }

    @Override
    public void await(final int expected, final long timeoutNs) {
        long parkNs = MIN_PARK_NS;
        for (long leftNs = timeoutNs; leftNs > 0 && word() == expected; ) {
            final long sliceNs = Math.min(parkNs, leftNs);
            LockSupport.parkNanos(sliceNs);
            leftNs -= sliceNs;
            parkNs = Math.min(2 * parkNs, MAX_PARK_NS);
        }
    }

    /** The same for several bells. */
    static void await(final BellGroup group, final long timeoutNs) {
        long parkNs = MIN_PARK_NS;
        for (long leftNs = timeoutNs; leftNs > 0 && !group.isRung(); ) {
            final long sliceNs = Math.min(parkNs, leftNs);
            LockSupport.parkNanos(sliceNs);
            leftNs -= sliceNs;
            parkNs = Math.min(2 * parkNs, MAX_PARK_NS);
        }
    }
}
