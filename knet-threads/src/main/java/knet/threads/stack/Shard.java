package knet.threads.stack;

import java.util.concurrent.locks.ReentrantLock;
import knet.threads.base.Counters;
import knet.threads.ip.Datagram;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Protocol;
import knet.threads.ip.Reassembler;

/**
 * A part of the flows and of the incomplete datagrams, behind one lock. Every method but the
 * constructor must be called with the lock held, or after the run.
 */
final class Shard {
    final ReentrantLock lock = new ReentrantLock();
    private final Counters<IpCounter> fragmentCounters = new Counters<>(IpCounter.class);
    private final Transport transport;
    private final Reassembler reassembler;
    private final ArrivalSequencer sequencer;
    private final IpInput again;
    private final IpPacket packet = new IpPacket();
    private long hurried;

    Shard(final StackConfig config, final StackMemory memory) {
        final boolean restores = config.restoreOrder() && config.arrivalSkew() > 0;
        final int skew = restores ? 0 : config.arrivalSkew();
        this.transport =
                new Transport(
                        config, memory.tcpLimits(skew), memory.maxFlows(), DeliveryListener.NONE);
        this.reassembler =
                new Reassembler(memory.reassemblyLimits(), fragmentCounters, transport::onGivenUp);
        this.sequencer =
                restores ? new ArrivalSequencer(config.arrivalSkew(), memory.waiting()) : null;
        this.again = new IpInput(config.checksums(), new Counters<>(IpCounter.class));
    }

    /** Takes a fragment; see {@link Reassembler#add}. */
    Datagram add(final IpPacket fragment) {
        return reassembler.add(fragment);
    }

    void release(final Datagram datagram) {
        reassembler.release(datagram);
    }

    /**
     * Takes a packet to the application, now or when its turn comes.
     *
     * @param summary how it came, if in fragments; else null
     */
    void onPacket(
            final IpPacket arrived,
            final int ports,
            final FragmentSummary summary,
            final DeliveryListener listener) {
        transport.listener(listener);
        if (sequencer == null || arrived.protocol() != Protocol.TCP) {
            if (summary == null) {
                transport.onPacket(arrived, ports);
            } else {
                transport.onReassembled(arrived, ports, summary);
            }
            return;
        }
        transport.account(arrived, ports, summary);
        while (!sequencer.add(arrived)) {
            final ArrivalSequencer.Waiting earliest = sequencer.first();
            hurried++;
            if (earliest == null) {
                transport.deliver(arrived, ports);
                return;
            }
            deliver(earliest);
        }
        ArrivalSequencer.Waiting settled = sequencer.settled();
        while (settled != null) {
            deliver(settled);
            settled = sequencer.settled();
        }
    }

    private void deliver(final ArrivalSequencer.Waiting waiting) {
        waiting.wrapInto(packet);
        again.parse(packet);
        transport.deliver(packet, Transport.portsOf(packet));
        sequencer.release(waiting);
    }

    void endOfRun(final long nowNs) {
        reassembler.endOfRun(nowNs);
        if (sequencer != null) {
            ArrivalSequencer.Waiting waiting = sequencer.first();
            while (waiting != null) {
                deliver(waiting);
                waiting = sequencer.first();
            }
        }
        transport.endOfRun();
    }

    Transport transport() {
        return transport;
    }

    Counters<IpCounter> fragmentCounters() {
        return fragmentCounters;
    }

    /** Packets that went before their turn because memory was short. */
    long hurried() {
        return hurried;
    }
}
