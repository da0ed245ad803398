package knet.nic.process;

import knet.driver.abi.Bell;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Wake;
import knet.nic.interrupt.InterruptLine;

/** The interrupt line between processes: rings the queue's bells. */
final class BellLine implements InterruptLine, AutoCloseable {
    private final Bell[] notifications;
    private final Bell[] raises;

    BellLine(final DeviceMemory device, final QueueMemory[] queues) {
        notifications = new Bell[queues.length];
        raises = new Bell[queues.length];
        for (int i = 0; i < queues.length; i++) {
            notifications[i] = Wake.notification(device, queues[i]);
            raises[i] = Wake.raises(device, queues[i]);
        }
    }

    @Override
    public void wakeNotification(final int queue) {
        notifications[queue].ring();
    }

    @Override
    public void wakeRaises(final int queue) {
        raises[queue].ring();
    }

    @Override
    public void close() {
        for (int i = 0; i < raises.length; i++) {
            notifications[i].close();
            raises[i].close();
        }
    }
}
