package knet.nic.interrupt;

import static knet.driver.abi.NicQueueCounter.NOTIFICATIONS_MODERATED;
import static knet.driver.abi.NicQueueCounter.NOTIFICATIONS_RAISED;
import static knet.driver.abi.NicQueueCounter.NOTIFICATIONS_SUPPRESSED;
import static knet.driver.abi.NotificationDescriptor.ARMED;
import static knet.driver.abi.NotificationDescriptor.POLLED;
import static knet.driver.abi.QueueDescriptor.RAISES_OFFSET;

import knet.driver.abi.QueueMemory;
import knet.nic.registers.NicCounters;
import knet.nic.ring.Quarantine;
import knet.nic.ring.RxRing;

/** One queue's share of the interrupt unit: its notification word, its raises, its moderation. */
public final class QueueInterrupt {
    private final int index;
    private final QueueMemory memory;
    private final RxRing ring;
    private final Quarantine quarantine;
    private final NicCounters counters;
    private final InterruptLine line;
    private final AdaptiveDelay adaptiveDelay = new AdaptiveDelay();

    private boolean touched;
    private boolean listed;
    private boolean waiting;
    private int fresh;
    private long pending;
    private long firstPendingNs;
    private long deadlineNs;

    public QueueInterrupt(
            final QueueMemory memory,
            final RxRing ring,
            final Quarantine quarantine,
            final NicCounters counters,
            final InterruptLine line) {
        this.index = memory.index();
        this.memory = memory;
        this.ring = ring;
        this.quarantine = quarantine;
        this.counters = counters;
        this.line = line;
    }

    int index() {
        return index;
    }

    boolean isTouched() {
        return touched;
    }

    void touch() {
        touched = true;
    }

    void addPending(final int frames) {
        fresh += frames;
    }

    /** Ends the collection of a batch; returns the frames in it. */
    int untouch() {
        touched = false;
        final int count = fresh;
        fresh = 0;
        pending += count;
        return count;
    }

    /** True if a notification is being put off. */
    boolean isWaiting() {
        return waiting;
    }

    /** True while the unit has this queue in its list of those that wait. */
    boolean isListed() {
        return listed;
    }

    void list() {
        listed = true;
    }

    void unlist() {
        listed = false;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    boolean isDrained() {
        return ring.depth() == 0;
    }

    long adaptiveDelayNs(final int frames, final long nowNs) {
        return adaptiveDelay.onPublished(frames, nowNs);
    }

    /** Decides whether the pending frames are worth a notification now; starts waiting if not. */
    boolean isDue(final long delayNs, final int maxFrames, final long nowNs) {
        if (!waiting) {
            firstPendingNs = nowNs;
        }
        deadlineNs = firstPendingNs + delayNs;
        if (delayNs == 0 || nowNs >= deadlineNs || maxFrames > 0 && pending >= maxFrames) {
            return true;
        }
        waiting = true;
        return false;
    }

    boolean isArmed() {
        if (quarantine.isImposed()) {
            return false;
        }
        final int word = memory.notificationVolatile();
        if (word == ARMED) {
            return true;
        }
        if (word != POLLED) {
            quarantine.impose("notification word " + word);
        }
        return false;
    }

    /** Masks the queue and raises one notification; false if the host was quicker. */
    boolean raiseMasking() {
        if (!memory.casNotification(ARMED, POLLED)) {
            suppressPending();
            return false;
        }
        count(1);
        line.wakeNotification(index);
        return true;
    }

    /** Raises one notification for all that is pending, and masks nothing. */
    void raiseOnce() {
        if (quarantine.isImposed()) {
            suppressPending();
            return;
        }
        count(1);
        line.wakeRaises(index);
    }

    /** The classic interrupt: one raise for each frame. The sleeper is woken once. */
    void raiseForEach() {
        if (quarantine.isImposed()) {
            suppressPending();
            return;
        }
        count((int) Math.max(1, pending));
        line.wakeRaises(index);
    }

    private void count(final int raises) {
        if (waiting) {
            counters.add(NOTIFICATIONS_MODERATED, index, 1);
        }
        memory.buffer().addLongRelease(RAISES_OFFSET, raises);
        counters.add(NOTIFICATIONS_RAISED, index, raises);
        pending -= Math.min(raises, pending);
        suppressPending();
    }

    /** The pending frames raise nothing. */
    void suppressPending() {
        if (pending > 0) {
            counters.add(NOTIFICATIONS_SUPPRESSED, index, pending);
            pending = 0;
        }
        waiting = false;
    }

    void wakeUnconditionally() {
        if (quarantine.isImposed()) {
            return;
        }
        if (isArmed() && ring.depth() > 0) {
            raiseMasking();
        } else {
            line.wakeNotification(index);
        }
        line.wakeRaises(index);
    }
}
