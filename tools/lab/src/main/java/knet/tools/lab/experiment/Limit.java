package knet.tools.lab.experiment;

import java.util.Locale;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * What keeps a machine from bearing more load, from the figures of the most that it bears: shares
 * of what would be possible, percent.
 *
 * @param nic of the NIC's time, on frames
 * @param imbalance of all processors' time, left over because the busiest queue has more than its
 *     share
 * @param locks of the processors' busy time, waiting for locks and taking them
 * @param caches of the processors' busy time, on what other processors had in their caches
 */
public record Limit(double nic, double imbalance, double locks, double caches) {
    private static final double PERCENT = 100;

    /** So busy a NIC is what holds things up. */
    private static final double FULL_PERCENT = 90;

    /** Less is not worth a name. */
    private static final double LEAST_PERCENT = 5;

    /** The limits of a run. */
    public static Limit of(final LossFree lossFree, final Costs costs) {
        final Figures figures = lossFree.figures();
        double busyNs = 0;
        for (final var cpu : figures.cpus()) {
            busyNs += cpu.busyNs();
        }
        final double nicNs = Math.max(1, costs.ns(Cost.NIC_PACKET));
        final Double most = figures.steering().maxOverMean();
        // Under a classifier that sprays, a flow's frame takes a lock whether or not it is free.
        final long lockedFrames = figures.firmware().isSpraying() ? figures.caches().frames() : 0;
        final double lockNs =
                figures.locks().waitedNs() + (double) lockedFrames * costs.ns(Cost.LOCK);
        final double bytes =
                figures.consumed() == 0 ? 0 : (double) figures.consumedBytes() / figures.consumed();
        final double cacheNs =
                (double) figures.caches().elsewhere() * costs.ns(Cost.FLOW_MISS)
                        + figures.caches().readElsewhere()
                                * (costs.ns(Cost.FLOW_MISS)
                                        + bytes * costs.ns(Cost.REMOTE_BYTE, 1_000) / 1_000);
        return new Limit(
                PERCENT * lossFree.framesPerSecond() * nicNs / 1e9,
                most == null ? 0 : PERCENT * (1 - 1 / most),
                busyNs == 0 ? 0 : PERCENT * lockNs / busyNs,
                busyNs == 0 ? 0 : PERCENT * cacheNs / busyNs);
    }

    /** True if the NIC is what holds things up. */
    boolean isNic() {
        return nic >= FULL_PERCENT;
    }

    /** The greatest share of the processors. */
    double mostPercent() {
        return Math.max(imbalance, Math.max(locks, caches));
    }

    /** The greatest of them, in words; "-" if none is worth a name. */
    public String words() {
        if (isNic()) {
            return String.format(Locale.ROOT, "NIC, %.0f%% busy", nic);
        }
        final double most = mostPercent();
        if (most < LEAST_PERCENT) {
            return "-";
        }
        final String share = String.format(Locale.ROOT, " %.0f%%", most);
        if (most == imbalance) {
            return "imbalance" + share;
        }
        return (most == locks ? "locks" : "cold caches") + share;
    }
}
