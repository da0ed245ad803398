package knet.nic.interrupt;

/**
 * Interrupt moderation of a device, as {@code ethtool -C} sets it.
 *
 * @param delayNs longest time that a frame may wait for its notification (rx-usecs), nanoseconds;
 *     0: none
 * @param maxFrames frames that raise at once however little time has passed (rx-frames); 0: no
 *     number does
 * @param adaptive the delay follows the packet rate instead ({@link AdaptiveDelay})
 */
record Moderation(long delayNs, int maxFrames, boolean adaptive) {
    static final Moderation OFF = new Moderation(0, 0, false);

    /**
     * A device that is told rx-frames alone would leave the last few frames of a burst without a
     * notification for ever. The bound that hardware keeps to in that case differs from one to the
     * next; this is ours.
     */
    static final long FRAMES_ALONE_DELAY_NS = 1_000_000;

    private static final int MAX_USECS = 1_000_000;

    /** From the device's registers, whatever they hold. */
    static Moderation of(final int rxUsecs, final int rxFrames, final boolean adaptive) {
        final int maxFrames = rxFrames > 1 ? rxFrames : 0;
        final long usecs = Math.max(0, Math.min(rxUsecs, MAX_USECS));
        final long delayNs =
                usecs > 0 ? usecs * 1000 : maxFrames > 0 && !adaptive ? FRAMES_ALONE_DELAY_NS : 0;
        return new Moderation(delayNs, rxFrames == 1 ? 1 : maxFrames, adaptive);
    }
}
