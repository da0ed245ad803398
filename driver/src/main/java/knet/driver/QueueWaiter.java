package knet.driver;

import java.util.List;
import knet.driver.abi.Bell;
import knet.driver.abi.BellGroup;
import knet.driver.abi.Wake;

/**
 * The sleep of one thread over the receive queues it serves, of one device or of several. Costs no
 * CPU. A sleep is bounded, because a NIC can be killed between changing the word and the wake.
 *
 * <p>Use: poll every queue until it is empty; {@link RxQueue#arm} each; if all returned true,
 * {@link #sleep}; then {@link RxQueue#disarm} each before it is polled again.
 */
public final class QueueWaiter implements AutoCloseable {
    /** Default bound of a sleep, nanoseconds. */
    public static final long MAX_SLEEP_NS = 100_000_000;

    private final HostRxQueue[] queues;
    private final RxNotification[] notifications;
    private final BellGroup group;

    public QueueWaiter(final List<HostRxQueue> queues) {
        this.queues = queues.toArray(new HostRxQueue[0]);
        this.notifications =
                queues.stream().map(HostRxQueue::notification).toArray(RxNotification[]::new);
        this.group =
                Wake.group(queues.stream().map(q -> q.notification().bell()).toArray(Bell[]::new));
    }

    /**
     * Sleeps until one of the armed queues is notified, {@link #wakeUp} is called, or the time has
     * run out. Queues that are not armed do not end it.
     *
     * @param maxNs bound of the sleep, nanoseconds
     * @return queues that were notified: 0 means that the time ran out or somebody called wakeUp
     */
    public int sleep(final long maxNs) {
        try {
            begin();
            return end(group.await(maxNs));
        } catch (final InternalError e) {
            boolean isExplained = false;
            for (final HostRxQueue queue : queues) {
                isExplained |= queue.checkFiles();
            }
            if (!isExplained) {
                throw e;
            }
            return 0;
        }
    }

    /**
     * The first half of {@link #sleep}: books the sleep. For runners that sleep in a way of their
     * own.
     */
    public void begin() {
        for (int i = 0; i < notifications.length; i++) {
            final RxNotification notification = notifications[i];
            if (isWaitedFor(i)) {
                group.expect(i, notification.expected());
                notification.beforeSleep();
            } else {
                group.expect(i, notification.bell().word());
            }
        }
    }

    /** True if the host has armed the notification of its queue number {@code i}. */
    public boolean isArmed(final int i) {
        return notifications[i].isArmed();
    }

    /** Between the halves: true if a queue that is waited for has been notified. */
    public boolean isNotified() {
        for (int i = 0; i < notifications.length; i++) {
            if (isWaitedFor(i) && notifications[i].bell().word() != notifications[i].expected()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The second half: books what ended the sleep.
     *
     * @param isCalled somebody called, so that the time has not run out
     * @return queues that were notified
     */
    public int end(final boolean isCalled) {
        int notified = 0;
        for (int i = 0; i < notifications.length; i++) {
            if (isWaitedFor(i) && notifications[i].afterSleep()) {
                notified++;
            }
        }
        if (notified == 0 && !isCalled) {
            for (int i = 0; i < notifications.length; i++) {
                if (isWaitedFor(i)) {
                    notifications[i].onTimeout();
                }
            }
        }
        return notified;
    }

    private boolean isWaitedFor(final int i) {
        return notifications[i].isArmed() && !queues[i].isQuarantined();
    }

    /** Ends the sleep, or the next one. Any thread of this process may call it. */
    public void wakeUp() {
        group.wakeUp();
    }

    /** How it sleeps, for reports: futex, socket or park. */
    public String name() {
        return group.name();
    }

    /** Gives up what the sleep needs; the queues stay open. */
    @Override
    public void close() {
        group.close();
    }
}
