package knet.driver.abi;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Linux futexes through JNA's direct mapping (man 2 futex, futex_waitv). Words are in files that
 * several processes map, so the operations are not the private ones.
 */
final class Futex {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int SYS_FUTEX_WAITV = 449;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int EAGAIN = 11;

    private static final String WHY_NOT;
    private static final boolean HAS_WAITV;
    private static final long SYS_FUTEX;

    static {
        final String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        SYS_FUTEX =
                switch (arch) {
                    case "amd64", "x86_64" -> 202;
                    case "aarch64" -> 98;
                    default -> -1;
                };
        String whyNot = null;
        boolean hasWaitv = false;
        if (!System.getProperty("os.name").equals("Linux")) {
            whyNot = "not Linux";
        } else if (SYS_FUTEX < 0) {
            whyNot = "unknown processor " + arch;
        } else {
            try {
                Libc.register();
                whyNot = probe();
                hasWaitv = whyNot == null && probeWaitv();
            } catch (final Throwable e) {
                // A missing libc, libffi or JNA archive: UnsatisfiedLinkError, NoClassDefFound...
                whyNot = e.toString();
            }
        }
        WHY_NOT = whyNot;
        HAS_WAITV = hasWaitv;
    }

    private Futex() {}

    static boolean isAvailable() {
        return WHY_NOT == null;
    }

    /** True if one thread can wait on several words (Linux 5.16). */
    static boolean hasWaitv() {
        return HAS_WAITV;
    }

    static String whyNot() {
        return WHY_NOT;
    }

    /** Wakes all waiters of a word. */
    static void wake(final long address) {
        Libc.syscall(SYS_FUTEX, address, WAKE, Integer.MAX_VALUE, 0, 0, 0);
    }

    /** Sleeps while the word is {@code expected}, for as long as the relative timespec says. */
    static void await(final long address, final int expected, final long timespecAddress) {
        Libc.syscall(SYS_FUTEX, address, WAIT, expected, timespecAddress, 0, 0);
    }

    /** Sleeps on an array of struct futex_waitv until an absolute time of the monotonic clock. */
    static long waitv(final long waitersAddress, final int count, final long timespecAddress) {
        return Libc.syscall(
                SYS_FUTEX_WAITV, waitersAddress, count, 0, timespecAddress, CLOCK_MONOTONIC, 0);
    }

    private static String probe() {
        final ByteBuffer word = BufferUtil.allocateDirectAligned(64, 64);
        final long woken = Libc.syscall(SYS_FUTEX, BufferUtil.address(word), WAKE, 1, 0, 0, 0);
        return woken == 0 ? null : "futex refused, errno " + Native.getLastError();
    }

    /** Waits for a value that is not there: EAGAIN if the kernel knows the call. */
    private static boolean probeWaitv() {
        final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(64, 64));
        FutexGroup.waiter(memory, 0, memory.addressOffset() + 32, 1);
        final long result = waitv(memory.addressOffset(), 1, 0);
        return result == -1 && Native.getLastError() == EAGAIN;
    }
}
