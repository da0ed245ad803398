package knet.threads.agent;

import knet.driver.RxHandler;

/**
 * What a network thread runs over the frames of a queue: IP, UDP and TCP up to the application,
 * each frame to completion, and whatever else is its own: timers, datagrams that other threads hand
 * over, replies to send.
 */
public interface FrameProcessor extends RxHandler {
    /**
     * False while something that it handed on waits for room elsewhere. An agent polls no frame for
     * it until it is ready again; {@link #doWork} makes the progress.
     */
    boolean isReady();

    /**
     * Frames that may be handed to it before this is asked again, at least 1 while it is ready: an
     * agent polls no more at a time.
     */
    default int room() {
        return Integer.MAX_VALUE;
    }

    /** Which part of receiving it is to handle a frame here. */
    default Part part() {
        return Part.DELIVER;
    }

    /** A batch of frames is over: replies are flushed, hand-overs are announced. */
    void onBatchEnd();

    /**
     * Does bounded work that no frame of the queue brought: timers, datagrams from other threads.
     * Called at the start of every step, so {@code nowNs} is also the moment at which the frames of
     * the step before were complete.
     *
     * @param nowNs the run's clock, nanoseconds
     * @return pieces of work done
     */
    int doWork(long nowNs);

    /** The run's clock by which {@link #doWork} must be called, or {@code Long.MAX_VALUE}. */
    long deadlineNs();
}
