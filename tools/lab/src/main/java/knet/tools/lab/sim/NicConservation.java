package knet.tools.lab.sim;

import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.nic.NicAgent;
import knet.nic.registers.NicCounters;

/** Checks while a run goes on that every frame the NIC took is in a ring, dropped, or inside. */
final class NicConservation {
    /** A look at all queues' counters is dear: one in so many steps of the NIC. */
    private static final int EVERY_STEPS = 1 << 12;

    private final NicCounters counters;
    private final int queues;
    private int steps;

    NicConservation(final NicCounters counters, final int queues) {
        this.counters = counters;
        this.queues = queues;
    }

    /** Looks now and then. */
    void afterStep(final NicAgent nic) {
        if (++steps == EVERY_STEPS) {
            steps = 0;
            check(nic);
        }
    }

    /**
     * Looks.
     *
     * @throws InvariantBreach if the sum is wrong
     */
    void check(final NicAgent nic) {
        long published = 0;
        for (int queue = 0; queue < queues; queue++) {
            published += counters.get(NicQueueCounter.PACKETS, queue);
        }
        long dropped = 0;
        for (final DropReason reason : DropReason.values()) {
            dropped += counters.get(NicCounter.dropped(reason));
        }
        final long offered = counters.get(NicCounter.RX_OFFERED);
        if (offered != published + dropped + nic.framesInside()) {
            throw new InvariantBreach(
                    "of "
                            + offered
                            + " frames offered "
                            + published
                            + " are published, "
                            + dropped
                            + " dropped, "
                            + nic.framesInside()
                            + " in the NIC");
        }
    }
}
