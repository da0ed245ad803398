package knet.nic.ring;

import static knet.driver.abi.QueueDescriptor.RX_RING_OFFSET;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.Ledger;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The NIC's end of a receive ring: copies frames into the buffers that the host posted, writes the
 * descriptors back, and publishes them in batches.
 *
 * <p>Order of stores, on which a restart after SIGKILL relies: bytes and descriptors of a batch;
 * RX_HEAD (release); the ledger; and only then the first descriptor of the next batch. So at any
 * instruction either nothing is written beyond RX_HEAD, or the ledger is up to date and the
 * descriptors beyond RX_HEAD are nobody's.
 *
 * <p>Nothing the host wrote is used before it is checked. What fails imposes the {@link
 * Quarantine}.
 */
public final class RxRing {
    private static final int LENGTH_AND_FLAGS_OFFSET = RxDescriptor.LENGTH_OFFSET;
    private static final int HASH_AND_ARRIVAL_OFFSET = RxDescriptor.HASH_OFFSET;

    private final QueueMemory queue;
    private final UnsafeBuffer memory;
    private final long ringAddress;
    private final Ledger ledger;
    private final Quarantine quarantine;
    private final int mask;
    private final int ringSize;
    private final int bufferSize;
    private final int bufferStride;
    private final int buffersOffset;
    private final int rxBuffers;

    private long published;
    private long next;
    private long tailLimit;
    private long consumedSeen;
    private long frames;
    private long bytes;
    private int stagedFrames;
    private long stagedBytes;
    private int partBytes;
    private long badIndices;

    /**
     * @param head RX_HEAD, which the caller has checked
     * @param frames whole frames published so far
     * @param bytes captured bytes of those
     */
    public RxRing(
            final QueueMemory queue,
            final Quarantine quarantine,
            final long head,
            final long frames,
            final long bytes) {
        this.queue = queue;
        this.memory = queue.buffer();
        this.ringAddress = memory.addressOffset() + RX_RING_OFFSET;
        this.ledger = queue.nicLedger();
        this.quarantine = quarantine;
        this.ringSize = queue.config().rxRingSize();
        this.mask = ringSize - 1;
        this.bufferSize = queue.config().bufferSize();
        this.bufferStride = QueueDescriptor.bufferStride(bufferSize);
        this.buffersOffset = queue.rxBufferOffset(0);
        this.rxBuffers = queue.config().rxBuffers();
        this.published = head;
        this.next = head;
        this.tailLimit = head;
        this.frames = frames;
        this.bytes = bytes;
    }

    /** What became of {@link #write}. */
    public enum Result {
        /** In the ring; {@link #publish} will show it to the host. */
        WRITTEN,
        /** No space now: nothing of the frame is lost; offer the same frame again. */
        WAITING,
        /** No space, and the caller did not want to wait: nothing was written. */
        RING_FULL,
        /** Longer than the ring or than the device allows: nothing was written. */
        OVERSIZE,
        /** The queue is out of service. */
        QUARANTINED
    }

    /**
     * Writes a frame, or goes on writing it after {@link Result#WAITING}.
     *
     * @param flags findings for the descriptors, without END_OF_PACKET and CONTINUED
     * @param mayWait write and publish the frame in parts as space comes free, so that a frame
     *     longer than the ring passes; else the frame is written as a whole or not at all
     */
    public Result write(
            final DirectBuffer source,
            final int offset,
            final int length,
            final int flags,
            final int hash,
            final int arrival,
            final long captureNs,
            final long arrivalNs,
            final boolean mayWait) {
        if (quarantine.isImposed()) {
            return Result.QUARANTINED;
        }
        if (length > bufferSize || partBytes > 0) {
            return writeSpanning(
                    source, offset, length, flags, hash, arrival, captureNs, arrivalNs, mayWait);
        }
        if (next == tailLimit && !findSpace(1)) {
            return noSpace(mayWait);
        }
        if (!writeDescriptor(
                source,
                offset,
                length,
                flags | RxDescriptor.END_OF_PACKET,
                hash,
                arrival,
                captureNs,
                arrivalNs)) {
            return Result.QUARANTINED;
        }
        stagedFrames++;
        stagedBytes += length;
        return Result.WRITTEN;
    }

    private Result noSpace(final boolean mayWait) {
        return quarantine.isImposed()
                ? Result.QUARANTINED
                : mayWait ? Result.WAITING : Result.RING_FULL;
    }

    private Result writeSpanning(
            final DirectBuffer source,
            final int offset,
            final int length,
            final int flags,
            final int hash,
            final int arrival,
            final long captureNs,
            final long arrivalNs,
            final boolean mayWait) {
        if (length > DeviceDescriptor.MAX_FRAME_BYTES) {
            return Result.OVERSIZE;
        }
        if (partBytes == 0 && !mayWait) {
            final int needed = (length + bufferSize - 1) / bufferSize;
            if (needed > ringSize) {
                return Result.OVERSIZE;
            }
            if (tailLimit - next < needed && !findSpace(needed)) {
                return noSpace(false);
            }
        }
        while (partBytes < length) {
            if (next == tailLimit && !findSpace(1)) {
                if (quarantine.isImposed()) {
                    return Result.QUARANTINED;
                }
                publish(); // The host can only free what it can see.
                return Result.WAITING;
            }
            final int part = Math.min(bufferSize, length - partBytes);
            final int partFlags =
                    flags
                            | (partBytes > 0 ? RxDescriptor.CONTINUED : 0)
                            | (partBytes + part == length ? RxDescriptor.END_OF_PACKET : 0);
            if (!writeDescriptor(
                    source,
                    offset + partBytes,
                    part,
                    partFlags,
                    hash,
                    arrival,
                    captureNs,
                    arrivalNs)) {
                return Result.QUARANTINED;
            }
            partBytes += part;
        }
        partBytes = 0;
        stagedFrames++;
        stagedBytes += length;
        return Result.WRITTEN;
    }

