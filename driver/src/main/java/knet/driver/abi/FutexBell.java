package knet.driver.abi;

import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A bell on a futex: the word itself is what the kernel watches. */
final class FutexBell extends Bell {
    private static final long NS_PER_S = 1_000_000_000L;

    final long address;
    private final UnsafeBuffer timespec =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(16, 64));

    FutexBell(final AtomicBuffer buffer, final int offset) {
        super(buffer, offset);
        this.address = buffer.addressOffset() + offset;
    }

    @Override
    public void ring() {
        Futex.wake(address);
    }

    @Override
    public void await(final int expected, final long timeoutNs) {
        if (timeoutNs > 0) {
            putTimespec(timespec, timeoutNs);
            Futex.await(address, expected, timespec.addressOffset());
        }
    }

    static void putTimespec(final UnsafeBuffer timespec, final long ns) {
        timespec.putLong(0, ns / NS_PER_S);
        timespec.putLong(8, ns % NS_PER_S);
    }
}
