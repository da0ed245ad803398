package knet.threads.host;

import knet.driver.QueueFault;

/**
 * Told what happens during a run, for people and for tests. Called by the host's supervising
 * thread, one call at a time; a call must not block for long.
 */
public interface HostListener {
    /** Listens to nothing. */
    HostListener NONE = new HostListener() {};

    /**
     * A NIC is there: the first one, or one that was started again.
     *
     * @param epoch 1 for the device's first NIC process, +1 for each one after it
     */
    default void onNicUp(final String device, final long epoch, final String firmware) {}

    /** The NIC's process has died; the host goes on with what is in the rings, and waits. */
    default void onNicDied(final String device) {}

    /** The NIC has ended in good order before its wire did. */
    default void onNicLeft(final String device) {}

    /** The NIC has ended in good order, with its wire. */
    default void onNicDone(final String device) {}

    /** The NIC's process lives, but has not beaten for most of a second. */
    default void onNicStalled(final String device) {}

    /** A stalled NIC beats again. */
    default void onNicRecovered(final String device) {}

    /** A queue was taken out of service; the others go on. */
    default void onQuarantine(final String device, final QueueFault fault) {}

    /** The host before this one died: what it had taken and not finished is lost. */
    default void onTakeover(final String device, final long deadPid, final long framesLost) {}

    /** Something that a person should know, one line. */
    default void onWarning(final String device, final String message) {}
}
