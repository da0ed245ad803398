package knet.threads.stack;

import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.threads.app.Application;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.ip.TransportChecksum;
import knet.threads.tcp.TcpCounter;
import knet.threads.udp.UdpCounter;
import knet.threads.udp.UdpInput;
import knet.threads.udp.UdpPorts;

/** The protocol stack of one network thread: takes each frame to completion. No lock inside. */
public final class NetStack implements RxHandler {
    private final Counters<IpCounter> ipCounters = new Counters<>(IpCounter.class);
    private final Counters<TcpCounter> tcpCounters = new Counters<>(TcpCounter.class);
    private final Counters<UdpCounter> udpCounters = new Counters<>(UdpCounter.class);
    private final IpPacket packet = new IpPacket();
    private final IpInput ipInput;
    private final UdpInput udpInput;
    private final Application application;
    private final DeliveryListener listener;
    private final boolean wantsPackets;

    public NetStack(final StackConfig config) {
        this(config, DeliveryListener.NONE);
    }

    public NetStack(final StackConfig config, final DeliveryListener listener) {
        final TransportChecksum checksum = new TransportChecksum(config.checksums());
        this.ipInput = new IpInput(config.checksums(), ipCounters);
        this.udpInput = new UdpInput(checksum, udpCounters);
        this.application = config.application().create();
        this.wantsPackets = application.wantsPackets();
        this.listener = listener;
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
        ipCounters.increment(IpCounter.FRAMES);
        final IpCounter outcome = ipInput.parse(packet);
        ipCounters.increment(outcome);
        if (wantsPackets && packet.version() != 0) {
            application.onPacket(packet);
        }
        switch (outcome) {
            case TO_UDP:
                onUdp();
                break;
            case TO_TCP:
                onTcp();
                break;
            default:
                break;
        }
    }

    private void onTcp() {
        tcpCounters.increment(TcpCounter.SEGMENTS);
        tcpCounters.increment(
                packet.payloadLength() < 20 ? TcpCounter.HEADER_CUT : TcpCounter.ACCEPTED);
    }

    private void onUdp() {
        if (udpInput.accept(packet)) {
            application.onDatagram(
                    packet,
                    UdpPorts.source(packet),
                    UdpPorts.destination(packet),
                    udpInput.payloadOffset(),
                    udpInput.payloadLength());
            listener.onDelivered(packet.arrivalNs(), packet.queue());
        }
    }

    /**
     * Ends the run: gaps that the capture never filled are skipped, streams closed, incomplete
     * datagrams given up.
     *
     * @param nowNs protocol time of the end, nanoseconds since 1970
     */
    public void onEndOfRun(final long nowNs) {}

    public Application application() {
        return application;
    }

    /** What was counted so far. To be called by the stack's thread, or after the run. */
    public StackStats stats() {
        return new StackStats(ipCounters.toMap(), tcpCounters.toMap(), udpCounters.toMap());
    }
}
