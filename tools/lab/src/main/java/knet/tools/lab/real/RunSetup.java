package knet.tools.lab.real;

/**
 * What is run, on both clocks.
 *
 * @param mode of the host
 * @param framesPerSecond of the wire, 0 for as fast as it goes
 */
record RunSetup(String mode, long framesPerSecond) {
    /** As fast as the slower side allows; nothing is lost. */
    static RunSetup saturated(final String mode) {
        return new RunSetup(mode, 0);
    }

    /** At a pace; what finds its ring full is dropped. */
    static RunSetup at(final String mode, final double framesPerSecond) {
        return new RunSetup(mode, Math.max(1, Math.round(framesPerSecond)));
    }

    /** As {@code --rate} has it. */
    String rate() {
        return framesPerSecond == 0 ? "max" : framesPerSecond + "pps";
    }

    /** The NIC waits for space instead of dropping. */
    boolean isLossless() {
        return framesPerSecond == 0;
    }

    String firmware() {
        return "flow-hash";
    }
}
