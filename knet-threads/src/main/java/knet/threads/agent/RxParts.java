package knet.threads.agent;

/**
 * The two halves of interrupt-driven receiving over one queue: each a bounded step, so that a
 * runner may give them to different contexts.
 */
public final class RxParts {
    private final FrameBacklog backlog;
    private final FrameProcessor processor;
    private final boolean lossless;

    /**
     * Descriptors in the ring that hold no whole frame (one that the NIC publishes in parts): they
     * raise no interrupt until there are more.
     */
    private int quietDepth;

    private boolean armed;

    /**
     * @param lossless the interrupt part leaves frames in the ring when the backlog is full
     *     (ON_FULL_WAIT); otherwise they are taken and dropped
     */
    public RxParts(
            final FrameBacklog backlog, final FrameProcessor processor, final boolean lossless) {
        this.backlog = backlog;
        this.processor = processor;
        this.lossless = lossless;
    }

    public FrameBacklog backlog() {
        return backlog;
    }

    public FrameProcessor processor() {
        return processor;
    }

    /** Frames wait in the ring, and the interrupt part may take them. */
    public boolean interruptPending() {
        return !armed
                && backlog.ringDepth() > quietDepth
                && !backlog.isQuarantined()
                && (!lossless || backlog.room() > 0);
    }

    /** Bytes of the frame that the interrupt part begins with; 0 if it takes none. */
    int nextBytesOfInterrupt() {
        return armed || lossless && backlog.room() == 0 ? 0 : backlog.nextBytesInRing();
    }

    /** Bytes of the frame that the later part begins with; 0 if it takes none. */
    int nextBytesOfLater() {
        return processor.isReady() ? backlog.nextBytes() : 0;
    }

    /**
     * The interrupt part: ring to backlog.
     *
     * @return frames taken
     */
    public int interrupt(final int budget) {
        if (armed) {
            return 0;
        }
        final int allowed = lossless ? Math.min(budget, backlog.room()) : budget;
        if (allowed == 0) {
            return 0;
        }
        final int taken = backlog.take(allowed);
        quietDepth = taken == 0 ? backlog.ringDepth() : 0;
        return taken;
    }

    /**
     * The later part: backlog to application, ended by the next interrupt, between two frames.
     *
     * @return frames processed
     */
    public int later(final int budget) {
        final int allowed = Math.min(budget, processor.room());
        int frames = 0;
        while (frames < allowed && !interruptPending() && backlog.poll(processor, 1) > 0) {
            frames++;
        }
        return ended(frames);
    }

    /**
     * The later part of one frame, also if an interrupt is pending: it came in the middle of it.
     *
     * @return 1, or 0 if none waits
     */
    int finishBegun() {
        return ended(backlog.poll(processor, 1));
    }

    private int ended(final int frames) {
        if (frames > 0) {
            backlog.showDepth();
            processor.onBatchEnd();
        }
        return frames;
    }

    /** Arms the ring; false if there is work in the ring or in the backlog. */
    boolean arm() {
        armed = armed || backlog.arm();
        return armed;
    }

    void disarm() {
        if (armed) {
            armed = false;
            backlog.disarm();
        }
    }
}
