package knet.threads.stack;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.Arrays;
import java.util.Comparator;
import knet.threads.app.Application;
import knet.threads.base.Counters;
import knet.threads.flow.DirectedFlow;
import knet.threads.flow.FlowTable;
import knet.threads.ip.Datagram;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Protocol;
import knet.threads.ip.TransportChecksum;
import knet.threads.tcp.TcpCounter;
import knet.threads.tcp.TcpInput;
import knet.threads.tcp.TcpLimits;
import knet.threads.tcp.TcpTuple;
import knet.threads.udp.UdpCounter;
import knet.threads.udp.UdpInput;

/**
 * Everything above IP in one stack or one shard: finds a packet's flow, accounts for it, and gives
 * it to TCP or UDP. Used by one thread at a time.
 */
final class Transport {
    private final Counters<TcpCounter> tcpCounters = new Counters<>(TcpCounter.class);
    private final Counters<UdpCounter> udpCounters = new Counters<>(UdpCounter.class);
    private final Application application;
    private final boolean wantsPackets;
    private final StreamDelivery delivery;
    private final FlowTable flows;
    private final TcpInput tcp;
    private final UdpInput udp;
    private final IpPacket given = new IpPacket();

    Transport(
            final StackConfig config,
            final TcpLimits limits,
            final int maxFlows,
            final DeliveryListener listener) {
        final TransportChecksum checksum = new TransportChecksum(config.checksums());
        this.application = config.application().create();
        this.wantsPackets = application.wantsPackets();
        this.delivery = new StreamDelivery(application, tcpCounters, listener);
        this.tcp = new TcpInput(limits, checksum, tcpCounters, delivery);
        this.udp = new UdpInput(checksum, udpCounters);
        this.flows = new FlowTable(maxFlows, this::onEvict);
    }

    /** The two ports of a packet that is no fragment, 0 if it has none. */
    static int portsOf(final IpPacket packet) {
        return Protocol.hasPorts(packet.protocol()) && packet.payloadLength() >= 4
                ? packet.buffer().getInt(packet.payloadOffset(), BIG_ENDIAN)
                : 0;
    }

    /** Takes a packet that came in one piece. */
    void onPacket(final IpPacket packet, final int ports) {
        final DirectedFlow flow = flows.get(packet, ports);
        flow.onPacket(packet);
        dispatch(packet, ports, flow);
    }

    /** Takes a packet that came in fragments. */
    void onReassembled(final IpPacket packet, final int ports, final FragmentSummary fragments) {
        dispatch(packet, ports, account(packet, ports, fragments));
    }

    /**
     * Accounts for a packet; {@link #deliver} takes it to the application later.
     *
     * @param fragments how it came, if in fragments; else null
     */
    DirectedFlow account(final IpPacket packet, final int ports, final FragmentSummary fragments) {
        final DirectedFlow flow = flows.get(packet, ports);
        if (fragments == null) {
            flow.onPacket(packet);
        } else {
            flow.onFragments(
                    packet.arrival(),
                    fragments.fragments(),
                    fragments.frameBytes(),
                    fragments.queues());
        }
        return flow;
    }

    /** Accounts for a packet that IP discarded. */
    void onDiscarded(final IpPacket packet) {
        account(packet, packet.isFragment() ? 0 : portsOf(packet), null);
    }

    /** Takes a packet to the application that has been accounted for. */
    void deliver(final IpPacket packet, final int ports) {
        dispatch(packet, ports, flows.get(packet, ports));
    }

    /** Accounts for the fragments of a datagram that was not completed. */
    void onGivenUp(final Datagram datagram) {
        final int ports = datagram.describe(given);
        flows.get(given, ports)
                .onGivenUp(
                        datagram.arrival(),
                        datagram.fragments(),
                        datagram.frameBytes(),
                        datagram.queues());
    }

    private void dispatch(final IpPacket packet, final int ports, final DirectedFlow flow) {
        if (wantsPackets) {
            application.onPacket(packet);
        }
        switch (packet.protocol()) {
            case Protocol.TCP:
                if (tcp.accept(packet)) {
                    tcp.receive(tcpStateOf(flow));
                }
                break;
            case Protocol.UDP:
                if (udp.accept(packet)) {
                    application.onDatagram(
                            packet,
                            ports >>> 16,
                            ports & 0xffff,
                            udp.payloadOffset(),
                            udp.payloadLength());
                    delivery.listener().onDelivered(packet.arrivalNs(), packet.queue());
                }
                break;
            default:
                break;
        }
    }

    private TcpTuple tcpStateOf(final DirectedFlow flow) {
        final TcpTuple existing = flow.tcp();
        if (existing != null) {
            return existing;
        }
        final TcpTuple made = tcp.open(flow);
        flow.tcp(made);
        return made;
    }

    private void onEvict(final DirectedFlow flow) {
        if (flow.tcp() != null) {
            tcp.evict(flow.tcp());
        }
    }

    /** Changes who is told of deliveries, for a shard that several threads enter in turn. */
    void listener(final DeliveryListener listener) {
        delivery.listener(listener);
    }

    void endOfRun() {
        tcp.settle();
        final DirectedFlow[] all = flows.toArray();
        // Applications see the ends of streams in an order that does not depend on the table's.
        Arrays.sort(all, Comparator.comparingInt(DirectedFlow::order));
        for (final DirectedFlow flow : all) {
            if (flow.tcp() != null) {
                tcp.endOfRun(flow.tcp());
            }
        }
    }

    /** Memory that streams hold behind gaps, bytes. */
    long heldBytes() {
        return tcp.heldBytes();
    }

    Application application() {
        return application;
    }

    FlowTable flows() {
        return flows;
    }

    Counters<TcpCounter> tcpCounters() {
        return tcpCounters;
    }

    Counters<UdpCounter> udpCounters() {
        return udpCounters;
    }
}
