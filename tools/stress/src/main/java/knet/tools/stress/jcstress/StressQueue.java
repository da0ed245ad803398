package knet.tools.stress.jcstress;

import java.util.concurrent.atomic.AtomicInteger;
import knet.driver.HostRxQueue;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.nic.interrupt.InterruptLine;
import knet.nic.interrupt.InterruptUnit;
import knet.nic.interrupt.QueueInterrupt;
import knet.nic.registers.NicCounters;
import knet.nic.ring.Quarantine;
import knet.nic.ring.RxRing;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A queue with both its ends, small enough to be made by the million. The register file with its
 * counters is one for all: nobody looks at it.
 */
final class StressQueue {
    static final int RING = 8;
    static final int FRAME_BYTES = 24;

    private static final DeviceConfig CONFIG = new DeviceConfig(1, RING, RING, 256, RING);
    private static final DeviceMemory DEVICE = DeviceMemory.inMemory("stress", CONFIG);
    private static final NicCounters COUNTERS = NicCounters.of(DEVICE);

    /** More than jcstress keeps alive at a time: two strides of at most 10,000. */
    private static final int POOL = 1 << 15;

    private static final int STRIDE = (CONFIG.queueFileLength() + 127) / 128 * 128;
    private static final UnsafeBuffer[] SLABS = new UnsafeBuffer[POOL / 1024];
    private static final AtomicInteger NEXT = new AtomicInteger();

    static {
        for (int i = 0; i < SLABS.length; i++) {
            SLABS[i] = new UnsafeBuffer(BufferUtil.allocateDirectAligned(1024 * STRIDE, 128));
        }
    }

    final QueueMemory memory;
    final HostRxQueue host;
    final RxRing ring;
    final InterruptUnit interrupts;
    final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_BYTES]);

    /** Notifications raised; written by the NIC's thread alone. */
    int raises;

    StressQueue() {
        final int number = NEXT.getAndIncrement() & POOL - 1;
        memory =
                QueueMemory.inMemory(
                        0,
                        CONFIG,
                        new UnsafeBuffer(SLABS[number / 1024], number % 1024 * STRIDE, STRIDE));
        host = HostRxQueue.open(DEVICE, memory, DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK);
        final Quarantine quarantine = new Quarantine();
        ring = new RxRing(memory, quarantine, 0, 0, 0);
        final InterruptLine line =
                new InterruptLine() {
                    @Override
                    public void wakeNotification(final int queue) {
                        raises++;
                    }

                    @Override
                    public void wakeRaises(final int queue) {
                        // Another mode's.
                    }
                };
        interrupts =
                new InterruptUnit(
                        new QueueInterrupt[] {
                            new QueueInterrupt(memory, ring, quarantine, COUNTERS, line)
                        });
    }

    /** The NIC writes a frame full of a value, without publishing it. */
    RxRing.Result write(final int value) {
        for (int i = 0; i < FRAME_BYTES; i += 8) {
            frame.putLong(i, value);
        }
        return ring.write(frame, 0, FRAME_BYTES, 0, value, value, value, value, false);
    }

    /** The NIC publishes and notifies, as it does at the end of a batch. */
    void publishAndSignal(final int frames) {
        ring.publish();
        interrupts.published(0, frames);
        interrupts.signal(0);
    }
}
