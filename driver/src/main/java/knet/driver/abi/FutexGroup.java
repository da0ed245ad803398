package knet.driver.abi;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Waits on several futexes with one system call (Linux 5.16), its own word among them.
 *
 * <pre>
 *   struct futex_waitv  0  u64 val    8  u64 uaddr    16  u32 flags    20  u32 reserved
 * </pre>
 */
final class FutexGroup extends BellGroup {
    /** FUTEX_WAITV_MAX is 128; one is the group's own. */
    static final int MAX_BELLS = 127;

    private static final int WAITER_LENGTH = 24;

    /** FUTEX2_SIZE_U32, shared between processes. */
    private static final int FLAGS = 2;

    private final UnsafeBuffer waiters;
    private final UnsafeBuffer timespec =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(16, 64));

    FutexGroup(final Bell... bells) {
        super(bells);
        waiters =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned((bells.length + 1) * WAITER_LENGTH, 64));
    }

    @Override
    void sleep(final long timeoutNs) {
        for (int i = 0; i < bells.length; i++) {
            waiter(waiters, i, ((FutexBell) bells[i]).address, expected[i]);
        }
        waiter(waiters, bells.length, own.addressOffset(), 0);
        // nanoTime() is CLOCK_MONOTONIC on Linux; this call wants an absolute time.
        FutexBell.putTimespec(timespec, System.nanoTime() + timeoutNs);
        Futex.waitv(waiters.addressOffset(), bells.length + 1, timespec.addressOffset());
    }

    static void waiter(
            final UnsafeBuffer waiters, final int i, final long address, final int expected) {
        final int offset = i * WAITER_LENGTH;
        waiters.putLong(offset, expected & 0xFFFF_FFFFL);
        waiters.putLong(offset + 8, address);
        waiters.putInt(offset + 16, FLAGS);
        waiters.putInt(offset + 20, 0);
    }

    @Override
    void interruptSleep() {
        Futex.wake(own.addressOffset());
    }

    @Override
    public String name() {
        return "futex";
    }
}
