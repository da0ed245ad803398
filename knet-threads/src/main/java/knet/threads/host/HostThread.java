package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import knet.driver.HostRxQueue;
import knet.threads.agent.NetAgent;
import knet.threads.agent.SteeredBacklog;

/** What one network thread serves, by which agent, and on which processor it belongs. */
public final class HostThread {
    private final NetAgent agent;
    private final List<HostRxQueue> rings;
    private final List<Inbox> inboxes;
    private final List<SteeredBacklog> backlogs;
    private final int processor;
    private final boolean isSteering;

    private HostThread(
            final NetAgent agent,
            final Builder parts,
            final int processor,
            final boolean isSteering) {
        this.agent = agent;
        this.rings = List.copyOf(parts.rings);
        this.inboxes = List.copyOf(parts.inboxes);
        this.backlogs = List.copyOf(parts.backlogs);
        this.processor = processor;
        this.isSteering = isSteering;
    }

    public NetAgent agent() {
        return agent;
    }

    /**
     * The receive queues that it serves, one per device as a rule; none if frames are steered to it
     * by another thread.
     */
    public List<HostRxQueue> rings() {
        return rings;
    }

    /**
     * The processor that it belongs on, 0 to the number of processors - 1. The thread that steers
     * shares one with a thread that it steers to, as a NIC's interrupt goes to one of the
     * processors that RPS spreads frames over.
     */
    public int processor() {
        return processor;
    }

    /** True for the one thread that polls the rings and hands frames to the others. */
    public boolean isSteering() {
        return isSteering;
    }

    /**
     * Sets what wakes the agent's runner when another thread has handed it a datagram or a frame.
     * Like a notification, it may ring between the agent's last look and its sleep, which must not
     * begin then.
     */
    public void handOverBell(final Runnable bell) {
        inboxes.forEach(inbox -> inbox.ownersBell(bell));
        backlogs.forEach(backlog -> backlog.ownersBell(bell));
    }

    /** Collects the parts. */
    static final class Builder {
        private final List<HostRxQueue> rings = new ArrayList<>();
        private final List<Inbox> inboxes = new ArrayList<>();
        private final List<SteeredBacklog> backlogs = new ArrayList<>();

        void add(final HostRxQueue ring) {
            rings.add(ring);
        }

        void add(final Inbox inbox) {
            inboxes.add(inbox);
        }

        void add(final SteeredBacklog backlog) {
            backlogs.add(backlog);
        }

        HostThread build(final NetAgent agent, final int processor) {
            return new HostThread(agent, this, processor, false);
        }

        HostThread buildSteering(final NetAgent agent) {
            return new HostThread(agent, this, 0, true);
        }
    }
}