    private boolean writeDescriptor(
            final DirectBuffer source,
            final int offset,
            final int length,
            final int flags,
            final int hash,
            final int arrival,
            final long captureNs,
            final long arrivalNs) {
        final long index = next;
        // A masked slot is in the ring, so its fields need no bounds checks: plain addresses.
        final long descriptor = ringAddress + ((int) index & mask) * RxDescriptor.LENGTH;
        final int number = UnsafeApi.getInt(descriptor + RxDescriptor.BUFFER_OFFSET);
        if (Integer.compareUnsigned(number, rxBuffers) >= 0) {
            breach("buffer " + Integer.toUnsignedString(number) + " of " + rxBuffers);
            return false;
        }
        FrameCopy.copy(source, offset, memory, buffersOffset + number * bufferStride, length);
        UnsafeApi.putInt(descriptor + LENGTH_AND_FLAGS_OFFSET, length | flags << 16);
        UnsafeApi.putLong(
                descriptor + HASH_AND_ARRIVAL_OFFSET, hash & 0xFFFF_FFFFL | (long) arrival << 32);
        UnsafeApi.putLong(descriptor + RxDescriptor.CAPTURE_NS_OFFSET, captureNs);
        UnsafeApi.putLong(descriptor + RxDescriptor.ARRIVAL_NS_OFFSET, arrivalNs);
        next = index + 1;
        return true;
    }

    /** Shows the host what was written since the last time. */
    public void publish() {
        if (next == published || quarantine.isImposed()) {
            return;
        }
        queue.rxHeadRelease(next);
        published = next;
        frames += stagedFrames;
        bytes += stagedBytes;
        stagedFrames = 0;
        stagedBytes = 0;
        ledger.write(published, frames, bytes, partBytes);
    }

    /**
     * Gives up the frame that {@link #write} left {@link Result#WAITING}. Parts of it that the host
     * has seen stay without an end; the next frame, which does not continue them, makes it forget
     * them.
     */
    public void abandonPart() {
        if (partBytes > 0) {
            publish();
            partBytes = 0;
        }
    }

    /** True if the host has seen a part of the frame that is waiting. */
    public boolean isPartWritten() {
        return partBytes > 0;
    }

    /** Loads the host's indices if fewer than {@code needed} descriptors are known to be free. */
    private boolean findSpace(final int needed) {
        refresh();
        return !quarantine.isImposed() && tailLimit - next >= needed;
    }

    /**
     * Loads and checks the host's indices. RX_TAIL first: the host stores RX_CONSUMED before it, so
     * an honest tail is never beyond the later look at RX_CONSUMED plus the size of the ring.
     */
    private void refresh() {
        final long tail = queue.rxTailAcquire();
        final long consumed = queue.rxConsumedAcquire();
        if (consumed < consumedSeen || consumed > published) {
            breach("RX_CONSUMED " + consumed + " not in " + consumedSeen + " to " + published);
        } else if (tail < tailLimit || tail > consumed + ringSize) {
            breach("RX_TAIL " + tail + " not in " + tailLimit + " to " + (consumed + ringSize));
        } else {
            tailLimit = tail;
            consumedSeen = consumed;
        }
    }

    private void breach(final String what) {
        badIndices++;
        quarantine.impose(what);
    }

    /**
     * Descriptors published that the host has not taken: 0 to the size of the ring. An estimate
     * that is fresh, but does not check.
     */
    public int depth() {
        if (quarantine.isImposed()) {
            return 0;
        }
        final long depth = published - queue.rxConsumedAcquire();
        return (int) Math.max(0, Math.min(ringSize, depth));
    }

    /** Descriptors that may be filled at this moment. */
    public int free() {
        if (quarantine.isImposed()) {
            return 0;
        }
        refresh();
        return quarantine.isImposed() ? 0 : (int) (tailLimit - next);
    }

    /** True while the host polls the queue, so that a frame raises no notification. */
    public boolean isPolled() {
        return quarantine.isImposed()
                || queue.notificationVolatile() != NotificationDescriptor.ARMED;
    }

    /** Index of the descriptor that is written next: RX_HEAD, and what is not published yet. */
    public long written() {
        return next;
    }

    /**
     * Descriptors that the host is through with: RX_CONSUMED, brought into the range of what it can
     * have seen, for it is not checked here. All that was written, if the queue is out of service:
     * nothing more will come of it.
     */
    public long taken() {
        return quarantine.isImposed()
                ? next
                : Math.max(consumedSeen, Math.min(published, queue.rxConsumedAcquire()));
    }

    /** RX_HEAD as the host sees it. */
    public long head() {
        return published;
    }

    /** Whole frames published. */
    public long frames() {
        return frames;
    }

    /** Captured bytes of those. */
    public long bytes() {
        return bytes;
    }

    /** Whole frames written and not published: lost if the queue is quarantined. */
    public int stagedFrames() {
        return stagedFrames;
    }

    /** Forgets what was written and not published. */
    public void discardStaged() {
        next = published;
        stagedFrames = 0;
        stagedBytes = 0;
        partBytes = 0;
    }

    /** Host's indices and buffer numbers that failed a check. */
    public long badIndices() {
        return badIndices;
    }
}
