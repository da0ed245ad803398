package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import knet.driver.HostRxQueue;
import knet.threads.agent.NetAgent;

/** What one network thread serves, and by which agent. */
public final class HostThread {
    private final NetAgent agent;
    private final List<HostRxQueue> rings;
    private final List<Inbox> inboxes;

    private HostThread(
            final NetAgent agent, final List<HostRxQueue> rings, final List<Inbox> inboxes) {
        this.agent = agent;
        this.rings = rings;
        this.inboxes = inboxes;
    }

    public NetAgent agent() {
        return agent;
    }

    /** The receive queues that it serves, one per device as a rule. */
    public List<HostRxQueue> rings() {
        return rings;
    }

    /** Sets what wakes the agent's runner when another thread has handed it a datagram. */
    public void handOverBell(final Runnable bell) {
        inboxes.forEach(inbox -> inbox.ownersBell(bell));
    }

    /** Collects the parts. */
    static final class Builder {
        private final List<HostRxQueue> rings = new ArrayList<>();
        private final List<Inbox> inboxes = new ArrayList<>();

        void add(final HostRxQueue ring, final Inbox inbox) {
            rings.add(ring);
            inboxes.add(inbox);
        }

        HostThread build(final NetAgent agent) {
            return new HostThread(agent, List.copyOf(rings), List.copyOf(inboxes));
        }
    }
}
