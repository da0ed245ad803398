package knet.traces.generate;

import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;

/**
 * Makes the traffic of a specification. Each frame belongs to a flow drawn by Zipf's law. TCP flows
 * are connections that begin with a handshake, carry in-order data in both directions, each segment
 * acknowledging all that came the other way, and end with FINs if the traffic ends: near the end
 * frames are kept back for that.
 */
final class TrafficSource implements FrameSource {
    private static final int PAYLOAD_FLAGS = FrameBuilder.PSH | FrameBuilder.ACK;

    private final TrafficSpec spec;
    private final FlowTable flows;
    private final FrameBuilder builder;
    private final AliasTable ranks;
    private final Xoshiro256 random;
    private final Pacer pacer;
    private long remaining;

    /** Packets that all begun connections need to end. */
    private long owed;

    private int lastFlow;
    private int closingFlow;
    private int datagrams;
    private long lastDueNs;
    private long timestampNs;

    /** Part of a nanosecond that the timestamp is behind. */
    private double carryNs;

    TrafficSource(final TrafficSpec spec) {
        this.spec = spec;
        flows = new FlowTable(spec);
        builder = new FrameBuilder(flows, spec);
        ranks = spec.skew == 0 ? null : AliasTable.zipf(spec.flows, spec.skew);
        random = new Xoshiro256(spec.seed);
        pacer = Pacer.parse(spec.rate);
        pacer.start(spec.startNs);
        remaining = spec.packets;
        lastDueNs = spec.startNs;
        timestampNs = spec.startNs;
    }

    @Override
    public boolean next(final Frame frame) {
        if (remaining == 0) {
            return false;
        }
        final int flow = chooseFlow();
        final int length = flows.isTcp(flow) ? segment(flow) : datagram(flow);
        lastFlow = flow;
        if (spec.packets != TrafficSpec.UNLIMITED) {
            remaining--;
        }
        frame.wrap(builder.buffer(), 0, length, length, 0);
        frame.wrap(builder.buffer(), 0, length, length, nextTimestampNs(frame));
        return true;
    }

    private int chooseFlow() {
        if (remaining == owed) {
            while (FlowTable.packetsToEnd(flows.state[closingFlow]) == 0) {
                closingFlow++;
            }
            return closingFlow;
        }
        final int flow = ranks == null ? random.nextInt(spec.flows) : ranks.draw(random);
        final boolean isTooLate =
                flows.state[flow] == FlowTable.NEW
                        && remaining - owed < TrafficSpec.LEAST_CONNECTION_PACKETS
                        && flows.isTcp(flow);
        // The last one is a UDP flow or a begun connection: with all frames left, nothing is late.
        return isTooLate ? lastFlow : flow;
    }

    private int segment(final int flow) {
        final byte state = flows.state[flow];
        final boolean isClosing = remaining == owed;
        final byte next =
                state == FlowTable.OPEN && !isClosing ? FlowTable.OPEN : (byte) (state + 1);
        owed +=
                state == FlowTable.NEW
                        ? FlowTable.packetsToEnd(next)
                        : FlowTable.packetsToEnd(next) - FlowTable.packetsToEnd(state);
        flows.state[flow] = next;
        return switch (next) {
            case FlowTable.SYN -> send(flow, true, FrameBuilder.SYN, 0, 1);
            case FlowTable.SYN_ACK -> send(flow, false, FrameBuilder.SYN | FrameBuilder.ACK, 0, 1);
            case FlowTable.CLIENT_FIN ->
                    send(flow, true, FrameBuilder.FIN | FrameBuilder.ACK, 0, 1);
            case FlowTable.SERVER_FIN ->
                    send(flow, false, FrameBuilder.FIN | FrameBuilder.ACK, 0, 1);
            case FlowTable.DONE -> send(flow, true, FrameBuilder.ACK, 0, 0);
            default -> {
                if (state == FlowTable.SYN_ACK) {
                    yield send(flow, true, FrameBuilder.ACK, 0, 0);
                }
                final int payload = payloadBytes(flow, true);
                yield send(flow, random.nextLong() < 0, PAYLOAD_FLAGS, payload, payload);
            }
        };
    }

    /** Sends, and moves the sender's sequence number on. */
    private int send(
            final int flow,
            final boolean fromClient,
            final int flags,
            final int payloadBytes,
            final int sequenceBytes) {
        final int[] mine = fromClient ? flows.clientSequence : flows.serverSequence;
        final int[] theirs = fromClient ? flows.serverSequence : flows.clientSequence;
        final int acknowledgement = (flags & FrameBuilder.ACK) == 0 ? 0 : theirs[flow];
        final int length =
                builder.tcp(flow, fromClient, flags, mine[flow], acknowledgement, payloadBytes);
        mine[flow] += sequenceBytes;
        return length;
    }

    private int datagram(final int flow) {
        return builder.udp(flow, random.nextLong() < 0, datagrams++, payloadBytes(flow, false));
    }

    /** Of a frame of the drawn size; at least one byte, if headers leave no room for it. */
    private int payloadBytes(final int flow, final boolean isTcp) {
        final int headerBytes = FrameBuilder.headerBytes(flows.isIpv4(flow), isTcp);
        return Math.max(1, spec.sizes.draw(random) - headerBytes);
    }

    private long nextTimestampNs(final Frame frame) {
        final long dueNs = pacer.dueNs(frame);
        if (!spec.isPoisson) {
            return dueNs;
        }
        // The mean gap is what the rate gives; exponentially distributed by inversion.
        final double gapNs =
                -StrictMath.log(1 - random.nextDouble()) * (dueNs - lastDueNs) + carryNs;
        lastDueNs = dueNs;
        final long wholeNs = (long) gapNs;
        carryNs = gapNs - wholeNs;
        timestampNs += wholeNs;
        return timestampNs;
    }

    @Override
    public boolean isExhausted() {
        return remaining == 0;
    }

    @Override
    public String damage() {
        return null;
    }

    @Override
    public void close() {
        remaining = 0;
    }
}
