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

    /** Calls of {@link knet.firmware.Classifier#onStart} count up from here. */
    private static final long FIRST_START = Long.MIN_VALUE;

    @SuppressWarnings("unused") // Through the VarHandle.
    private long current;

    private long starts;
    private volatile String starting;

    /**
     * Called before the firmware.
     *
     * @param call not 0, and another one than the last: the frame's number from 1, or the negative
     *     number of a tick
     */
    void enter(final long call) {
        CURRENT.setRelease(this, call);
    }

    /** Called before a firmware is started, which does not run yet. */
    void enterStart(final String specification) {
        starting = specification;
        enter(FIRST_START + starts++);
    }

    /** Called after that. */
    void leaveStart() {
        leave();
        starting = null;
    }

    /** The firmware that is being started, null if none is; from any thread. */
    public String starting() {
        return starting;
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
