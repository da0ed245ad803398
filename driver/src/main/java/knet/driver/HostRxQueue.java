package knet.driver;

import static knet.driver.abi.QueueDescriptor.RX_RING_OFFSET;
import static knet.driver.abi.RxDescriptor.CONTINUED;
import static knet.driver.abi.RxDescriptor.END_OF_PACKET;

import java.lang.invoke.VarHandle;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.Ledger;
import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The host's end of a receive ring in shared memory.
 *
 * <p>A poll loads the NIC's index once (acquire), takes descriptor after descriptor with plain
 * loads, and publishes once: RX_CONSUMED, the ledger, other buffers for the slots whose buffer is
 * held, RX_TAIL. {@link QueueDescriptor} says why in this order. All slots are posted all the time,
 * so most of them are posted again without a store.
 *
 * <p>Whatever the NIC wrote is checked before it is used, once, into local variables. The number of
 * a slot's buffer is the host's own copy. What fails a check quarantines the queue; nothing is
 * thrown.
 */
public final class HostRxQueue implements RxQueue {
    private static final int NONE = -1;
    private static final int WHOLE_FRAME = CONTINUED | END_OF_PACKET;

    private final RxFrame frame = new RxFrame();
    private final int index;
    private final QueueMemory queue;
    private final UnsafeBuffer memory;
    private final QueueHealth health;
    private final RxNotification notification;
    private final RxCounters counters;
    private final Ledger ledger;
    private final BufferPool pool;
    private final FrameAssembler assembler;
    private final LineFetch lines;
    private final RxPeek peek;
    private final long ringAddress;
    private final int[] changedSlots;
    private final int ringSize;
    private final int mask;
    private final int bufferSize;
    private final int bufferStride;
    private final int buffersOffset;

    /** Next descriptor to take; published as RX_CONSUMED when a batch ends. */
    private long next;

    private long published;
    private long headSeen;
    private long frames;
    private long bytes;
    private int changedCount;

    /** Buffer of the frame that is being handled, and what was asked for it. */
    private int current = NONE;

    private int replacement = NONE;

    /**
     * The queue alone, without a {@link HostDevice} and its claim to be the only host.
     *
     * @param interruptMode one of {@link DeviceDescriptor}'s INTERRUPT_MODE_*
     */
    public static HostRxQueue open(
            final DeviceMemory device, final QueueMemory queue, final int interruptMode) {
        final CounterFile counters = CounterFile.host(device);
        return open(
                device, queue, new QueueHealth(device, queue, counters), counters, interruptMode);
    }

    static HostRxQueue open(
            final DeviceMemory device,
            final QueueMemory queue,
            final QueueHealth health,
            final CounterFile counterFile,
            final int interruptMode) {
        final RxCounters counters = new RxCounters(counterFile, queue.index());
        final RxNotification notification =
                RxNotification.of(device, queue, health, counters, interruptMode);
        return new HostRxQueue(queue, health, notification, counters);
    }

    private HostRxQueue(
            final QueueMemory queue,
            final QueueHealth health,
            final RxNotification notification,
            final RxCounters counters) {
        this.queue = queue;
        this.index = queue.index();
        this.memory = queue.buffer();
        this.health = health;
        this.notification = notification;
        this.counters = counters;
        this.ledger = queue.hostLedger();
        this.ringSize = queue.config().rxRingSize();
        this.mask = ringSize - 1;
        this.bufferSize = queue.config().bufferSize();
        this.bufferStride = QueueDescriptor.bufferStride(bufferSize);
        this.buffersOffset = queue.rxBufferOffset(0);
        this.changedSlots = new int[ringSize];
        final RxRecovery recovery = new RxRecovery(queue);
        final String wrong = health.isOut() ? null : recovery.reconcile();
        if (wrong != null) {
            health.quarantine(wrong);
        }
        this.pool = recovery.pool();
        this.ringAddress = memory.addressOffset() + RX_RING_OFFSET;
        this.lines = new LineFetch(queue, pool);
        this.peek = new RxPeek(queue, health);
        this.assembler = new FrameAssembler(queue, recovery.unfinishedBytes());
        if (!health.isOut()) {
            takeOver(recovery);
        }
    }

