package knet.tools.lab.sim;

import knet.driver.abi.DeviceDescriptor;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.transmit.ReceiveTap;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import org.agrona.DirectBuffer;

/** The NIC as a processor of its own: one frame after the other, when it is due. */
final class NicTask implements Actor, ReceiveTap {
    /** No frame has gone into a ring in this step. */
    static final int NO_QUEUE = -1;

    private final NicAgent nic;
    private final EventQueue events;
    private final Faults faults;
    private final Flows flows;
    private final NicWatch watch;
    private final long packetNs;
    private final long notifyNs;
    private boolean isPlanned;
    private int publishedQueue = NO_QUEUE;
    private long raises;

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
        this.packetNs = Math.max(1, costs.ns(Cost.NIC_PACKET));
        this.notifyNs = costs.ns(Cost.NIC_NOTIFY);
        this.flows = new Flows(this::wirePosition, framesOnTheirWay);
        this.nic = new NicAgent(context.receiveTap(this), 0);
    }

    /** Who looks at the NIC after each of its steps. */
    interface NicWatch {
        /**
         * A step is over.
         *
         * @param publishedQueue that a frame went to, or {@link #NO_QUEUE}
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

    /** A notification has been raised in this step: it takes time. */
    void onRaise() {
        raises++;
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
        publishedQueue = queue;
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
        raises = 0;
        final int work = nic.doWork(nowNs);
        final long stepNs = packetNs + raises * notifyNs;
        watch.onNicStep(nowNs, publishedQueue);
        if (work > 0 || nic.isWaitingForSpace()) {
            // The next frame's time counts from when it is due, and from when the NIC is free.
            final long deadlineNs = nic.nextDeadlineNs();
            plan(
                    deadlineNs == NicAgent.NO_DEADLINE
                            ? nowNs + stepNs
                            : Math.max(nowNs, deadlineNs) + stepNs);
            return;
        }
        if (isDone()) {
            return;
        }
        final long deadlineNs = nic.nextDeadlineNs();
        if (deadlineNs != NicAgent.NO_DEADLINE) {
            plan(Math.max(nowNs, deadlineNs) + stepNs);
        }
    }
}
