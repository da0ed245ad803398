package knet.firmware.check;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that the calling thread has allocated on the heap. */
public final class AllocationMeter {
    private static final ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                            && bean.isThreadAllocatedMemorySupported()
                    ? bean
                    : null;

    private AllocationMeter() {}

    /** False on a JVM that does not count. */
    public static boolean isSupported() {
        return THREADS != null;
    }

    /** So far; only where {@link #isSupported}. */
    public static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
