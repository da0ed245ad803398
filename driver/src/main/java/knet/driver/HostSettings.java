package knet.driver;

import knet.driver.abi.DeviceDescriptor;

/**
 * What the host asks of the NIC: written into its registers when the device is opened.
 *
 * @param interruptMode one of {@link DeviceDescriptor}'s INTERRUPT_MODE_*
 * @param onFull one of {@link DeviceDescriptor}'s ON_FULL_*
 * @param rxUsecs interrupt moderation, microseconds, 0 is off, at most a second
 * @param rxFrames interrupt moderation, frames, 0 is off
 * @param adaptiveRx the NIC adapts the moderation to the packet rate
 */
public record HostSettings(
        int interruptMode, int onFull, int rxUsecs, int rxFrames, boolean adaptiveRx) {
    private static final int MAX_USECS = 1_000_000;

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public HostSettings {
        check(
                "interrupt mode",
                interruptMode,
                DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK,
                DeviceDescriptor.INTERRUPT_MODE_OFF);
        check("on-full", onFull, DeviceDescriptor.ON_FULL_DROP, DeviceDescriptor.ON_FULL_WAIT);
        check("rx-usecs", rxUsecs, 0, MAX_USECS);
        check("rx-frames", rxFrames, 0, DeviceDescriptor.MAX_RING_SIZE);
    }

    /** Without moderation. */
    public static HostSettings of(final int interruptMode, final int onFull) {
        return new HostSettings(interruptMode, onFull, 0, 0, false);
    }

    private static void check(final String what, final int value, final int min, final int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    what + " must be " + min + " to " + max + ": " + value);
        }
    }
}
