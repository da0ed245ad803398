package knet.nic.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Shows another thread which call of the firmware is going on. Two ordered stores per call, no
 * clock: whoever looks measures the time.
 */
public final class CallMonitor {
    /** No call is going on. */
    public static final long IDLE = 0;

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT =
                    MethodHandles.lookup().findVarHandle(CallMonitor.class, "current", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // Through the VarHandle.
    private long current;

    /**
     * Called before the firmware.
     *
     * @param call not 0, and another one than the last: the frame's number from 1, or the negative
     *     number of a tick
     */
    void enter(final long call) {
        CURRENT.setRelease(this, call);
    }

    /** Called after the firmware. */
    void leave() {
        CURRENT.setRelease(this, IDLE);
    }

    /** The call that is going on, {@link #IDLE} if none; from any thread. */
    public long current() {
        return (long) CURRENT.getAcquire(this);
    }
}
