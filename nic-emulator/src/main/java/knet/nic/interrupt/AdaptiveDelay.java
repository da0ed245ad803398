package knet.nic.interrupt;

/**
 * Chooses a queue's moderation delay from its packet rate: none while packets are few, so that each
 * is seen at once; longer as they come faster, up to 128 us.
 *
 * <p>The rule is that of Linux's be2net driver (be_get_new_eqd): {@code (packets per second /
 * 15000) * 4} microseconds, none below 8, looked at once a millisecond.
 */
final class AdaptiveDelay {
    static final long MAX_DELAY_NS = 128_000;

    private static final long WINDOW_NS = 1_000_000;
    private static final long MIN_USECS = 8;
    private static final long RATE_STEP = 15_000;

    private long windowStartNs;
    private long frames;
    private long delayNs;
    private boolean started;

    /** Counts published frames and returns the delay that holds now, nanoseconds. */
    long onPublished(final int count, final long nowNs) {
        if (!started) {
            started = true;
            windowStartNs = nowNs;
        }
        final long elapsedNs = nowNs - windowStartNs;
        if (elapsedNs >= WINDOW_NS) {
            // In this order a rate of up to 9 * 10^9 frames in a window does not overflow.
            final long perSecond = frames * 1_000_000 / Math.max(1, elapsedNs / 1000);
            final long usecs = perSecond / RATE_STEP * 4;
            delayNs = usecs < MIN_USECS ? 0 : Math.min(usecs * 1000, MAX_DELAY_NS);
            windowStartNs = nowNs;
            frames = 0;
        }
        frames += count;
        return delayNs;
    }
}
