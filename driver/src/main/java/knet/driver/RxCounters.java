package knet.driver;

import knet.driver.abi.CounterFile;
import knet.driver.abi.HostQueueCounter;
import org.agrona.concurrent.status.AtomicCounter;

/** The host's counters of a receive queue. One writer; written once per batch. */
final class RxCounters {
    private static final HostQueueCounter[] CATALOGUE = HostQueueCounter.values();

    private final AtomicCounter[] all = new AtomicCounter[CATALOGUE.length];
    private final AtomicCounter delivered;
    private final AtomicCounter deliveredBytes;
    private final AtomicCounter polls;
    private final AtomicCounter emptyPolls;
    private final AtomicCounter budgetExhausted;
    private final AtomicCounter held;
    private int heldShown;

    RxCounters(final CounterFile file, final int queue) {
        for (final HostQueueCounter counter : CATALOGUE) {
            all[counter.ordinal()] = file.counter(counter, queue);
        }
        delivered = of(HostQueueCounter.DELIVERED);
        deliveredBytes = of(HostQueueCounter.DELIVERED_BYTES);
        polls = of(HostQueueCounter.POLLS);
        emptyPolls = of(HostQueueCounter.EMPTY_POLLS);
        budgetExhausted = of(HostQueueCounter.BUDGET_EXHAUSTED);
        held = of(HostQueueCounter.BUFFERS_HELD);
    }

    private AtomicCounter of(final HostQueueCounter counter) {
        return all[counter.ordinal()];
    }

    void delivered(final long frames, final long bytes) {
        delivered.setRelease(frames);
        deliveredBytes.setRelease(bytes);
    }

    void onPoll(final int frames, final int budget, final int heldCount) {
        if (heldCount != heldShown) {
            heldShown = heldCount;
            held.setRelease(heldCount);
        }
        polls.incrementRelease();
        if (frames == 0) {
            emptyPolls.incrementRelease();
        } else if (frames == budget) {
            budgetExhausted.incrementRelease();
        }
    }

    void add(final HostQueueCounter counter, final long increment) {
        of(counter).getAndAddRelease(increment);
    }

    void set(final HostQueueCounter counter, final long value) {
        of(counter).setRelease(value);
    }
}
