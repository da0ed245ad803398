package knet.threads.flow;

import knet.threads.base.QueueSet;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Tuple;
import knet.threads.tcp.TcpTuple;

/** What is known of the packets of one directed tuple, and the tuple's transport state. */
public final class DirectedFlow extends Tuple {
    final int hash;
    private final int order;
    private final int firstEncapsulation;

    private long packets;
    private long bytes;
    private long reordered;
    private int lastArrival;
    private int lastQueue = -1;
    private int lastEncapsulation;
    private boolean referenced = true;

    /** Queues of whole packets with the tags of the flow's first packet. */
    private final QueueSet plainQueues = new QueueSet();

    /** Queues of whole packets with other tags; null if there were none. */
    private QueueSet variantQueues;

    /** Queues of fragments, atomic ones too; null if there were none. */
    private QueueSet fragmentQueues;

    private TcpTuple tcp;

    DirectedFlow(final int hash, final int order, final IpPacket packet, final int ports) {
        this.hash = hash;
        this.order = order;
        this.firstEncapsulation = packet.encapsulation();
        set(packet, ports);
    }

    /**
     * Accounts for a packet that came in one piece. One with a fragment header all the same, an
     * atomic fragment (RFC 6946), is steered as fragments are: classifiers look for ports behind no
     * such header.
     */
    public void onPacket(final IpPacket packet) {
        bytes += packet.frameEnd() - packet.frameOffset();
        onArrival(packet.arrival());
        final int queue = packet.queue();
        if (packet.isFragment() || packet.isAtomicFragment()) {
            fragmentQueues().add(queue);
        } else if (queue != lastQueue || packet.encapsulation() != lastEncapsulation) {
            onSteering(queue, packet.encapsulation());
        }
    }

    private void onSteering(final int queue, final int encapsulation) {
        lastQueue = queue;
        lastEncapsulation = encapsulation;
        if (encapsulation == firstEncapsulation) {
            plainQueues.add(queue);
        } else {
            if (variantQueues == null) {
                variantQueues = new QueueSet();
            }
            variantQueues.add(queue);
        }
    }

    /**
     * Accounts for a datagram that came in fragments.
     *
     * @param arrival number of the fragment that came last
     * @param fragments how many
     * @param fragmentBytes captured bytes of their frames
     * @param queues that they came through
     */
    public void onFragments(
            final int arrival,
            final int fragments,
            final long fragmentBytes,
            final QueueSet queues) {
        onArrival(arrival);
        packets += fragments - 1;
        addFragments(fragmentBytes, queues);
    }

    /**
     * Accounts for fragments of a datagram that was given up. When that is says nothing about the
     * order in which they came.
     *
     * @param arrival number of the fragment that came last
     */
    public void onGivenUp(
            final int arrival,
            final int fragments,
            final long fragmentBytes,
            final QueueSet queues) {
        if (packets == 0) {
            lastArrival = arrival;
        }
        packets += fragments;
        referenced = true;
        addFragments(fragmentBytes, queues);
    }

    private void addFragments(final long fragmentBytes, final QueueSet queues) {
        bytes += fragmentBytes;
        fragmentQueues().addAll(queues);
    }

    private QueueSet fragmentQueues() {
        if (fragmentQueues == null) {
            fragmentQueues = new QueueSet();
        }
        return fragmentQueues;
    }

    private void onArrival(final int arrival) {
        if (packets > 0 && arrival - lastArrival < 0) {
            reordered++;
        } else {
            lastArrival = arrival;
        }
        packets++;
        referenced = true;
    }

    /** Reads and clears the mark of recent use. */
    boolean takeReferenced() {
        final boolean result = referenced;
        referenced = false;
        return result;
    }

    /** Rank in the order in which the flows of a table were made. */
    public int order() {
        return order;
    }

    /** The tuple's TCP state; null if none has been made. */
    public TcpTuple tcp() {
        return tcp;
    }

    public void tcp(final TcpTuple state) {
        this.tcp = state;
    }

    public long packets() {
        return packets;
    }

    /** Captured bytes of the packets' frames. */
    public long bytes() {
        return bytes;
    }

    /** Packets that came after one that the NIC saw later. */
    public long reordered() {
        return reordered;
    }

    int firstEncapsulation() {
        return firstEncapsulation;
    }

    QueueSet plainQueues() {
        return plainQueues;
    }

    QueueSet variantQueues() {
        return variantQueues;
    }

    QueueSet fragmentQueuesOrNull() {
        return fragmentQueues;
    }
}
