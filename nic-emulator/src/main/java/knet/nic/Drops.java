package knet.nic;

import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.nic.registers.NicCounters;

/**
 * Books frames that were taken from the wire and will not be delivered: each under one reason. The
 * reason's counter is the record that a restarted NIC relies on; one store books a frame.
 */
final class Drops {
    private final NicCounters counters;

    Drops(final NicCounters counters) {
        this.counters = counters;
    }

    /** Books frames that were steered to a queue. */
    void book(final DropReason reason, final int queue, final long frames) {
        if (frames > 0) {
            counters.add(NicCounter.dropped(reason), frames);
            counters.add(NicQueueCounter.DROPS, queue, frames);
        }
    }
}
