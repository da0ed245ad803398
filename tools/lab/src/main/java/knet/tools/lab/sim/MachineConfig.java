package knet.tools.lab.sim;

import java.util.Objects;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.mode.Delivery;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.stack.StackConfig;
import knet.tools.lab.cost.Costs;

/**
 * A machine to simulate.
 *
 * @param cpus processors, 1 to 256
 * @param mode how queues are served
 * @param delivery which processor takes an interrupt
 * @param firmware the classifier's specification
 * @param ringSize descriptors of each receive ring, a power of two
 * @param socketFrames frames whose data may wait for a user thread
 * @param rate of the wire, as {@code --rate} has it
 * @param isLossless the NIC waits for space instead of dropping
 * @param rxUsecs interrupt moderation, microseconds, 0 is off
 * @param rxFrames interrupt moderation, frames, 0 is off
 * @param stack of the host
 * @param costs of everything
 * @param seed of whatever is random
 * @param faults what goes wrong
 * @param window of the timeline; null if none is wanted
 */
public record MachineConfig(
        int cpus,
        Mode mode,
        Delivery delivery,
        String firmware,
        int ringSize,
        int socketFrames,
        String rate,
        boolean isLossless,
        int rxUsecs,
        int rxFrames,
        StackConfig stack,
        Costs costs,
        long seed,
        Faults faults,
        Timeline.Window window) {
    /** Most processors: the device has no more queues. */
    public static final int MAX_CPUS = DeviceDescriptor.MAX_QUEUES;

    public MachineConfig {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(firmware, "firmware");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(costs, "costs");
        Objects.requireNonNull(faults, "faults");
        if (cpus < 1 || cpus > MAX_CPUS) {
            throw new IllegalArgumentException("processors must be 1 to " + MAX_CPUS + ": " + cpus);
        }
        if (socketFrames < 1) {
            throw new IllegalArgumentException(
                    "a socket must hold at least one frame: " + socketFrames);
        }
    }

    /** Receive queues that the mode makes of the processors. */
    public int queues() {
        return mode.queues(cpus);
    }

    /** Begins with a mode's own interrupt delivery, a lossy wire at its own rate, no faults. */
    public static Builder builder(final String mode, final Costs costs) {
        return new Builder(Modes.byName(mode), costs);
    }

    /** Collects what is not to be the default. */
    public static final class Builder {
        private static final int RING = 1024;
        private static final int SOCKET = 1024;

        private final Mode mode;
        private Costs costs;
        private int cpus = 4;
        private Delivery delivery;
        private String firmware = "flow-hash";
        private int ringSize = RING;
        private int socketFrames = SOCKET;
        private String rate = "original";
        private boolean isLossless;
        private int rxUsecs;
        private int rxFrames;
        private StackConfig stack = StackConfig.defaults();
        private long seed = 1;
        private Faults faults = Faults.NONE;
        private Timeline.Window window;

        private Builder(final Mode mode, final Costs costs) {
            this.mode = mode;
            this.costs = costs;
            this.delivery = mode.delivery();
        }

        public Builder costs(final Costs value) {
            this.costs = value;
            return this;
        }

        public Builder cpus(final int value) {
            this.cpus = value;
            return this;
        }

        public Builder delivery(final Delivery value) {
            this.delivery = value;
            return this;
        }

        public Builder firmware(final String specification) {
            this.firmware = specification;
            return this;
        }

        public Builder ringSize(final int descriptors) {
            this.ringSize = descriptors;
            return this;
        }

        public Builder socketFrames(final int frames) {
            this.socketFrames = frames;
            return this;
        }

        public Builder rate(final String text) {
            this.rate = text;
            return this;
        }

        public Builder lossless(final boolean value) {
            this.isLossless = value;
            return this;
        }

        public Builder moderation(final int usecs, final int frames) {
            this.rxUsecs = usecs;
            this.rxFrames = frames;
            return this;
        }

        public Builder stack(final StackConfig value) {
            this.stack = value;
            return this;
        }

        public Builder seed(final long value) {
            this.seed = value;
            return this;
        }

        public Builder faults(final Faults value) {
            this.faults = value;
            return this;
        }

        /** Records a timeline; null (the default) for none. */
        public Builder window(final Timeline.Window value) {
            this.window = value;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a value is out of range; the message gives it
         */
        public MachineConfig build() {
            return new MachineConfig(
                    cpus,
                    mode,
                    delivery,
                    firmware,
                    ringSize,
                    socketFrames,
                    rate,
                    isLossless,
                    rxUsecs,
                    rxFrames,
                    stack,
                    costs,
                    seed,
                    faults,
                    window);
        }
    }
}
