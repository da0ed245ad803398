package knet.driver;

import static knet.driver.abi.NotificationDescriptor.ARMED;
import static knet.driver.abi.NotificationDescriptor.POLLED;

import java.lang.invoke.VarHandle;
import knet.driver.abi.Bell;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Wake;

/**
 * The host's half of {@link knet.driver.abi.NotificationDescriptor}'s protocol. One thread uses it.
 *
 * <p>Every raise of the NIC in INTERRUPT_MODE_AUTO_MASK is counted by the host once: as a wake-up
 * if a sleep found it, else as absorbed. In INTERRUPT_MODE_UNMASKED a sleep ends when the NIC's
 * count of raises has moved since the queue was armed.
 */
final class RxNotification {
    private final QueueMemory queue;
    private final QueueHealth health;
    private final RxCounters counters;
    private final Bell bell;
    private final int mode;
    private boolean armed;

    /** Value of the bell's word that lets the thread sleep. */
    private int expected = ARMED;

    private RxNotification(
            final QueueMemory queue,
            final QueueHealth health,
            final RxCounters counters,
            final Bell bell,
            final int mode) {
        this.queue = queue;
        this.health = health;
        this.counters = counters;
        this.bell = bell;
        this.mode = mode;
    }

    /**
     * @param mode one of {@link DeviceDescriptor}'s INTERRUPT_MODE_*
     */
    static RxNotification of(
            final DeviceMemory device,
            final QueueMemory queue,
            final QueueHealth health,
            final RxCounters counters,
            final int mode) {
        final Bell bell =
                mode == DeviceDescriptor.INTERRUPT_MODE_UNMASKED
                        ? Wake.raises(device, queue)
                        : Wake.notification(device, queue);
        return new RxNotification(queue, health, counters, bell, mode);
    }

    Bell bell() {
        return bell;
    }

    int expected() {
        return expected;
    }

    boolean isArmed() {
        return armed;
    }

    /** A dead host may have left the queue armed. */
    void takeOver() {
        if (!queue.casNotification(ARMED, POLLED) && queue.notificationVolatile() != POLLED) {
            badWord();
        }
    }

    /** A queue that is polled is not armed, whoever polls it and why. */
    void beforePoll() {
        if (armed) {
            disarm();
        }
    }

    /**
     * @param next the first descriptor that was not taken
     * @return true if the queue is armed and empty
     */
    boolean arm(final long next) {
        if (mode == DeviceDescriptor.INTERRUPT_MODE_OFF) {
            return false;
        }
        if (mode == DeviceDescriptor.INTERRUPT_MODE_UNMASKED) {
            return armUnmasked(next);
        }
        if (!armed) {
            if (!queue.casNotification(POLLED, ARMED)) {
                badWord();
                return true;
            }
            armed = true;
            counters.add(HostQueueCounter.REARMED, 1);
        }
        // Orders the store of ARMED before the load of RX_HEAD. The NIC has its fence between
        // storing RX_HEAD and loading the word: one of the two sees the other.
        VarHandle.fullFence();
        if (queue.rxHeadVolatile() == next) {
            return true;
        }
        disarm();
        return false;
    }

    /** The count of raises is loaded first: one that comes after the look at RX_HEAD moves it. */
    private boolean armUnmasked(final long next) {
        expected = (int) queue.raisesAcquire();
        armed = queue.rxHeadVolatile() == next;
        return armed;
    }

    /**
     * Takes the queue back to polled.
     *
     * @return true if it was armed still
     */
    boolean disarm() {
        if (!armed) {
            return false;
        }
        armed = false;
        if (mode == DeviceDescriptor.INTERRUPT_MODE_UNMASKED) {
            return bell.word() == expected;
        }
        if (queue.casNotification(ARMED, POLLED)) {
            return true;
        }
        if (queue.notificationVolatile() == POLLED) {
            counters.add(HostQueueCounter.ABSORBED, 1);
        } else {
            badWord();
        }
        return false;
    }

    void beforeSleep() {
        counters.add(HostQueueCounter.SLEEPS, 1);
    }

    /** True if the queue has been notified since it was armed; it is polled then. */
    boolean afterSleep() {
        if (!armed || bell.word() == expected) {
            return false;
        }
        if (mode == DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK && bell.word() != POLLED) {
            badWord();
            return false;
        }
        armed = false;
        counters.add(HostQueueCounter.WAKEUPS, 1);
        return true;
    }

    void onTimeout() {
        counters.add(HostQueueCounter.TIMEOUTS, 1);
    }

    private void badWord() {
        armed = false;
        health.quarantine("notification word " + queue.notificationVolatile());
    }
}
