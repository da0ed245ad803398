package knet.tools.lab.sim;

import knet.driver.abi.DeviceDescriptor;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.transmit.ReceiveTap;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import org.agrona.DirectBuffer;

/**
 * The NIC as a processor of its own. It takes one frame after the other, when it is due; where a
 * turn of the NIC has a cost of its own ({@link Cost#NIC_TURN}), it takes in one turn what is due
 * when the turn begins, as the product's NIC process does. The effects of a turn show after its
 * first frame; what the others and their bytes cost, and notifications, keep the NIC busy after
 * that.
 */
final class NicTask implements Actor, ReceiveTap {
    /** No frame has gone into a ring in this step. */
    static final int NO_QUEUE = -1;

    /** Frames have gone into the rings of more than one queue. */
    static final int SEVERAL_QUEUES = -2;

    /** A wire may be silent for years: a classifier's ticks of that time are not all worth it. */
    private static final long SILENCE_NS = 1_000_000_000;

    private final NicAgent nic;
    private final EventQueue events;
    private final Faults faults;
    private final Flows flows;
    private final NicWatch watch;
    private final Costs costs;
    private final long packetNs;
    private final long turnNs;
    private boolean isPlanned;
    private int publishedQueue = NO_QUEUE;
    private int frames;
    private long bytes;
    private long raisesNs;
    private long lastFrameNs;

    /**
     * @param context everything but the receive tap
     * @param framesOnTheirWay as many as fit into all rings and backlogs
     */
    NicTask(
            final NicContext context,
            final EventQueue events,
            final Costs costs,
            final Faults faults,
            final int framesOnTheirWay,
            final NicWatch watch) {
        this.events = events;
        this.faults = faults;
        this.watch = watch;
        this.costs = costs;
        this.packetNs = Math.max(1, costs.ns(Cost.NIC_PACKET));
        this.turnNs = costs.ns(Cost.NIC_TURN);
        this.flows = new Flows(this::wirePosition, framesOnTheirWay);
        if (turnNs == 0) {
            context.batchFrames(1);
        }
        this.nic = new NicAgent(context.receiveTap(this), 0);
    }

    /** Who looks at the NIC after each of its steps. */
    interface NicWatch {
        /**
         * A step is over.
         *
         * @param publishedQueue that frames went to, {@link #NO_QUEUE} or {@link #SEVERAL_QUEUES}
         */
        void onNicStep(long nowNs, int publishedQueue);
    }

    private long wirePosition() {
        return nic.wirePosition();
    }

    NicAgent nic() {
        return nic;
    }

    Flows flows() {
        return flows;
    }

    /** Takes it on, after something that it does not see by itself: the start, a live wire. */
    void start(final long nowNs) {
        plan(nowNs);
    }

    boolean isDone() {
        return nic.state() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    /**
     * A notification has been raised in this step: it takes time.
     *
     * @param wakes a thread that is asleep
     */
    void onRaise(final boolean wakes) {
        raisesNs += costs.ns(wakes ? Cost.NIC_NOTIFY : Cost.NIC_NOTIFY_EARLY);
    }

    private void plan(final long atNs) {
        if (!isPlanned) {
            isPlanned = true;
            events.add(atNs, this, 0);
        }
    }

    @Override
    public void onReceived(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs,
            final int queue) {
        frames++;
        bytes += length;
        publishedQueue =
                publishedQueue == NO_QUEUE || publishedQueue == queue ? queue : SEVERAL_QUEUES;
        flows.onReceived(buffer, offset, length, wireLength, timestampNs, queue);
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        isPlanned = false;
        if (faults.isStalled(nowNs)) {
            plan(faults.stallEndNs(nowNs));
            return;
        }
        publishedQueue = NO_QUEUE;
        frames = 0;
        bytes = 0;
        raisesNs = 0;
        // A program reads the clock when its turn begins.
        final int work = nic.doWork(turnNs == 0 ? nowNs : Math.max(0, nowNs - leadNs()));
        watch.onNicStep(nowNs, publishedQueue);
        if (work > 0) {
            lastFrameNs = nowNs;
        }
        if (work > 0 || nic.isWaitingForSpace() || !isDone()) {
            planNext(nowNs, work > 0 || nic.isWaitingForSpace());
        }
    }

    /** From the beginning of a turn until its effects show. */
    private long leadNs() {
        return turnNs + packetNs;
    }

    /**
     * Ticks of a wire that has been silent for a while are left out, until one with its next frame.
     */
    private long nextDeadlineNs(final long nowNs) {
        final long eventNs = nic.nextEventNs();
        final boolean isSilent =
                nowNs - lastFrameNs > SILENCE_NS && eventNs != NicAgent.NO_DEADLINE;
        return isSilent ? eventNs : nic.nextDeadlineNs();
    }

    /** A frame's time counts from when it is due, and from when the NIC is free. */
    private void planNext(final long nowNs, final boolean isBusy) {
        final long freeNs =
                nowNs
                        + Math.max(0, frames - 1) * packetNs
                        + costs.ns(Cost.NIC_BYTE, bytes)
                        + raisesNs;
        final long deadlineNs = nextDeadlineNs(nowNs);
        if (deadlineNs != NicAgent.NO_DEADLINE) {
            plan(Math.max(freeNs, deadlineNs) + leadNs());
        } else if (isBusy) {
            plan(freeNs + leadNs());
        }
    }
}
