package knet.threads.agent;

import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.RxQueue;
import knet.driver.abi.DeviceDescriptor;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;

/**
 * A bounded queue of frames between an interrupt part, which only puts them there, and a later
 * part, which processes them (Linux's netif_rx and its input_pkt_queue of 300). To the later part
 * it looks like the receive queue that the frames came from.
 *
 * <p>A frame stays in its receive buffer, which is held meanwhile; if the driver cannot hold it, it
 * is copied.
 *
 * <p>One thread uses it (or one simulated processor at a time).
 */
public final class FrameBacklog implements RxQueue {
    /** Linux's net.core.netdev_max_backlog at the time of the papers: 300 frames. */
    public static final int DEFAULT_CAPACITY = 300;

    private static final int COPY_BYTES =
            BitUtil.findNextPositivePowerOfTwo(16 * DeviceDescriptor.MAX_FRAME_BYTES);
    private static final int NOT_HELD = -1;

    private final RxQueue rx;
    private final BacklogMeter meter;
    private final int capacity;
    private final Slot[] slots;
    private final CopyRing copies = new CopyRing(COPY_BYTES);
    private final RxFrame frame = new RxFrame();
    private final RxHandler intake = this::enqueue;

    /** Frames put in and taken out since the start. */
    private long tail;

    private long head;
    private long dropped;

    /** The slot whose frame is being handled, and whether the handler keeps its buffer. */
    private Slot current;

    private boolean keptByHandler;

    private static final class Slot {
        MutableDirectBuffer buffer;
        int offset;
        int length;
        int flags;
        int hash;
        int arrival;
        long captureNs;
        long arrivalNs;
        int queue;
        int token;
        long copyPosition;
    }

    /**
     * @param capacity most frames that wait, at least 1
     */
    public FrameBacklog(final RxQueue rx, final int capacity, final BacklogMeter meter) {
        this.rx = rx;
        this.meter = meter;
        this.capacity = Lanes.checkedBudget(capacity);
        slots = new Slot[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = new Slot();
        }
    }

    /**
     * The interrupt part's step: takes frames from the ring.
     *
     * @param budget most frames
     * @return frames taken, those that found the backlog full and were dropped included
     */
    public int take(final int budget) {
        final long droppedBefore = dropped;
        final int taken = rx.poll(intake, budget);
        if (taken > 0) {
            meter.onDepth(depth());
            if (dropped != droppedBefore) {
                meter.onDropped(dropped - droppedBefore);
            }
        }
        return taken;
    }

    /** Frames that may be taken without one being dropped, whatever their length. */
    public int room() {
        return Math.min(
                capacity - (int) (tail - head), copies.room(DeviceDescriptor.MAX_FRAME_BYTES));
    }

    /** The later part has ended. */
    void showDepth() {
        meter.onDepth(depth());
    }

    /** {@link #nextBytes} of the ring. */
    int nextBytesInRing() {
        return rx.nextBytes();
    }

    /** {@link #nextArrival} of the ring. */
    int nextArrivalInRing() {
        return rx.nextArrival();
    }

    /** Frames or descriptors that wait in the ring. */
    int ringDepth() {
        return rx.depth();
    }

    /** Frames dropped because the backlog was full. */
    public long dropped() {
        return dropped;
    }

    private void enqueue(final RxFrame from) {
        if (tail - head == capacity) {
            dropped++;
            return;
        }
        final Slot slot = slots[(int) (tail % capacity)];
        slot.length = from.length();
        slot.token = rx.hold(from);
        if (slot.token == NOT_HELD) {
            if (!copy(from, slot)) {
                dropped++;
                return;
            }
        } else {
            slot.buffer = from.buffer();
            slot.offset = from.offset();
        }
        slot.flags = from.flags();
        slot.hash = from.hash();
        slot.arrival = from.arrival();
        slot.captureNs = from.captureNs();
        slot.arrivalNs = from.arrivalNs();
        slot.queue = from.queue();
        tail++;
    }

    private boolean copy(final RxFrame from, final Slot slot) {
        slot.copyPosition = copies.take(slot.length);
        if (slot.copyPosition < 0) {
            return false;
        }
        slot.buffer = copies.buffer();
        slot.offset = copies.offset(slot.copyPosition);
        slot.buffer.putBytes(slot.offset, from.buffer(), from.offset(), slot.length);
        return true;
    }

    @Override
    public int index() {
        return rx.index();
    }

    /** The later part's step: hands up to {@code budget} waiting frames to the handler. */
    @Override
    public int poll(final RxHandler handler, final int budget) {
        int frames = 0;
        while (frames < budget && head < tail) {
            final Slot slot = slots[(int) (head % capacity)];
            current = slot;
            keptByHandler = false;
            frame.wrap(
                    slot.buffer,
                    slot.offset,
                    slot.length,
                    slot.flags,
                    slot.hash,
                    slot.arrival,
                    slot.captureNs,
                    slot.arrivalNs,
                    slot.queue);
            handler.onFrame(frame);
            current = null;
            if (slot.token == NOT_HELD) {
                copies.giveBack(slot.copyPosition, slot.length);
            } else if (!keptByHandler) {
                rx.release(slot.token);
            }
            head++;
            frames++;
        }
        return frames;
    }

    /** Passes the buffer that the backlog holds on to the handler; a copied frame has none. */
    @Override
    public int hold(final RxFrame held) {
        if (current == null || current.token == NOT_HELD) {
            return NOT_HELD;
        }
        keptByHandler = true;
        return current.token;
    }

    @Override
    public void release(final int token) {
        rx.release(token);
    }

    /** Frames that wait in the backlog; those in the ring are not among them. */
    @Override
    public int depth() {
        return (int) (tail - head);
    }

    /** Of the frame that waits longest here. */
    @Override
    public int nextBytes() {
        return head == tail ? 0 : Math.max(1, slots[(int) (head % capacity)].length);
    }

    /** Of the frame that waits longest here. */
    @Override
    public int nextArrival() {
        return slots[(int) (head % capacity)].arrival;
    }

    /** Arms the ring behind it; false if frames wait in the ring or here. */
    @Override
    public boolean arm() {
        return depth() == 0 && rx.arm();
    }

    @Override
    public boolean disarm() {
        return rx.disarm();
    }

    /** True if the ring is; frames that wait here are handled all the same. */
    @Override
    public boolean isQuarantined() {
        return rx.isQuarantined();
    }
}
