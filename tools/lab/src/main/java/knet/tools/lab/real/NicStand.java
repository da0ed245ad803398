package knet.tools.lab.real;

import knet.driver.abi.Bell;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Side;
import knet.driver.abi.Wake;
import knet.firmware.FirmwareCatalog;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;

/**
 * The product's NIC on a device of one queue in shared memory, put together as its process does it,
 * and stepped by whoever has it. The wire is in memory: a page of a mapped file that is touched for
 * the first time stops a NIC for microseconds.
 */
final class NicStand implements AutoCloseable {
    static final String FIRMWARE = "flow-hash";

    /** As many frames in a turn as the product's NIC takes. */
    static final int USUAL_BATCH = 64;

    private final DeviceMemory memory;
    private final QueueMemory queue;
    private final OwnerLock owned;
    private final BellLine line;
    private final WirePort port;
    private final NicAgent agent;

    /**
     * Becomes the NIC of a device.
     *
     * @param wire owned by this
     * @param rate of the wire
     * @param batch most frames in one turn
     * @param rings it rings the bell when it notifies; else nobody sleeps, and it does not
     */
    NicStand(
            final DeviceDirectory devices,
            final String device,
            final FrameSource wire,
            final String rate,
            final int batch,
            final boolean rings) {
        memory = devices.open(device);
        queue = memory.openQueue(0);
        queue.prefault();
        owned = OwnerLock.acquire(memory.directory(), Side.NIC);
        memory.nicPid(ProcessHandle.current().pid());
        memory.nicEpoch(memory.nicEpoch() + 1);
        line =
                rings
                        ? new BellLine(Wake.notification(memory, queue), Wake.raises(memory, queue))
                        : new BellLine(null, null);
        port = new WirePort(wire, Pacer.parse(rate));
        final QueueMemory[] queues = {queue};
        agent =
                new NicAgent(
                        new NicContext()
                                .device(
                                        memory,
                                        queues,
                                        Recovery.recover(
                                                memory, queues, NicCounters.of(memory), "", false))
                                .port(port)
                                .firmware(
                                        new LoadedFirmware(
                                                FIRMWARE,
                                                FirmwareCatalog.load().create(FIRMWARE, 1)))
                                .interruptLine(line)
                                .clock(System::nanoTime)
                                .verifiesChecksums(true)
                                .batchFrames(batch),
                        System.nanoTime());
    }

    NicAgent agent() {
        return agent;
    }

    WirePort port() {
        return port;
    }

    /** When it began to ring last, System.nanoTime(). */
    long rungNs() {
        return line.rungNs;
    }

    /** True if the host has armed the queue: the next frame raises a notification. */
    boolean isArmed() {
        return queue.notificationVolatile() == NotificationDescriptor.ARMED;
    }

    @Override
    public void close() {
        port.close();
        line.close();
        queue.close();
        owned.close();
        memory.close();
    }

    /** What it notifies with, and when it did that last. */
    private static final class BellLine implements InterruptLine {
        private final Bell notification;
        private final Bell raise;
        private volatile long rungNs;

        /** Of bells, or of none: null. */
        BellLine(final Bell notification, final Bell raise) {
            this.notification = notification;
            this.raise = raise;
        }

        @Override
        public void wakeNotification(final int queue) {
            ring(notification);
        }

        @Override
        public void wakeRaises(final int queue) {
            ring(raise);
        }

        private void ring(final Bell bell) {
            if (bell != null) {
                rungNs = System.nanoTime();
                bell.ring();
            }
        }

        void close() {
            if (notification != null) {
                notification.close();
                raise.close();
            }
        }
    }
}
