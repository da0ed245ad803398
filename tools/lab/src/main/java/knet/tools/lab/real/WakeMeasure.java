package knet.tools.lab.real;

import java.util.function.IntToLongFunction;
import knet.driver.QueueWaiter;
import knet.driver.abi.DeviceDirectory;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.tools.lab.cost.Cost;
import knet.traces.generate.TrafficSpec;

/**
 * Sleeping and waking, by the product's own network thread and NIC: the agent finds its queue
 * empty, arms it and sleeps; a frame comes at once, when it is on its way to sleep still, or after
 * a while.
 */
final class WakeMeasure implements Measure {
    /**
     * Sleeps of a thread while frames flow: a few microseconds. After a sleep of 100 us a processor
     * that idles deeper takes about twice as long to wake, and so does the one who wakes it.
     */
    private static final long SLEEP_NS = 5_000;

    /** Nobody takes longer from arming to being asleep, unless disturbed. */
    private static final long WINDOW_NS = 4_000;

    /** Takes the delays of a window in an order in which they do not grow; prime to WAKES. */
    private static final int STRIDE = 37;

    private static final long PATIENCE_NS = 200_000_000;
    private static final int WAKES = 100;
    private static final int WARM_UPS = 4;

    private final OtherCore other;
    private final RingStand stand;
    private final NetAgent agent;
    private final QueueWaiter waiter;
    private final Turns turns;
    private final long[] quietNs = new long[WAKES];
    private final long[] turnNs = new long[WAKES];
    private final long[] wakeNs = new long[WAKES];
    private final long[] sleepNs = new long[WAKES];
    private volatile int handled;
    private volatile boolean isOver;

    /**
     * @param devices for the device
     * @param other the NIC's processor
     */
    WakeMeasure(final DeviceDirectory devices, final OtherCore other, final Processors processors) {
        this.other = other;
        stand =
                new RingStand(
                        devices,
                        "wakes",
                        "knet",
                        TrafficSpec.parse("flows=100,proto=udp,size=60,packets=unlimited").open(),
                        1,
                        true);
        agent = stand.agent();
        waiter = stand.newWaiter();
        turns = new Turns(devices, processors.host());
    }

    @Override
    public void round(final Samples samples) {
        stand.supervise();
        final long quietTurnNs = quietTurnNs();
        final int atOnce = sleepAndWake(i -> 0);
        final long awakeNs = Medians.of(wakeNs, atOnce);
        final double armNs =
                Math.max(0, Medians.of(sleepNs, atOnce) - awakeNs - samples.last(Cost.EMPTY_POLL));
        final int late = sleepAndWake(i -> SLEEP_NS);
        if (atOnce == 0 || late == 0) {
            return;
        }
        final long latencyNs = Medians.of(wakeNs, late);
        samples.add(Cost.NIC_NOTIFY, Math.max(0, Medians.of(turnNs, late) - quietTurnNs));
        samples.add(Cost.WAKE_LATENCY, latencyNs);
        // On the real clock every mode's poller is a thread.
        samples.add(Cost.SOFTIRQ, latencyNs);
        final int spread = sleepAndWake(i -> i * STRIDE % WAKES * WINDOW_NS / WAKES);
        final FallingAsleep way =
                FallingAsleep.of(spread, turnNs, sleepNs, wakeNs, awakeNs, latencyNs);
        if (way.early() > 0) {
            final double earlyNs = Math.max(0, way.turnNs() - quietTurnNs);
            final double fallAsleepNs = armNs + way.earlyShare() * WINDOW_NS;
            samples.add(Cost.NIC_NOTIFY_EARLY, earlyNs);
            // Arming is a part of it; the poll that has found nothing is not.
            samples.add(Cost.FALL_ASLEEP, fallAsleepNs);
            samples.add(
                    Cost.WAKE_EARLY,
                    Math.max(0, way.wayNs() - samples.last(Cost.EMPTY_POLL) - fallAsleepNs));
            samples.add(Cost.CONTEXT_SWITCH, Math.max(0, turns.halfRoundTripNs() - earlyNs));
        }
    }

    /** A turn of the NIC that brings a frame and notifies nobody: the host polls. */
    private long quietTurnNs() {
        agent.onWake();
        for (int i = 0; i < WAKES; i++) {
            final int at = i;
            other.run(() -> quietNs[at] = turnNs());
            agent.doWork(System.nanoTime());
        }
        return Medians.of(quietNs, WAKES);
    }

    private long turnNs() {
        final long beganNs = System.nanoTime();
        stand.turn();
        return System.nanoTime() - beganNs;
    }

    /**
     * This thread sleeps; the other brings a frame so long after it has seen that the queue is
     * armed.
     *
     * @param delayNs by number of the sleep that counts, from 0
     * @return sleeps that count: fewer than wanted, or none, if one was not ended in time
     */
    private int sleepAndWake(final IntToLongFunction delayNs) {
        handled = 0;
        isOver = false;
        other.start(() -> bringFrames(delayNs));
        int sleeps = 0;
        while (sleeps < WARM_UPS + WAKES) {
            final long emptyNs = pollUntilArmed();
            waiter.sleep(PATIENCE_NS);
            agent.onWake();
            final long nowNs = System.nanoTime();
            if (nowNs - emptyNs >= PATIENCE_NS) {
                break; // The other thread does not get its processor.
            }
            if (sleeps >= WARM_UPS) {
                sleepNs[sleeps - WARM_UPS] = nowNs - emptyNs;
                wakeNs[sleeps - WARM_UPS] = nowNs - stand.rungNs();
            }
            agent.doWork(nowNs);
            handled = ++sleeps;
        }
        isOver = true;
        other.join();
        return Math.max(0, sleeps - WARM_UPS);
    }

    /** Returns when the step began that armed. */
    private long pollUntilArmed() {
        long beganNs;
        do {
            beganNs = System.nanoTime();
            agent.doWork(beganNs);
        } while (agent.next() != Next.SLEEP);
        return beganNs;
    }

    private void bringFrames(final IntToLongFunction delayNs) {
        for (int i = 0; i < WARM_UPS + WAKES; i++) {
            while (handled != i || !stand.isArmed()) {
                if (isOver) {
                    return;
                }
                Thread.onSpinWait();
            }
            final long dueNs = System.nanoTime() + delayNs.applyAsLong(Math.max(0, i - WARM_UPS));
            while (System.nanoTime() < dueNs) {
                Thread.onSpinWait();
            }
            final long tookNs = turnNs();
            if (i >= WARM_UPS) {
                turnNs[i - WARM_UPS] = tookNs;
            }
        }
    }

    @Override
    public void close() {
        turns.close();
        waiter.close();
        stand.close();
    }
}
