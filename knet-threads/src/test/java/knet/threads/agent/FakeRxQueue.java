package knet.threads.agent;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.RxQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A receive queue in memory that plays NIC and driver by the notification protocol, and fails the
 * test when an agent breaks a rule: no poll while armed, no arming while armed.
 */
final class FakeRxQueue implements RxQueue {
    static final int FRAME_LENGTH = 60;

    private final int index;
    private final int maxHeld;
    private final Deque<int[]> ring = new ArrayDeque<>();
    private final UnsafeBuffer buffers = new UnsafeBuffer(new byte[1 << 20]);
    private final RxFrame frame = new RxFrame();
    private final BitSet held = new BitSet();
    private int nextArrival;
    private int currentSlot = -1;
    private boolean armed;

    /** What happened, for the rules that tests check. */
    long notifications;

    int polls;
    int emptyPolls;
    int arms;
    boolean quarantined;

    /** Runs between arming and looking again: frames that come in just then. */
    Runnable betweenArmAndLook = () -> {};

    FakeRxQueue(final int index) {
        this(index, 1000);
    }

    FakeRxQueue(final int index, final int maxHeld) {
        this.index = index;
        this.maxHeld = maxHeld;
    }

    /** The NIC publishes frames; one notification if the queue is armed. */
    void publish(final int frames) {
        for (int i = 0; i < frames; i++) {
            ring.add(new int[] {nextArrival++, FRAME_LENGTH});
        }
        raiseIfArmed();
    }

    void publishGiant(final int length) {
        ring.add(new int[] {nextArrival++, length});
        raiseIfArmed();
    }

    private void raiseIfArmed() {
        if (armed) {
            armed = false;
            notifications++;
        }
    }

    boolean isArmed() {
        return armed;
    }

    int held() {
        return held.cardinality();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int poll(final RxHandler handler, final int budget) {
        if (armed) {
            throw new AssertionError("queue " + index + " polled while armed");
        }
        polls++;
        int frames = 0;
        while (frames < budget && !ring.isEmpty()) {
            final int[] next = ring.poll();
            currentSlot = next[1] > 2048 ? -1 : held.nextClearBit(0);
            final int offset = currentSlot < 0 ? 1 << 19 : currentSlot * 64;
            buffers.putInt(offset, next[0]);
            frame.wrap(buffers, offset, next[1], 0, 0, next[0], next[0], 1000L + next[0], index);
            handler.onFrame(frame);
            frames++;
        }
        currentSlot = -1;
        if (frames == 0) {
            emptyPolls++;
        }
        return frames;
    }

    @Override
    public int hold(final RxFrame from) {
        if (currentSlot < 0 || held.cardinality() >= maxHeld) {
            return -1;
        }
        held.set(currentSlot);
        return currentSlot;
    }

    @Override
    public void release(final int token) {
        if (!held.get(token)) {
            throw new AssertionError("token " + token + " is not held");
        }
        held.clear(token);
    }

    @Override
    public int nextBytes() {
        return quarantined || ring.isEmpty() ? 0 : ring.peek()[1];
    }

    @Override
    public int nextArrival() {
        return ring.isEmpty() ? 0 : ring.peek()[0];
    }

    @Override
    public int depth() {
        return quarantined ? 0 : ring.size();
    }

    @Override
    public boolean arm() {
        if (armed) {
            throw new AssertionError("queue " + index + " armed twice");
        }
        arms++;
        armed = true;
        betweenArmAndLook.run();
        if (!armed) {
            return false;
        }
        if (!ring.isEmpty()) {
            armed = false;
            return false;
        }
        return true;
    }

    @Override
    public boolean disarm() {
        final boolean was = armed;
        armed = false;
        return was;
    }

    @Override
    public boolean isQuarantined() {
        return quarantined;
    }
}
