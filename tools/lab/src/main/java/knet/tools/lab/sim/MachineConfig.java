package knet.tools.lab.sim;

import java.util.Objects;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.mode.Delivery;
import knet.threads.mode.Mode;
import knet.threads.stack.StackConfig;

/**
 * A machine to simulate.
 *
 * @param cpus processors, 1 to 64
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
        long seed) {
    /** Most processors: the device has no more queues. */
    public static final int MAX_CPUS = DeviceDescriptor.MAX_QUEUES;

    public MachineConfig {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(firmware, "firmware");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(costs, "costs");
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
}
