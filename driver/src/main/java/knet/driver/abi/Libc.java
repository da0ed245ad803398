package knet.driver.abi;

import com.sun.jna.Native;

/** The one C function that is needed, mapped directly (about 190 ns a call). */
final class Libc {
    private Libc() {}

    static void register() {
        Native.register(Libc.class, "c");
    }

    /** man 2 syscall; returns -1 and sets errno on failure. */
    static native long syscall(
            long number, long arg1, long arg2, long arg3, long arg4, long arg5, long arg6);
}
