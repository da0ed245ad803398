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

/** Two threads of one processor that wake each other in turn, by the product's own primitive. */
final class Turns implements AutoCloseable {
    private static final String DEVICE = "turns";
    private static final long PATIENCE_NS = 1_000_000_000;
    private static final int SWITCHES = 300;

    private final DeviceDirectory devices;
    private final int cpu;
    private final DeviceMemory device;
    private final QueueMemory queue;
    private final Bell bell;

    /**
     * @param cpu of both; the caller's is it already
     */
    Turns(final DeviceDirectory devices, final int cpu) {
        this.devices = devices;
        this.cpu = cpu;
        devices.create(DEVICE, DeviceConfig.ofQueues(1));
        device = devices.open(DEVICE);
        queue = device.openQueue(0);
        bell = Wake.notification(device, queue);
    }

    /** Word, bell, sleep of the one and wake of the other, nanoseconds. */
    double halfRoundTripNs() {
        final Thread partner =
                new Thread(
                        () -> {
                            Processors.bind(cpu);
                            takeTurns(POLLED, ARMED);
                        },
                        "knet-partner");
        partner.setDaemon(true);
        queue.casNotification(ARMED, POLLED);
        partner.start();
        // The first exchanges wait for the partner's start.
        final long beganNs = System.nanoTime();
        takeTurns(ARMED, POLLED);
        final long tookNs = System.nanoTime() - beganNs;
        join(partner);
        return (double) tookNs / (2 * SWITCHES);
    }

    private static void join(final Thread partner) {
        try {
            partner.join(PATIENCE_NS / 1_000_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the word is {@code mine}, makes it {@code theirs}, rings; and so on. */
    private void takeTurns(final int mine, final int theirs) {
        final long giveUpNs = System.nanoTime() + PATIENCE_NS;
        try (BellGroup group = Wake.group(bell)) {
            for (int i = 0; i < SWITCHES; i++) {
                while (queue.notificationVolatile() != mine) {
                    group.expect(0, theirs);
                    group.await(PATIENCE_NS / 10);
                    if (System.nanoTime() > giveUpNs) {
                        return;
                    }
                }
                queue.casNotification(mine, theirs);
                bell.ring();
            }
        }
    }

    @Override
    public void close() {
        bell.close();
        queue.close();
        device.close();
        devices.remove(DEVICE);
    }
}
