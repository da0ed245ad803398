package knet.threads.host;

import java.lang.invoke.VarHandle;
import knet.driver.abi.Bell;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import knet.driver.abi.Side;
import knet.driver.abi.Wake;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A NIC for tests of the host, driven by hand: its owner says which frame goes to which queue. It
 * keeps the device interface's rules, unless it is told to break one.
 */
final class TestNic implements AutoCloseable {
    private static final int FRAME_LENGTH = 60;

    private final DeviceMemory device;
    private final OwnerLock lock;
    private final CounterFile counters;
    private final QueueMemory[] queues;
    private final Bell[] bells;
    private final Bell[] raiseBells;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH]);
    private int arrival;
    private int hash;

    TestNic(final DeviceDirectory devices, final String name, final String firmware) {
        this(devices, name, firmware, 0);
    }

    TestNic(
            final DeviceDirectory devices,
            final String name,
            final String firmware,
            final int features) {
        device = devices.open(name);
        lock = OwnerLock.acquire(device.directory(), Side.NIC);
        counters = CounterFile.nic(device);
        queues = new QueueMemory[device.config().queues()];
        bells = new Bell[queues.length];
        raiseBells = new Bell[queues.length];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = device.openQueue(i);
            bells[i] = Wake.notification(device, queues[i]);
            raiseBells[i] = Wake.raises(device, queues[i]);
        }
        arrival = (int) counters.value(NicCounter.RX_OFFERED);
        device.nicState(DeviceDescriptor.NIC_STATE_DOWN);
        device.nicFeatures(features);
        device.firmware(firmware);
        device.nicPid(ProcessHandle.current().pid());
        beat();
        device.nicEpoch(device.nicEpoch() + 1);
        device.nicState(DeviceDescriptor.NIC_STATE_READY);
    }

    DeviceMemory device() {
        return device;
    }

    void beat() {
        device.nicHeartbeatNs(System.nanoTime());
    }

    /** Waits until the host lets the wire run. */
    TestNic awaitHost() {
        while (device.hostState() != DeviceDescriptor.HOST_STATE_UP) {
            beat();
            Thread.onSpinWait();
        }
        device.nicState(DeviceDescriptor.NIC_STATE_RUNNING);
        return this;
    }

    /** The classifier's hash of the frames that follow. */
    TestNic hash(final int value) {
        hash = value;
        return this;
    }

    /** Takes frames from the wire, each from another port, and puts them in a queue. */
    void send(final int queue, final int frames) {
        for (int i = 0; i < frames; i++) {
            send(queue);
        }
    }

    /** As {@link #send}, but never drops. */
    void sendLossless(final int queue, final int frames) {
        for (int i = 0; i < frames; i++) {
            awaitRoom(queues[queue]);
            send(queue);
            queues[queue].txHeadRelease(queues[queue].txTailAcquire());
        }
    }

    private void awaitRoom(final QueueMemory ring) {
        while (ring.rxHead() == ring.rxTailAcquire()) {
            beat();
            Thread.yield();
        }
    }

    private void send(final int queue) {
        final QueueMemory ring = queues[queue];
        counters.counter(NicCounter.RX_OFFERED).incrementRelease();
        counters.counter(NicCounter.RX_OFFERED_BYTES).getAndAddRelease(FRAME_LENGTH);
        if (device.onFull() == DeviceDescriptor.ON_FULL_WAIT) {
            awaitRoom(ring);
        } else if (ring.rxHead() == ring.rxTailAcquire()) {
            counters.counter(NicCounter.DROPPED_RING_FULL).incrementRelease();
            counters.counter(NicQueueCounter.DROPS, queue).incrementRelease();
            return;
        }
        UdpFrames.build(frame, 1024 + (arrival & 0x3FFF), 53);
        write(ring, frame, FRAME_LENGTH);
        counters.counter(NicQueueCounter.PACKETS, queue).incrementRelease();
        counters.counter(NicQueueCounter.BYTES, queue).getAndAddRelease(FRAME_LENGTH);
        signal(queue);
    }

    /**
     * Takes a frame from the wire that fits a buffer, and puts it in a queue when there is room.
     */
    void sendFrame(final int queue, final UnsafeBuffer bytes, final int length) {
        awaitRoom(queues[queue]);
        counters.counter(NicCounter.RX_OFFERED).incrementRelease();
        counters.counter(NicCounter.RX_OFFERED_BYTES).getAndAddRelease(length);
        write(queues[queue], bytes, length);
        counters.counter(NicQueueCounter.PACKETS, queue).incrementRelease();
        counters.counter(NicQueueCounter.BYTES, queue).getAndAddRelease(length);
        signal(queue);
    }

    private void write(final QueueMemory ring, final UnsafeBuffer bytes, final int length) {
        final int at = descriptor(ring);
        final int buffer = ring.buffer().getInt(at + RxDescriptor.BUFFER_OFFSET);
        ring.buffer().putBytes(ring.rxBufferOffset(buffer), bytes, 0, length);
        ring.buffer().putShort(at + RxDescriptor.LENGTH_OFFSET, (short) length);
        ring.buffer().putShort(at + RxDescriptor.FLAGS_OFFSET, (short) RxDescriptor.END_OF_PACKET);
        ring.buffer().putInt(at + RxDescriptor.HASH_OFFSET, hash);
        ring.buffer().putInt(at + RxDescriptor.ARRIVAL_OFFSET, arrival);
        ring.buffer().putLong(at + RxDescriptor.CAPTURE_NS_OFFSET, 1_000_000L + arrival);
        ring.buffer().putLong(at + RxDescriptor.ARRIVAL_NS_OFFSET, System.nanoTime());
        arrival++;
        ring.rxHeadRelease(ring.rxHead() + 1);
    }

    private static int descriptor(final QueueMemory ring) {
        return ring.rxDescriptorOffset((int) ring.rxHead() & ring.config().rxRingSize() - 1);
    }

    private void signal(final int queue) {
        VarHandle.fullFence();
        switch (device.interruptMode()) {
            case DeviceDescriptor.INTERRUPT_MODE_UNMASKED -> {
                queues[queue].addRaiseRelease();
                counters.counter(NicQueueCounter.NOTIFICATIONS_RAISED, queue).incrementRelease();
                raiseBells[queue].ring();
            }
            case DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK -> {
                if (queues[queue].casNotification(
                        NotificationDescriptor.ARMED, NotificationDescriptor.POLLED)) {
                    queues[queue].addRaiseRelease();
                    counters.counter(NicQueueCounter.NOTIFICATIONS_RAISED, queue)
                            .incrementRelease();
                    bells[queue].ring();
                }
            }
            default -> {}
        }
    }

    /** Publishes a descriptor that names a buffer which is not the posted one. */
    void corrupt(final int queue) {
        final QueueMemory ring = queues[queue];
        final int at = descriptor(ring);
        ring.buffer().putInt(at + RxDescriptor.BUFFER_OFFSET, 0x7FFF_FFFF);
        ring.rxHeadRelease(ring.rxHead() + 1);
        signal(queue);
    }

    void wireDone() {
        device.nicState(DeviceDescriptor.NIC_STATE_WIRE_DONE);
    }

    /** The process is gone, at once: nothing is tidied up. */
    void die() {
        lock.close();
    }

    /** Dies with frames that it has taken from the wire and put nowhere. */
    void dieWith(final int frames) {
        device.wirePositionRelease(counters.value(NicCounter.RX_OFFERED) + frames);
        die();
    }

    @Override
    public void close() {
        lock.close();
        for (int i = 0; i < queues.length; i++) {
            bells[i].close();
            raiseBells[i].close();
            queues[i].close();
        }
        device.close();
    }
}
