package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import knet.driver.HostDevice;
import knet.driver.HostRxQueue;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.nic.ring.Quarantine;
import knet.nic.ring.RxRing;
import org.agrona.DirectBuffer;

/**
 * The receive ring itself: the NIC's end writes, the host's end reads; no wire, no classifier, no
 * stack.
 */
final class DeviceRing {
    /** Name of the benchmark's device in its folder. */
    static final String DEVICE = "bench";

    /** As a DPDK burst. */
    private static final int BATCH = 32;

    private DeviceRing() {}

    /** The NIC's end. */
    static void produce(final Path folder, final int length, final long count) throws IOException {
        final FrameBlock block = new FrameBlock(length);
        final DirectBuffer source = block.buffer();
        try (DeviceMemory device = DeviceDirectory.at(folder).open(DEVICE);
                QueueMemory queue = device.openQueue(0)) {
            final RxRing ring =
                    new RxRing(
                            queue,
                            new Quarantine(),
                            queue.rxHead(),
                            queue.nicLedger().frames(),
                            queue.nicLedger().bytes());
            final Spin spin = new Spin();
            long sent = 0;
            while (sent < count) {
                final long end = Math.min(count, sent + BATCH);
                final long before = sent;
                while (sent < end && write(ring, block, source, sent, length)) {
                    sent++;
                }
                ring.publish();
                if (sent == before) {
                    spin.idle();
                } else {
                    spin.reset();
                }
            }
        }
    }

    private static boolean write(
            final RxRing ring,
            final FrameBlock block,
            final DirectBuffer source,
            final long frame,
            final int length) {
        return ring.write(
                        source, block.offset(frame), length, 0, 0, (int) frame, frame, frame, true)
                == RxRing.Result.WRITTEN;
    }

    /** The host's end: takes frames and returns millions of them a second, first to last. */
    static double consume(final HostDevice device, final long count, final long expected)
            throws IOException {
        final HostRxQueue queue = device.rx(0);
        final Sum sum = new Sum();
        final Spin spin = new Spin();
        while (queue.depth() == 0) {
            spin.idle();
        }
        final long startNs = System.nanoTime();
        while (sum.frames < count) {
            if (queue.poll(sum, BATCH * 2) > 0) {
                spin.reset();
            } else {
                spin.idle();
                if (queue.isQuarantined()) {
                    throw new IOException("the ring was quarantined: " + queue.fault());
                }
            }
        }
        final long elapsedNs = System.nanoTime() - startNs;
        if (sum.sum != expected) {
            throw new IOException("the ring delivered other bytes than were written");
        }
        return count * 1e3 / elapsedNs;
    }

    /** Reads every byte of every frame. */
    private static final class Sum implements RxHandler {
        private long frames;
        private long sum;

        @Override
        public void onFrame(final RxFrame frame) {
            frames++;
            sum += FrameBlock.sum(frame.buffer(), frame.offset(), frame.length());
        }
    }
}
