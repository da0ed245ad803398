package knet.threads.stack;

import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.abi.RxDescriptor;
import knet.threads.app.Application;
import knet.threads.base.Counters;
import knet.threads.flow.FlowTable;
import knet.threads.ip.Datagram;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Reassembler;
import org.agrona.DirectBuffer;

/**
 * The protocol stack of one network thread: takes each frame to completion. No lock inside; used by
 * one thread. Allocates nothing per packet; new flows and streams take memory.
 */
public final class NetStack implements RxHandler {
    private static final int REASSEMBLED_FLAGS =
            RxDescriptor.IP_CHECKSUM_CHECKED | RxDescriptor.IP_CHECKSUM_GOOD;

    private final Counters<IpCounter> counters = new Counters<>(IpCounter.class);
    private final IpPacket packet = new IpPacket();
    private final IpInput input;
    private final IpPacket whole = new IpPacket();
    private final IpInput wholeInput;
    private final Reassembler reassembler;
    private final FragmentSummary fragments = new FragmentSummary();
    private final Transport transport;
    private final HandOver handOver;
    private final int own;

    /** A stack whose thread delivers whatever comes in. */
    public NetStack(final StackConfig config, final DeliveryListener listener) {
        this(config, listener, (frame, offset, length) -> -1, DatagramExchange.NONE);
    }

    /**
     * A stack that hands reassembled datagrams to the threads that they belong to.
     *
     * @param oracle says which queue that is
     * @param exchange reaches the thread of a queue
     */
    public NetStack(
            final StackConfig config,
            final DeliveryListener listener,
            final QueueOracle oracle,
            final DatagramExchange exchange) {
        this.input = new IpInput(config.checksums(), counters);
        // What a reassembled datagram's headers show was counted with its fragments.
        this.wholeInput = new IpInput(config.checksums(), new Counters<>(IpCounter.class));
        final StackMemory memory = new StackMemory(config, 1);
        this.transport =
                new Transport(
                        config,
                        memory.tcpLimits(config.arrivalSkew()),
                        memory.maxFlows(),
                        listener);
        this.reassembler =
                new Reassembler(memory.reassemblyLimits(), counters, transport::onGivenUp);
        this.handOver = new HandOver(oracle, exchange);
        this.own = exchange.own();
        packet.processor(own);
    }

    @Override
    public void onFrame(final RxFrame frame) {
        packet.wrap(
                frame.buffer(),
                frame.offset(),
                frame.length(),
                frame.flags(),
                frame.arrival(),
                frame.captureNs(),
                frame.arrivalNs(),
                frame.queue());
        counters.increment(IpCounter.FRAMES);
        final IpCounter outcome = input.parse(packet);
        if (outcome == IpCounter.FRAGMENTS) {
            onFragment();
            return;
        }
        counters.increment(outcome);
        if (outcome.isDelivery()) {
            transport.onPacket(packet, Transport.portsOf(packet));
        } else if (outcome.isSteered()) {
            transport.onDiscarded(packet);
        }
    }

    private void onFragment() {
        final Datagram datagram = reassembler.add(packet);
        if (datagram == null) {
            return;
        }
        final int queue = handOver.queueOf(datagram);
        if (queue >= 0) {
            counters.increment(IpCounter.HANDED_OVER);
            handOver.send(queue, datagram);
        } else {
            datagram.wrapInto(whole);
            whole.processor(own);
            onWhole(fragments.set(datagram));
        }
        reassembler.release(datagram);
    }

    private void onWhole(final FragmentSummary summary) {
        final IpCounter parsed = wholeInput.parse(whole);
        final IpCounter outcome =
                parsed == IpCounter.FRAGMENTS ? IpCounter.NESTED_FRAGMENT : parsed;
        counters.increment(outcome);
        if (outcome.isDelivery()) {
            transport.onReassembled(whole, Transport.portsOf(whole), summary);
        }
    }

    /** Takes a datagram that another thread reassembled and handed over. */
    public void onHandedDatagram(final DirectBuffer message, final int offset, final int length) {
        counters.increment(IpCounter.HANDED_IN);
        whole.wrap(
                message,
                offset + HandedDatagram.FRAME_OFFSET,
                length - HandedDatagram.FRAME_OFFSET,
                REASSEMBLED_FLAGS,
                HandedDatagram.arrival(message, offset),
                HandedDatagram.captureNs(message, offset),
                HandedDatagram.arrivalNs(message, offset),
                HandedDatagram.queue(message, offset));
        whole.processor(HandedDatagram.processor(message, offset));
        onWhole(
                fragments.set(
                        HandedDatagram.fragments(message, offset),
                        HandedDatagram.frameBytes(message, offset),
                        HandedDatagram.queue(message, offset)));
    }

    /** Datagrams for other threads whose inboxes were full. */
    public int pendingHandOvers() {
        return handOver.keptCount();
    }

    /**
     * Offers those again; to be called in every step while there are some. Returns how many went.
     */
    public int retryHandOvers() {
        return handOver.retry();
    }

    /**
     * False while too many datagrams for other threads are pending: the thread should take in no
     * frames, read its inbox, and retry.
     */
    public boolean mayPoll() {
        return handOver.keptCount() < HandOver.MAX_KEPT;
    }

    /**
     * Ends the run: incomplete datagrams are given up, gaps that the capture never filled are
     * skipped, streams closed. To be called when all threads have ended and inboxes are empty.
     *
     * @param nowNs protocol time of the end, nanoseconds since 1970
     */
    public void onEndOfRun(final long nowNs) {
        reassembler.endOfRun(nowNs);
        transport.endOfRun();
    }

    /** Memory that streams hold behind gaps, bytes. */
    public long heldBytes() {
        return transport.heldBytes();
    }

    public Application application() {
        return transport.application();
    }

    /** The stack's flows, for {@link knet.threads.flow.SteeringReport}. */
    public FlowTable flows() {
        return transport.flows();
    }

    /** What was counted so far. To be called by the stack's thread, or after the run. */
    public StackStats stats() {
        return new StackStats(
                counters.toMap(), transport.tcpCounters().toMap(), transport.udpCounters().toMap());
    }
}
