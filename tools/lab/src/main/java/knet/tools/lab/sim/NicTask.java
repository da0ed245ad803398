package knet.tools.lab.sim;

import knet.driver.abi.DeviceDescriptor;
import knet.nic.NicAgent;

/** The NIC as a processor of its own: one frame after the other, when it is due. */
final class NicTask implements Actor {
    private final NicAgent nic;
    private final EventQueue events;
    private final Costs costs;
    private boolean isPlanned;

    NicTask(final NicAgent nic, final EventQueue events, final Costs costs) {
        this.nic = nic;
        this.events = events;
        this.costs = costs;
    }

    NicAgent nic() {
        return nic;
    }

    /** Takes it on, after something that it does not see by itself: the start. */
    void start(final long nowNs) {
        plan(nowNs);
    }

    boolean isDone() {
        return nic.state() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    private void plan(final long atNs) {
        if (!isPlanned) {
            isPlanned = true;
            events.add(atNs, this, 0);
        }
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        isPlanned = false;
        final int work = nic.doWork(nowNs);
        final long stepNs = Math.max(1, costs.nicPacketNs());
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
