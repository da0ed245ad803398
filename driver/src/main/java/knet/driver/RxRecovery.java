package knet.driver;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.Ledger;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;

/**
 * What a host finds in a receive ring when it opens a device: a new ring, or one that another host
 * left at any instruction. Indices and the ledger are the truth; the ring tells what came after the
 * ledger. See {@link knet.driver.abi.QueueDescriptor} for the order of stores that this relies on.
 */
final class RxRecovery {
    private final QueueMemory queue;
    private final int ringSize;
    private final boolean[] isPosted;
    private final BufferPool pool;
    private long consumed;
    private long tail;
    private long frames;
    private long bytes;
    private long lostFrames;
    private long unfinishedBytes;

    /** Looks at a ring; {@link #reconcile} tells whether it makes sense. */
    RxRecovery(final QueueMemory queue) {
        this.queue = queue;
        this.ringSize = queue.config().rxRingSize();
        this.isPosted = new boolean[queue.config().rxBuffers()];
        this.pool = new BufferPool(ringSize, isPosted.length);
    }

    /**
     * Reads and checks everything.
     *
     * @return null, or what is wrong
     */
    String reconcile() {
        consumed = queue.rxConsumedAcquire();
        tail = queue.rxTailAcquire();
        final long head = queue.rxHeadAcquire();
        if (consumed < 0 || head < consumed || tail < head || tail > consumed + ringSize) {
            return "indices RX_CONSUMED "
                    + consumed
                    + ", RX_HEAD "
                    + head
                    + ", RX_TAIL "
                    + tail
                    + " with a ring of "
                    + ringSize;
        }
        final Ledger ledger = queue.hostLedger();
        final long counted = ledger.index();
        frames = ledger.frames();
        bytes = ledger.bytes();
        unfinishedBytes = ledger.extra();
        if (counted > consumed
                || counted < consumed - ringSize
                || frames < 0
                || bytes < 0
                || unfinishedBytes < 0
                || unfinishedBytes > DeviceDescriptor.MAX_FRAME_BYTES) {
            return "ledger at " + counted + " with RX_CONSUMED " + consumed;
        }
        countFrom(counted);
        return findPosted();
    }

    /** Counts what was taken and not counted. */
    private void countFrom(final long counted) {
        for (long index = counted; index < consumed; index++) {
            final int at = descriptor(index);
            final int flags = queue.buffer().getShort(at + RxDescriptor.FLAGS_OFFSET);
            final int length = queue.buffer().getShort(at + RxDescriptor.LENGTH_OFFSET) & 0xFFFF;
            if ((flags & RxDescriptor.CONTINUED) == 0) {
                unfinishedBytes = 0;
            }
            unfinishedBytes += length;
            if ((flags & RxDescriptor.END_OF_PACKET) != 0) {
                frames++;
                lostFrames++;
                bytes += unfinishedBytes;
                unfinishedBytes = 0;
            }
        }
    }

    /** Every slot that is the NIC's must have a buffer of its own; the others are free. */
    private String findPosted() {
        for (long index = consumed; index < tail; index++) {
            final int number =
                    queue.buffer().getInt(descriptor(index) + RxDescriptor.BUFFER_OFFSET);
            if (number < 0 || number >= isPosted.length || isPosted[number]) {
                return "descriptor "
                        + index
                        + " has buffer "
                        + Integer.toUnsignedString(number)
                        + ", which does not exist or is in another descriptor";
            }
            isPosted[number] = true;
            pool.assign(slot(index), number);
        }
        for (int number = isPosted.length - 1; number >= 0; number--) {
            if (!isPosted[number]) {
                pool.addFree(number);
            }
        }
        pool.scatterFree();
        return null;
    }

    private int slot(final long index) {
        return (int) index & ringSize - 1;
    }

    private int descriptor(final long index) {
        return queue.rxDescriptorOffset(slot(index));
    }

    /** Who has which buffer: all that are not in the ring are free. */
    BufferPool pool() {
        return pool;
    }

    long consumed() {
        return consumed;
    }

    long tail() {
        return tail;
    }

    /** Frames delivered, the lost ones among them. */
    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    /** Frames that a dead process took and had not counted. */
    long lostFrames() {
        return lostFrames;
    }

    /** Bytes that were taken of a frame whose end is yet to come. */
    int unfinishedBytes() {
        return (int) Math.min(unfinishedBytes, DeviceDescriptor.MAX_FRAME_BYTES);
    }
}
