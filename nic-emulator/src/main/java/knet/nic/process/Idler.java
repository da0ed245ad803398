package knet.nic.process;

import java.util.concurrent.locks.LockSupport;
import knet.driver.abi.Bell;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.nic.NicAgent;

/**
 * What the NIC's thread does when there is nothing to do. Sleeps on the doorbell, so that a host
 * that sends wakes it; close to a frame's time it spins; waiting for space in a ring, which the
 * host gives without a signal, it backs off. Every sleep is bounded by the heartbeat's interval.
 */
final class Idler {
    /** The heartbeat must be renewed within 100 ms. */
    private static final long LONGEST_SLEEP_NS = 50_000_000;

    private static final long SHORTEST_START_SLEEP_NS = 500_000;

    /** A timed sleep ends this much too late: timer slack and the way back onto the CPU. */
    private static final long WAKE_UP_MARGIN_NS = 100_000;

    private static final long SHORTEST_SLEEP_NS = 20_000;
    private static final long YIELD_ABOVE_NS = 20_000;
    private static final long LONGEST_LISTEN_SLEEP_NS = 1_000_000;
    private static final long LONGEST_SPACE_SLEEP_NS = 200_000;
    private static final long HOST_IS_GONE_NS = 1_000_000_000;
    private static final int SPINS = 100;
    private static final int YIELDS = 200;

    private final NicAgent agent;
    private final DeviceMemory device;
    private final Bell doorbell;
    private final long startNs;
    private int attempts;

    Idler(final NicAgent agent, final DeviceMemory device, final Bell doorbell) {
        this.agent = agent;
        this.device = device;
        this.doorbell = doorbell;
        this.startNs = System.nanoTime();
    }

    /** There was work: the next idle time starts afresh. */
    void reset() {
        attempts = 0;
    }

    /** Waits for as long as makes sense. */
    void idle(final long nowNs) {
        if (agent.isWaitingForSpace()) {
            backOff(nowNs);
            return;
        }
        final long deadlineNs = agent.nextDeadlineNs();
        if (deadlineNs != NicAgent.NO_DEADLINE) {
            idleUntil(deadlineNs, nowNs);
        } else if (agent.isListening()) {
            listen();
        } else if (agent.state() == DeviceDescriptor.NIC_STATE_READY) {
            // A fiftieth of the time waited so far: the host's coming up rings no bell.
            final long sleepNs = (nowNs - startNs) / 50;
            sleep(Math.max(SHORTEST_START_SLEEP_NS, Math.min(sleepNs, LONGEST_SLEEP_NS)));
        } else {
            sleep(LONGEST_SLEEP_NS);
        }
    }

    private void idleUntil(final long deadlineNs, final long nowNs) {
        final long leftNs = deadlineNs - nowNs;
        if (leftNs > WAKE_UP_MARGIN_NS + SHORTEST_SLEEP_NS) {
            sleep(Math.min(leftNs - WAKE_UP_MARGIN_NS, LONGEST_SLEEP_NS));
        } else if (leftNs > YIELD_ABOVE_NS) {
            Thread.yield();
        } else if (leftNs > 0) {
            Thread.onSpinWait();
        }
    }

    private void backOff(final long nowNs) {
        attempts++;
        if (attempts <= SPINS) {
            Thread.onSpinWait();
        } else if (attempts <= SPINS + YIELDS) {
            Thread.yield();
        } else if (nowNs - device.hostHeartbeatNs() > HOST_IS_GONE_NS) {
            sleep(LONGEST_SLEEP_NS);
        } else {
            LockSupport.parkNanos(
                    Math.min(
                            LONGEST_SPACE_SLEEP_NS,
                            SHORTEST_SLEEP_NS * (attempts - SPINS - YIELDS)));
        }
    }

    private void listen() {
        attempts++;
        if (attempts <= SPINS) {
            Thread.onSpinWait();
        } else {
            sleep(Math.min(LONGEST_LISTEN_SLEEP_NS, SHORTEST_SLEEP_NS * (attempts - SPINS)));
        }
    }

    /** The host publishes, then looks at the flag; this sets the flag, then looks at the rings. */
    private void sleep(final long boundNs) {
        final int word = doorbell.word();
        device.doorbellWaiting(true);
        if (agent.doWork(System.nanoTime()) == 0) {
            doorbell.await(word, boundNs);
        } else {
            reset();
        }
        device.doorbellWaiting(false);
    }
}
