package knet.tools.lab.real;

import static knet.driver.abi.NotificationDescriptor.ARMED;
import static knet.driver.abi.NotificationDescriptor.POLLED;

import knet.driver.abi.Bell;
import knet.driver.abi.BellGroup;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Wake;
import knet.tools.lab.cost.Cost;

/**
 * Sleeping and waking by the product's own primitive, on the notification word of a queue: the
 * NIC's processor changes the word and rings, the host's sleeps until then.
 */
final class WakeMeasure implements Measure {
    /** Sleeps of a thread in a run at the higher loads: tens of microseconds. */
    static final long SLEEP_NS = 100_000;

    private static final long PATIENCE_NS = 1_000_000_000;
    private static final int WAKES = 100;
    private static final int SWITCHES = 300;
    private static final String DEVICE = "wakes";

    private final DeviceDirectory devices;
    private final OtherCore other;
    private final Processors processors;
    private final DeviceMemory device;
    private final QueueMemory queue;
    private final Bell bell;
    private final BellGroup group;
    private final long[] ringNs = new long[WAKES];
    private final long[] wakeNs = new long[WAKES];
    private final long[] sleepNs = new long[WAKES];
    private volatile long rungNs;
    private volatile int armed;

    /**
     * @param devices for the device
     * @param other the NIC's processor
     */
    WakeMeasure(final DeviceDirectory devices, final OtherCore other, final Processors processors) {
        this.devices = devices;
        this.other = other;
        this.processors = processors;
        devices.create(DEVICE, DeviceConfig.ofQueues(1));
        device = devices.open(DEVICE);
        queue = device.openQueue(0);
        bell = Wake.notification(device, queue);
        group = Wake.group(bell);
    }

    @Override
    public void round(final Samples samples) {
        sleepAndWake(0);
        final double earlyNs = Medians.of(ringNs, WAKES);
        samples.add(Cost.NIC_NOTIFY_EARLY, earlyNs);
        samples.add(Cost.FALL_ASLEEP, Medians.of(sleepNs, WAKES));
        sleepAndWake(SLEEP_NS);
        samples.add(Cost.NIC_NOTIFY, Medians.of(ringNs, WAKES));
        final long latencyNs = Medians.of(wakeNs, WAKES);
        samples.add(Cost.WAKE_LATENCY, latencyNs);
        // On the real clock every mode's poller is a thread.
        samples.add(Cost.SOFTIRQ, latencyNs);
        samples.add(Cost.CONTEXT_SWITCH, Math.max(0, halfRoundTripNs() - earlyNs));
    }

    /**
     * This thread arms and sleeps; the other rings so long after it has seen that. Rung at once, a
     * thread is on its way to sleep still, and comes back from there.
     */
    private void sleepAndWake(final long delayNs) {
        queue.casNotification(ARMED, POLLED);
        armed = 0;
        other.start(() -> ringAll(delayNs));
        for (int i = 0; i < WAKES; i++) {
            queue.casNotification(POLLED, ARMED);
            final long armedNs = System.nanoTime();
            armed = i + 1;
            sleep();
            final long nowNs = System.nanoTime();
            sleepNs[i] = nowNs - armedNs;
            wakeNs[i] = nowNs - rungNs;
        }
        other.join();
    }

    private void sleep() {
        group.expect(0, ARMED);
        final long giveUpNs = System.nanoTime() + PATIENCE_NS;
        while (bell.word() == ARMED && System.nanoTime() < giveUpNs) {
            group.await(PATIENCE_NS);
        }
    }

    private void ringAll(final long delayNs) {
        for (int i = 0; i < WAKES; i++) {
            while (armed != i + 1) {
                Thread.onSpinWait();
            }
            final long dueNs = System.nanoTime() + delayNs;
            while (System.nanoTime() < dueNs) {
                Thread.onSpinWait();
            }
            final long beganNs = System.nanoTime();
            rungNs = beganNs;
            queue.casNotification(ARMED, POLLED);
            bell.ring();
            ringNs[i] = System.nanoTime() - beganNs;
        }
    }

    /** Two threads of one processor wake each other in turn. */
    private double halfRoundTripNs() {
        final Thread partner =
                new Thread(
                        () -> {
                            Processors.bind(processors.host());
                            takeTurns(POLLED, ARMED);
                        },
                        "knet-partner");
        partner.setDaemon(true);
        queue.casNotification(ARMED, POLLED);
        partner.start();
        final long beganNs = System.nanoTime();
        try (BellGroup own = Wake.group(Wake.notification(device, queue))) {
            takeTurns(own, ARMED, POLLED);
        }
        return (double) (System.nanoTime() - beganNs) / (2 * SWITCHES);
    }

    private void takeTurns(final int mine, final int theirs) {
        try (BellGroup own = Wake.group(Wake.notification(device, queue))) {
            takeTurns(own, mine, theirs);
        }
    }

    /** Waits until the word is {@code mine}, makes it {@code theirs}, rings; and so on. */
    private void takeTurns(final BellGroup own, final int mine, final int theirs) {
        final long giveUpNs = System.nanoTime() + PATIENCE_NS;
        for (int i = 0; i < SWITCHES; i++) {
            while (queue.notificationVolatile() != mine) {
                own.expect(0, theirs);
                own.await(PATIENCE_NS / 10);
                if (System.nanoTime() > giveUpNs) {
                    return;
                }
            }
            queue.casNotification(mine, theirs);
            bell.ring();
        }
    }

    @Override
    public void close() {
        group.close();
        bell.close();
        queue.close();
        device.close();
        devices.remove(DEVICE);
    }
}
