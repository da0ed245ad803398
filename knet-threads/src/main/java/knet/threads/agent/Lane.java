package knet.threads.agent;

import java.util.Objects;
import knet.driver.RxQueue;

/**
 * A receive queue, what runs over its frames, and what its agent remembers of it. Belongs to one
 * agent.
 */
public final class Lane {
    private final RxQueue rx;
    private final FrameProcessor processor;

    /** The notification is armed and the queue was empty: not polled until the agent wakes. */
    private boolean armed;

    public Lane(final RxQueue rx, final FrameProcessor processor) {
        this.rx = Objects.requireNonNull(rx, "rx");
        this.processor = Objects.requireNonNull(processor, "processor");
    }

    public RxQueue rx() {
        return rx;
    }

    public FrameProcessor processor() {
        return processor;
    }

    /** True while nothing but a notification gives this queue work. */
    public boolean isArmed() {
        return armed;
    }

    /** {@link NetAgent#nextBytes} of a step that polls this lane; 0 if none will. */
    int nextBytes() {
        return armed || !processor.isReady() ? 0 : rx.nextBytes();
    }

    /** Frames of a budget that the processor has room for; only while that is ready. */
    int allowed(final int budget) {
        return Math.min(budget, processor.room());
    }

    /** Polls up to {@code budget} frames to completion, or as many as there is room for. */
    int poll(final int budget) {
        final int frames = rx.poll(processor, allowed(budget));
        if (frames > 0) {
            processor.onBatchEnd();
        }
        return frames;
    }

    /**
     * Arms the notification of a queue that was found empty, and looks again.
     *
     * @return false if frames have come in meanwhile: it is polled still
     */
    boolean arm() {
        armed = rx.arm();
        return armed;
    }

    /** Back to polling, after a notification or without one. */
    void wake() {
        if (armed) {
            armed = false;
            rx.disarm();
        }
    }
}
