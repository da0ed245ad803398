package knet.tools.lab.experiment;

import java.util.Objects;
import knet.threads.app.ByteCounts;
import knet.threads.mode.Delivery;
import knet.threads.stack.StackConfig;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.sim.Faults;
import knet.tools.lab.sim.MachineConfig;
import knet.tools.lab.sim.Timeline;

/**
 * A machine to run, and how. Immutable; {@code with...} gives another.
 *
 * @param way mode and classifier
 * @param cpus processors, 1 to 256
 * @param delivery which processor takes an interrupt; null for the mode's own
 * @param ringSize descriptors of each receive ring, a power of two
 * @param socketFrames frames whose data may wait for a user thread
 * @param rate of the wire, as {@code --rate} has it
 * @param isLossless the NIC waits for space instead of dropping
 * @param rxUsecs interrupt moderation, microseconds, 0 is off
 * @param rxFrames interrupt moderation, frames, 0 is off
 * @param costs the prices
 * @param seed of whatever is random
 * @param faults what goes wrong
 * @param window of the timeline; null if none is wanted
 */
public record Setup(
        Way way,
        int cpus,
        Delivery delivery,
        int ringSize,
        int socketFrames,
        String rate,
        boolean isLossless,
        int rxUsecs,
        int rxFrames,
        CostModel costs,
        long seed,
        Faults faults,
        Timeline.Window window) {
    /** Descriptors of a ring, and frames that may wait for a user thread, unless said otherwise. */
    public static final int DEFAULT_FRAMES = 1024;

    public Setup {
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(costs, "costs");
        Objects.requireNonNull(faults, "faults");
    }

    /** The wire's own rate, drops, no moderation, no faults, seed 1. */
    public static Setup of(final Way way, final int cpus, final CostModel costs) {
        return new Setup(
                way,
                cpus,
                null,
                DEFAULT_FRAMES,
                DEFAULT_FRAMES,
                "original",
                false,
                0,
                0,
                costs,
                1,
                Faults.NONE,
                null);
    }

    public Setup withWay(final Way other) {
        return new Setup(
                other,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                window);
    }

    public Setup withCpus(final int count) {
        return new Setup(
                way,
                count,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                window);
    }

    /** Null for the mode's own. */
    public Setup withDelivery(final Delivery other) {
        return new Setup(
                way,
                cpus,
                other,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                window);
    }

    public Setup withSizes(final int ring, final int socket) {
        return new Setup(
                way,
                cpus,
                delivery,
                ring,
                socket,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                window);
    }

    public Setup withRate(final String text) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                text,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                window);
    }

    public Setup withLossless(final boolean waits) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                waits,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                window);
    }

    public Setup withModeration(final int usecs, final int frames) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                usecs,
                frames,
                costs,
                seed,
                faults,
                window);
    }

    public Setup withCosts(final CostModel other) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                other,
                seed,
                faults,
                window);
    }

    public Setup withSeed(final long other) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                other,
                faults,
                window);
    }

    public Setup withFaults(final Faults other) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                other,
                window);
    }

    /** Null for none. */
    public Setup withWindow(final Timeline.Window other) {
        return new Setup(
                way,
                cpus,
                delivery,
                ringSize,
                socketFrames,
                rate,
                isLossless,
                rxUsecs,
                rxFrames,
                costs,
                seed,
                faults,
                other);
    }

    /**
     * For the simulator, with an application of its own.
     *
     * @throws IllegalArgumentException if a value is out of range; the message gives it
     */
    MachineConfig config() {
        final Delivery taken = delivery == null ? way.mode().delivery() : delivery;
        return MachineConfig.builder(way.mode().name(), costs.costs())
                .cpus(cpus)
                .delivery(taken)
                .firmware(way.firmware())
                .ringSize(ringSize)
                .socketFrames(socketFrames)
                .rate(rate)
                .lossless(isLossless)
                .moderation(rxUsecs, rxFrames)
                .stack(StackConfig.defaults().withApplication(new ByteCounts(false)))
                .seed(seed)
                .faults(faults)
                .window(window)
                .build();
    }
}
