package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntConsumer;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareSpec;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.traces.pace.Pacer;

/** The NIC on a device in memory, its clock and its turns given by hand. */
final class NicByHand implements AutoCloseable {
    private static final int MOST_STEPS = 100_000;

    final DeviceMemory device;
    final HandFedWire wire = new HandFedWire();
    final NicAgent agent;
    private final QueueMemory[] queues;
    private final WirePort port = new WirePort(wire, Pacer.parse("max"));
    private final long[] raises;
    private final IntConsumer onRaise;
    private long nowNs;

    /**
     * @param onRaise told of every notification, by the number of its queue; but not of the wakes
     *     for all queues with which a NIC begins and ends
     */
    NicByHand(final DeviceConfig sizes, final String firmware, final IntConsumer onRaise) {
        this.onRaise = onRaise;
        device = DeviceMemory.inMemory("by-hand", sizes);
        device.nicEpoch(1);
        queues = new QueueMemory[sizes.queues()];
        raises = new long[queues.length];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = device.openQueue(i);
        }
        agent =
                new NicAgent(
                        new NicContext()
                                .device(
                                        device,
                                        queues,
                                        Recovery.recover(
                                                device, queues, NicCounters.of(device), "", false))
                                .port(port)
                                .firmware(
                                        new LoadedFirmware(
                                                FirmwareSpec.parse(firmware).toString(),
                                                FirmwareCatalog.load()
                                                        .create(firmware, queues.length)))
                                .interruptLine(new Line())
                                .clock(this::nowNs),
                        nowNs);
        agent.onStart(nowNs);
    }

    long nowNs() {
        return nowNs;
    }

    /** Lets it do what there is to do now, as far as there is space. */
    void run() {
        int steps = 0;
        while (agent.doWork(nowNs) > 0 && !agent.isWaitingForSpace()) {
            assertThat(++steps).as("steps of the NIC at one time").isLessThan(MOST_STEPS);
        }
    }

    /** Frames come in and are taken. */
    void receive(final int frames) {
        wire.offer(frames);
        run();
    }

    /** Time passes, and the NIC gets its turn whenever it has something to do. */
    void pass(final long ns) {
        final long untilNs = nowNs + ns;
        int turns = 0;
        while (agent.nextDeadlineNs() <= untilNs) {
            nowNs = Math.max(nowNs, agent.nextDeadlineNs());
            run();
            assertThat(++turns).as("deadlines in " + ns + " ns").isLessThan(MOST_STEPS);
        }
        nowNs = untilNs;
        run();
    }

    /** Notifications raised so far, of all queues. */
    long raised() {
        long sum = 0;
        for (final QueueMemory queue : queues) {
            sum += queue.raisesAcquire();
        }
        return sum;
    }

    boolean isArmed(final int queue) {
        return queues[queue].notificationVolatile() == NotificationDescriptor.ARMED;
    }

    /** Frames in a ring, which are one descriptor each. */
    int depth(final int queue) {
        return (int) (queues[queue].rxHeadAcquire() - queues[queue].rxConsumedAcquire());
    }

    /** How long the first frame in a ring has waited, nanoseconds; only if there is one. */
    long waitNs(final int queue) {
        final QueueMemory memory = queues[queue];
        final int slot = (int) memory.rxConsumedAcquire() & memory.config().rxRingSize() - 1;
        return nowNs
                - memory.buffer()
                        .getLong(memory.rxDescriptorOffset(slot) + RxDescriptor.ARRIVAL_NS_OFFSET);
    }

    boolean isWireDone() {
        return agent.state() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    private final class Line implements InterruptLine {
        @Override
        public void wakeNotification(final int queue) {
            tell(queue);
        }

        @Override
        public void wakeRaises(final int queue) {
            tell(queue);
        }

        private void tell(final int queue) {
            final long now = queues[queue].raisesAcquire();
            if (now != raises[queue]) {
                raises[queue] = now;
                onRaise.accept(queue);
            }
        }
    }

    @Override
    public void close() {
        port.close();
        for (final QueueMemory queue : queues) {
            queue.close();
        }
        device.close();
    }
}
