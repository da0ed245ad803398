package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import knet.driver.HostRxQueue;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.RxQueue;

/**
 * A receive ring that fails the test in which an agent breaks a rule, and has places to step in.
 */
final class WatchedRing implements RxQueue {
    private final HostRxQueue ring;
    private boolean isArmed;
    private int lastAsked = 1;
    private int lastPolled;

    /** Runs after a poll that brought frames: the queue is polled still. */
    Runnable afterPoll = () -> {};

    /** Runs between the last poll and arming. */
    Runnable beforeArm = () -> {};

    /** Runs once the queue is armed and was found empty: before the agent sleeps. */
    Runnable afterArm = () -> {};

    int arms;
    int notifications;

    WatchedRing(final HostRxQueue ring) {
        this.ring = ring;
    }

    HostRxQueue ring() {
        return ring;
    }

    /** Frames of the last poll. */
    int lastPolled() {
        return lastPolled;
    }

    /** The NIC has raised a notification. */
    void onRaise() {
        assertThat(isArmed).as("armed when the NIC raises").isTrue();
        isArmed = false;
        notifications++;
    }

    @Override
    public int poll(final RxHandler handler, final int budget) {
        assertThat(isArmed).as("armed when polled").isFalse();
        lastAsked = budget;
        lastPolled = ring.poll(handler, budget);
        if (lastPolled > 0) {
            afterPoll.run();
        }
        return lastPolled;
    }

    @Override
    public boolean arm() {
        assertThat(isArmed).as("armed already").isFalse();
        assertThat(lastPolled).as("frames of the last poll before arming").isLessThan(lastAsked);
        beforeArm.run();
        arms++;
        final boolean isEmpty = ring.arm();
        isArmed = isEmpty;
        if (isEmpty) {
            afterArm.run();
        }
        return isEmpty;
    }

    @Override
    public boolean disarm() {
        isArmed = false;
        return ring.disarm();
    }

    @Override
    public int index() {
        return ring.index();
    }

    @Override
    public int hold(final RxFrame frame) {
        return ring.hold(frame);
    }

    @Override
    public void release(final int token) {
        ring.release(token);
    }

    @Override
    public int depth() {
        return ring.depth();
    }

    @Override
    public int nextBytes() {
        return ring.nextBytes();
    }

    @Override
    public int nextArrival() {
        return ring.nextArrival();
    }

    @Override
    public boolean isQuarantined() {
        return ring.isQuarantined();
    }
}
