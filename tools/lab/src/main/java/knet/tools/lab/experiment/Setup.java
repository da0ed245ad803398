package knet.tools.lab.experiment;

import java.util.Objects;
import java.util.function.Consumer;
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
        return changed(draft -> draft.way = other);
    }

    public Setup withCpus(final int count) {
        return changed(draft -> draft.cpus = count);
    }

    /** Null for the mode's own. */
    public Setup withDelivery(final Delivery other) {
        return changed(draft -> draft.delivery = other);
    }

    public Setup withSizes(final int ring, final int socket) {
        return changed(
                draft -> {
                    draft.ringSize = ring;
                    draft.socketFrames = socket;
                });
    }

    public Setup withRate(final String text) {
        return changed(draft -> draft.rate = text);
    }

    public Setup withLossless(final boolean waits) {
        return changed(draft -> draft.isLossless = waits);
    }

    public Setup withModeration(final int usecs, final int frames) {
        return changed(
                draft -> {
                    draft.rxUsecs = usecs;
                    draft.rxFrames = frames;
                });
    }

    public Setup withCosts(final CostModel other) {
        return changed(draft -> draft.costs = other);
    }

    public Setup withSeed(final long other) {
        return changed(draft -> draft.seed = other);
    }

    public Setup withFaults(final Faults other) {
        return changed(draft -> draft.faults = other);
    }

    /** Null for none. */
    public Setup withWindow(final Timeline.Window other) {
        return changed(draft -> draft.window = other);
    }

    private Setup changed(final Consumer<Draft> change) {
        final Draft draft = new Draft(this);
        change.accept(draft);
        return draft.setup();
    }

    /** A copy that is being changed. */
    private static final class Draft {
        private Way way;
        private int cpus;
        private Delivery delivery;
        private int ringSize;
        private int socketFrames;
        private String rate;
        private boolean isLossless;
        private int rxUsecs;
        private int rxFrames;
        private CostModel costs;
        private long seed;
        private Faults faults;
        private Timeline.Window window;

        Draft(final Setup from) {
            way = from.way;
            cpus = from.cpus;
            delivery = from.delivery;
            ringSize = from.ringSize;
            socketFrames = from.socketFrames;
            rate = from.rate;
            isLossless = from.isLossless;
            rxUsecs = from.rxUsecs;
            rxFrames = from.rxFrames;
            costs = from.costs;
            seed = from.seed;
            faults = from.faults;
            window = from.window;
        }

        Setup setup() {
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
                    window);
        }
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
