package knet.nic.interrupt;

import static knet.driver.abi.DeviceDescriptor.INTERRUPT_MODE_OFF;
import static knet.driver.abi.DeviceDescriptor.INTERRUPT_MODE_UNMASKED;

import java.lang.invoke.VarHandle;
import knet.nic.registers.HostRegisters;

/**
 * Raises notifications for published frames: the NIC's half of {@link
 * knet.driver.abi.NotificationDescriptor}'s protocol, with interrupt moderation.
 *
 * <p>Use: after storing RX_HEAD of every queue of a batch call {@link #published} for each, then
 * {@link #signal} once; {@link #poll} in every duty cycle.
 *
 * <p>Every published frame is either the one that a notification was raised for, or counted as
 * suppressed, or pending because moderation puts its notification off.
 */
public final class InterruptUnit {
    /** No notification is pending. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final QueueInterrupt[] queues;
    private final int[] touched;
    private final int[] waiting;
    private int touchedCount;
    private int waitingCount;

    private int interruptMode;
    private int rxUsecs;
    private int rxFrames;
    private boolean adaptiveRx;
    private Moderation moderation = Moderation.OFF;

    /**
     * @param queues by number
     */
    public InterruptUnit(final QueueInterrupt[] queues) {
        this.queues = queues.clone();
        this.touched = new int[queues.length];
        this.waiting = new int[queues.length];
    }

    /** Takes over what the host has set; does nothing if nothing has changed. */
    public void configure(final HostRegisters host) {
        if (host.interruptMode() == interruptMode
                && host.rxUsecs() == rxUsecs
                && host.rxFrames() == rxFrames
                && host.adaptiveRx() == adaptiveRx) {
            return;
        }
        interruptMode = host.interruptMode();
        rxUsecs = host.rxUsecs();
        rxFrames = host.rxFrames();
        adaptiveRx = host.adaptiveRx();
        moderation = Moderation.of(rxUsecs, rxFrames, adaptiveRx);
    }

    /**
     * Notes that RX_HEAD of a queue has moved.
     *
     * @param frames whole frames that became visible; 0 if only a part of one did
     */
    public void published(final int queue, final int frames) {
        final QueueInterrupt interrupt = queues[queue];
        if (!interrupt.isTouched()) {
            interrupt.touch();
            touched[touchedCount++] = queue;
        }
        interrupt.addPending(frames);
    }

    /**
     * Decides for every queue noted since the last call.
     *
     * @param nowNs the run's clock
     */
    public void signal(final long nowNs) {
        if (touchedCount == 0) {
            return;
        }
        // Orders the stores of RX_HEAD before the loads of the notification words. The host has
        // its fence between arming and looking at RX_HEAD again: one of the two sees the other.
        VarHandle.fullFence();
        for (int i = 0; i < touchedCount; i++) {
            decide(queues[touched[i]], nowNs);
        }
        touchedCount = 0;
    }

    private void decide(final QueueInterrupt queue, final long nowNs) {
        final int fresh = queue.untouch();
        final long delayNs =
                moderation.adaptive() ? queue.adaptiveDelayNs(fresh, nowNs) : moderation.delayNs();
        if (interruptMode == INTERRUPT_MODE_OFF) {
            queue.suppressPending();
        } else if (interruptMode == INTERRUPT_MODE_UNMASKED) {
            decideUnmasked(queue, delayNs, nowNs);
        } else if (!queue.isArmed()) {
            queue.suppressPending(); // Polled: the host will see the frames by itself.
        } else if (queue.isDue(delayNs, moderation.maxFrames(), nowNs)) {
            queue.raiseMasking();
        } else {
            await(queue);
        }
    }

    private void decideUnmasked(final QueueInterrupt queue, final long delayNs, final long nowNs) {
        if (delayNs == 0) {
            queue.raiseForEach();
        } else if (queue.isDue(delayNs, moderation.maxFrames(), nowNs)) {
            queue.raiseOnce();
        } else {
            await(queue);
        }
    }

    private void await(final QueueInterrupt queue) {
        if (!queue.isListed()) {
            queue.list();
            waiting[waitingCount++] = queue.index();
        }
    }

    /**
     * Raises what moderation has put off long enough.
     *
     * @return notifications raised
     */
    public int poll(final long nowNs) {
        if (waitingCount == 0) {
            return 0;
        }
        int raised = 0;
        int kept = 0;
        for (int i = 0; i < waitingCount; i++) {
            final QueueInterrupt queue = queues[waiting[i]];
            if (!queue.isWaiting()) {
                queue.unlist(); // Raised by a later frame, or taken by the host meanwhile.
            } else if (nowNs < queue.deadlineNs()) {
                waiting[kept++] = waiting[i];
            } else {
                queue.unlist();
                raised += expire(queue);
            }
        }
        waitingCount = kept;
        return raised;
    }

    private int expire(final QueueInterrupt queue) {
        if (interruptMode == INTERRUPT_MODE_UNMASKED) {
            queue.raiseOnce();
            return 1;
        }
        if (interruptMode == INTERRUPT_MODE_OFF || !queue.isArmed() || queue.isDrained()) {
            queue.suppressPending();
            return 0;
        }
        return queue.raiseMasking() ? 1 : 0;
    }

    /** Forgets what a cycle that was cut short had begun; {@link #wakeAll} makes up for it. */
    public void startAfresh() {
        touchedCount = 0;
        waitingCount = 0;
        for (final QueueInterrupt queue : queues) {
            queue.untouch();
            queue.suppressPending();
            queue.unlist();
        }
    }

    /** When {@link #poll} has something to do next, on the run's clock; else NO_DEADLINE. */
    public long nextDeadlineNs() {
        long earliestNs = NO_DEADLINE;
        for (int i = 0; i < waitingCount; i++) {
            final QueueInterrupt queue = queues[waiting[i]];
            if (queue.isWaiting()) {
                earliestNs = Math.min(earliestNs, queue.deadlineNs());
            }
        }
        return earliestNs;
    }

    /**
     * Wakes every queue, whatever its word says: when a NIC starts (the last one may have died
     * between changing the word and waking) and when the wire is done.
     */
    public void wakeAll() {
        VarHandle.fullFence();
        for (final QueueInterrupt queue : queues) {
            queue.wakeUnconditionally();
        }
    }
}