    private void takeOver(final RxRecovery recovery) {
        next = recovery.consumed();
        published = next;
        headSeen = next;
        frames = recovery.frames();
        bytes = recovery.bytes();
        ledger.write(next, frames, bytes, recovery.unfinishedBytes());
        counters.delivered(frames, bytes);
        counters.add(HostQueueCounter.LOST_IN_RESTART, recovery.lostFrames());
        counters.set(HostQueueCounter.BUFFERS_HELD, 0);
        for (long i = recovery.tail(); i < next + ringSize; i++) {
            final int slot = (int) i & mask;
            pool.assign(slot, pool.takeFree());
            postBuffer(slot);
        }
        queue.rxTailRelease(next + ringSize);
        notification.takeOver();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int poll(final RxHandler handler, final int budget) {
        if (health.isOut()) {
            return 0;
        }
        int taken = 0;
        try {
            notification.beforePoll();
            if (headSeen - next < budget && !loadHead()) {
                return 0;
            }
            final long framesBefore = frames;
            try {
                take(handler, budget);
            } finally {
                taken = (int) (frames - framesBefore);
                endBatch();
            }
            counters.onPoll(taken, budget, pool.heldCount());
        } catch (final InternalError e) {
            health.onMemoryFault(e);
        }
        return taken;
    }

    /** Loads and checks RX_HEAD. */
    private boolean loadHead() {
        final long head = queue.rxHeadAcquire();
        if (head < headSeen || head > published + ringSize) {
            health.quarantine(
                    "RX_HEAD " + head + " not in " + headSeen + " to " + (published + ringSize));
            return false;
        }
        headSeen = head;
        return true;
    }

    /**
     * Takes frames until the budget is used up or the known part of the ring is empty. The loop
     * works on local variables; the finally-block writes them back, also when a handler throws.
     */
    private void take(final RxHandler handler, final int budget) {
        final RxFrame flyweight = frame;
        final long head = headSeen;
        final long frameLimit = frames + budget;

        long at = next;
        long fetched = at;
        long frameCount = frames;
        long byteCount = bytes;
        int slot = NONE;
        try {
            while (at < head && frameCount < frameLimit) {
                if (at == fetched) {
                    fetched = lines.ahead(at, Math.min(head, at + frameLimit - frameCount));
                }
                slot = (int) at & mask;
                // A masked slot is in the mapping: no need for a bounds check on each load, nor
                // for the compiler's care about loads that may be from the heap.
                final long descriptor = ringAddress + slot * RxDescriptor.LENGTH;
                // BUFFER, LENGTH and FLAGS in one load: what is checked is what is used.
                final long word = UnsafeApi.getLong(descriptor);
                final int number = pool.ofSlot(slot);
                final int length = (int) (word >>> 32) & 0xFFFF;
                final int flags = (int) (word >>> 48);
                if ((int) word != number || length > bufferSize) {
                    health.badDescriptor(at, word, number, bufferSize);
                    break;
                }
                final int offset = buffersOffset + number * bufferStride;
                MutableDirectBuffer bytesOfFrame = memory;
                int startOfFrame = offset;
                int lengthOfFrame = length;
                current = number;
                if ((flags & WHOLE_FRAME) != END_OF_PACKET || assembler.isActive()) {
                    final int result = assembler.take(flags, offset, length);
                    if (result == FrameAssembler.BREACH) {
                        health.badDescriptor(at, word, number, bufferSize);
                        break;
                    }
                    current = NONE;
                    bytesOfFrame = assembler.buffer();
                    startOfFrame = 0;
                    lengthOfFrame = assembler.length();
                    if (result != FrameAssembler.WHOLE) {
                        at++;
                        if (result == FrameAssembler.LOST) {
                            frameCount++;
                            byteCount += lengthOfFrame;
                            counters.add(HostQueueCounter.LOST_IN_RESTART, 1);
                        }
                        continue;
                    }
                }
                at++;
                frameCount++;
                byteCount += lengthOfFrame;
                final long hashAndArrival =
                        UnsafeApi.getLong(descriptor + RxDescriptor.HASH_OFFSET);
                flyweight.wrap(
                        bytesOfFrame,
                        startOfFrame,
                        lengthOfFrame,
                        flags & ~WHOLE_FRAME,
                        (int) hashAndArrival,
                        (int) (hashAndArrival >>> 32),
                        UnsafeApi.getLong(descriptor + RxDescriptor.CAPTURE_NS_OFFSET),
                        UnsafeApi.getLong(descriptor + RxDescriptor.ARRIVAL_NS_OFFSET),
                        index);
                handler.onFrame(flyweight);
                if (replacement != NONE) {
                    replaceBuffer(slot);
                }
            }
        } finally {
            next = at;
            frames = frameCount;
            bytes = byteCount;
            current = NONE;
            if (replacement != NONE) {
                replaceBuffer(slot);
            }
        }
    }

    /** The current frame's buffer stays with the stack: its slot gets another one. */
    private void replaceBuffer(final int slot) {
        pool.assign(slot, replacement);
        changedSlots[changedCount++] = slot;
        replacement = NONE;
    }

    private void endBatch() {
        if (next == published || health.isOut()) {
            return;
        }
        queue.rxConsumedRelease(next);
        ledger.write(next, frames, bytes, assembler.unfinishedBytes());
        if (changedCount > 0) {
            // Keeps the stores to the slots behind RX_CONSUMED: until then they show the frames.
            VarHandle.storeStoreFence();
            for (int i = 0; i < changedCount; i++) {
                postBuffer(changedSlots[i]);
            }
            changedCount = 0;
        }
        queue.rxTailRelease(next + ringSize);
        published = next;
        counters.delivered(frames, bytes);
    }

    private void postBuffer(final int slot) {
        memory.putInt(
                queue.rxDescriptorOffset(slot) + RxDescriptor.BUFFER_OFFSET, pool.ofSlot(slot));
    }

    @Override
    public int hold(final RxFrame held) {
        if (held != frame || current == NONE || health.isOut()) {
            return NONE;
        }
        if (replacement == NONE) {
            if (!pool.hasFree()) {
                return NONE;
            }
            replacement = pool.takeFree();
            pool.hold(current);
        }
        return current;
    }

    /**
     * @throws IllegalArgumentException if no buffer is held under this token
     */
    @Override
    public void release(final int token) {
        pool.release(token);
    }

    /** Buffers that the stack holds now. */
    public int heldCount() {
        return pool.heldCount();
    }

    @Override
    public int depth() {
        return peek.depth(next);
    }

    @Override
    public int nextBytes() {
        final int depth = depth();
        return depth == 0 ? 0 : peek.length(next, depth);
    }

    @Override
    public int nextArrival() {
        return depth() == 0 ? 0 : peek.arrival(next);
    }

    @Override
    public boolean arm() {
        if (health.isOut()) {
            return true;
        }
        try {
            return notification.arm(next);
        } catch (final InternalError e) {
            health.onMemoryFault(e);
            return true;
        }
    }

    @Override
    public boolean disarm() {
        if (health.isOut()) {
            return false;
        }
        try {
            return notification.disarm();
        } catch (final InternalError e) {
            health.onMemoryFault(e);
            return false;
        }
    }

    boolean checkFiles() {
        return health.checkFiles();
    }

    @Override
    public boolean isQuarantined() {
        return health.isOut();
    }

    /** Why the queue is out of service; null while it is in service. */
    public QueueFault fault() {
        return health.fault();
    }

    RxNotification notification() {
        return notification;
    }
}
