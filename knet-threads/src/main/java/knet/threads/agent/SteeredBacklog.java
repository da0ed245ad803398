package knet.threads.agent;

import static knet.driver.abi.NotificationDescriptor.ARMED;
import static knet.driver.abi.NotificationDescriptor.POLLED;

import java.lang.invoke.VarHandle;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.RxQueue;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The bounded queue of a processor, into which another one steers frames (Linux's input_pkt_queue
 * under RPS, net/core/dev.c). To the processor's own thread it looks like a receive queue, and its
 * notification is that of {@link knet.driver.abi.NotificationDescriptor} within this process: armed
 * when the queue was found empty, and then the next frame takes it back to polled and wakes the
 * thread (RPS's inter-processor interrupt).
 *
 * <p>Frames are copied, since a receive buffer can be given back by the thread that polls its ring
 * alone. One thread puts in, one takes out; no lock, no allocation per frame. The memory is
 * allocated with the first frame: a processor that nothing is steered to has none.
 */
public final class SteeredBacklog implements RxQueue {
    private static final int FRAME = 1;

    /** An Agrona ring takes messages of an eighth of it: 4 MB. */
    private static final int CAPACITY_BYTES =
            BitUtil.findNextPositivePowerOfTwo(8 * FrameRecord.MAX_LENGTH);

    /** Room that the longest record is sure to find its own in: Agrona wants one header more. */
    private static final int LONGEST_RECORD =
            BitUtil.align(
                    FrameRecord.MAX_LENGTH + 2 * RecordDescriptor.HEADER_LENGTH,
                    RecordDescriptor.ALIGNMENT);

    /** Words that the two threads share, each on cache lines of its own. */
    private static final int WORD_DISTANCE = 128;

    /** Frames put in since the start; written by the steering thread. */
    private static final int PUT_OFFSET = 0;

    /** Frames taken out since the start; written by the receiving thread. */
    private static final int TAKEN_OFFSET = WORD_DISTANCE;

    private static final int NOTIFICATION_OFFSET = 2 * WORD_DISTANCE;

    private final UnsafeBuffer words =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(3 * WORD_DISTANCE, WORD_DISTANCE));
    private final int processor;
    private final int capacity;
    private final SteeringMeter meter;
    private volatile OneToOneRingBuffer ring;
    private volatile Runnable bell = () -> {};

    /** The steering thread's: what it has not announced yet. */
    private int freshFrames;

    private int freshDrops;

    /** The receiving thread's. */
    private final RxFrame frame = new RxFrame();

    private final MessageHandler toHandler = this::toHandler;
    private final ControlledMessageHandler peek = this::peek;
    private RxHandler handler;
    private int handled;
    private int peekedBytes;
    private int peekedArrival;

    /**
     * @param processor whose it is
     * @param capacity most frames that wait, at least 1
     */
    public SteeredBacklog(final int processor, final int capacity, final SteeringMeter meter) {
        this.processor = processor;
        this.capacity = Lanes.checkedBudget(capacity);
        this.meter = meter;
        words.putInt(NOTIFICATION_OFFSET, POLLED);
    }

    /** Sets what wakes the receiving thread. To be called before the threads run. */
    public void ownersBell(final Runnable newBell) {
        this.bell = newBell;
    }

    /**
     * Puts a frame in, or counts it as dropped if there is no room. The steering thread's, as
     * {@link #announce} and {@link #room}.
     */
    void offer(final RxFrame from) {
        final long put = words.getLong(PUT_OFFSET);
        if (put - words.getLongAcquire(TAKEN_OFFSET) < capacity && copy(from)) {
            words.putLongRelease(PUT_OFFSET, put + 1);
            freshFrames++;
        } else {
            freshDrops++;
        }
    }

    private boolean copy(final RxFrame from) {
        final OneToOneRingBuffer target = ring == null ? allocate() : ring;
        final int index = target.tryClaim(FRAME, FrameRecord.length(from));
        if (index < 0) {
            return false;
        }
        try {
            FrameRecord.encode(target.buffer(), index, from);
            target.commit(index);
        } catch (final InternalError e) {
            // The file that the bytes lie in was cut. The JVM reports it late: perhaps the record
            // is committed; one that is not would hold up what comes after it.
            if (target.buffer().getInt(index - RecordDescriptor.HEADER_LENGTH) < 0) {
                target.abort(index);
            }
            throw e;
        }
        return true;
    }

    private OneToOneRingBuffer allocate() {
        final OneToOneRingBuffer made =
                new OneToOneRingBuffer(
                        new UnsafeBuffer(
                                BufferUtil.allocateDirectAligned(
                                        CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64)));
        ring = made;
        return made;
    }

    /** Frames that are sure to find room, whatever their lengths. */
    int room() {
        final long free =
                capacity - (words.getLong(PUT_OFFSET) - words.getLongAcquire(TAKEN_OFFSET));
        final OneToOneRingBuffer source = ring;
        if (source == null) {
            return (int) Math.min(free, CAPACITY_BYTES / LONGEST_RECORD);
        }
        final long tail = source.producerPosition();
        final int freeBytes = CAPACITY_BYTES - (int) (tail - source.consumerPosition());
        final int toTheEnd = CAPACITY_BYTES - (int) (tail & CAPACITY_BYTES - 1);
        final int ahead = Math.min(freeBytes, toTheEnd) / LONGEST_RECORD;
        final int behind = Math.max(0, freeBytes - toTheEnd) / LONGEST_RECORD;
        return (int) Math.min(free, ahead + behind);
    }

    /**
     * Shows what was put in, and wakes the receiving thread if it had found nothing. To be called
     * after a full fence, which orders the frames before the look at the notification; {@link #arm}
     * has its own between arming and looking for frames: one of the two sees the other.
     *
     * @return frames that were dropped since the last call
     */
    int announce() {
        if (freshFrames > 0) {
            meter.onSteered(freshFrames);
            freshFrames = 0;
            if (words.getIntVolatile(NOTIFICATION_OFFSET) == ARMED && disarm()) {
                meter.onWake();
                bell.run();
            }
        }
        final int drops = freshDrops;
        if (drops > 0) {
            meter.onDropped(drops);
            freshDrops = 0;
        }
        return drops;
    }

    @Override
    public int index() {
        return processor;
    }

    @Override
    public int poll(final RxHandler to, final int budget) {
        final OneToOneRingBuffer source = ring;
        if (source == null) {
            return 0;
        }
        handler = to;
        handled = 0;
        try {
            // A read ends at the end of the memory, and what is beyond is at its beginning.
            long before;
            do {
                before = source.consumerPosition();
                source.read(toHandler, budget - handled);
            } while (handled < budget && source.consumerPosition() != before);
        } finally {
            if (handled > 0) {
                words.putLongRelease(TAKEN_OFFSET, words.getLong(TAKEN_OFFSET) + handled);
                meter.onTaken(handled);
            }
        }
        return handled;
    }

    private void toHandler(
            final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        handled++;
        FrameRecord.decode(buffer, index, length, frame);
        handler.onFrame(frame);
    }

    /** Nothing can be held: the memory is used again in order. */
    @Override
    public int hold(final RxFrame held) {
        return -1;
    }

    @Override
    public void release(final int token) {
        throw new IllegalArgumentException("no held buffer has the token " + token);
    }

    /** Any thread. */
    @Override
    public int depth() {
        // In this order: what was taken had been put in.
        final long taken = words.getLongAcquire(TAKEN_OFFSET);
        return (int) Math.max(0, words.getLongAcquire(PUT_OFFSET) - taken);
    }

    @Override
    public int nextBytes() {
        return look() ? Math.max(1, peekedBytes) : 0;
    }

    @Override
    public int nextArrival() {
        return look() ? peekedArrival : 0;
    }

    private boolean look() {
        final OneToOneRingBuffer source = ring;
        if (source == null) {
            return false;
        }
        peekedBytes = -1;
        long before;
        do {
            before = source.consumerPosition();
            source.controlledRead(peek, 1);
        } while (peekedBytes < 0 && source.consumerPosition() != before);
        return peekedBytes >= 0;
    }

    private ControlledMessageHandler.Action peek(
            final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        peekedBytes = FrameRecord.frameLength(length);
        peekedArrival = FrameRecord.arrival(buffer, index);
        return ControlledMessageHandler.Action.ABORT;
    }

    @Override
    public boolean arm() {
        words.putIntVolatile(NOTIFICATION_OFFSET, ARMED);
        VarHandle.fullFence();
        final OneToOneRingBuffer source = ring;
        if (source == null || source.size() == 0) {
            return true;
        }
        // Losing it means that the thread is being woken: it is awake, and that does no harm.
        disarm();
        return false;
    }

    @Override
    public boolean disarm() {
        return words.compareAndSetInt(NOTIFICATION_OFFSET, ARMED, POLLED);
    }

    /** It lies in this process alone. */
    @Override
    public boolean isQuarantined() {
        return false;
    }
}
