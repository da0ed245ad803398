package knet.traces.generate;

/**
 * The flows: what each is, derived from its number, and how far its connection has come. A client
 * address has four flows, told apart by port, so that no two flows share a tuple.
 *
 * <p>Client and server are the sides of a flow; a connection has these states, by what was sent
 * last:
 *
 * <pre>
 *   NEW -> SYN -> SYN_ACK -> OPEN -> CLIENT_FIN -> SERVER_FIN -> DONE
 * </pre>
 */
final class FlowTable {
    static final byte NEW = 0;
    static final byte SYN = 1;
    static final byte SYN_ACK = 2;
    static final byte OPEN = 3;
    static final byte CLIENT_FIN = 4;
    static final byte SERVER_FIN = 5;
    static final byte DONE = 6;

    private static final int FLOWS_PER_CLIENT = 4;
    private static final int CLIENT_ADDRESS_BITS = 24;
    private static final int SERVERS = 16;

    /** Of Linux, 32768 to 60999: a multiple of four fits. */
    private static final int FIRST_CLIENT_PORT = 32_768;

    private static final int CLIENT_PORTS = 28_232;
    private static final int[] TCP_PORTS = {80, 443, 5201, 8080};
    private static final int[] UDP_PORTS = {5001, 5201, 9000, 10_000};
    private static final double UNIT = 0x1.0p-53;

    private final long seed;
    private final double ipv4Share;
    private final double tcpShare;
    final byte[] state;

    /** Sequence number that the client, and the server, sends next. */
    final int[] clientSequence;

    final int[] serverSequence;

    FlowTable(final TrafficSpec spec) {
        seed = spec.seed;
        ipv4Share = spec.ipv4Share;
        tcpShare = spec.tcpShare;
        state = new byte[spec.flows];
        final int connections = tcpShare > 0 ? spec.flows : 0;
        clientSequence = new int[connections];
        serverSequence = new int[connections];
        for (int flow = 0; flow < connections; flow++) {
            final long initial = hash(flow, 1);
            clientSequence[flow] = (int) (initial >>> 32);
            serverSequence[flow] = (int) initial;
        }
    }

    int flows() {
        return state.length;
    }

    boolean isIpv4(final int flow) {
        return unit(flow, 2) < ipv4Share;
    }

    boolean isTcp(final int flow) {
        return unit(flow, 3) < tcpShare;
    }

    /** Low bits of the client's address: a bijection of the client's number. */
    int clientHost(final int flow) {
        final int mask = (1 << CLIENT_ADDRESS_BITS) - 1;
        return (flow / FLOWS_PER_CLIENT * 0x9e_3779 + (int) Xoshiro256.splitMix64(seed)) & mask;
    }

    int clientPort(final int flow) {
        final int client = flow / FLOWS_PER_CLIENT;
        final int shift = flow % FLOWS_PER_CLIENT * (CLIENT_PORTS / FLOWS_PER_CLIENT);
        final int first = (int) (hash(client, 4) >>> 33) % CLIENT_PORTS;
        return FIRST_CLIENT_PORT + (first + shift) % CLIENT_PORTS;
    }

    /** 1 to 16. */
    int serverHost(final int flow) {
        return 1 + (int) (hash(flow, 5) >>> 60) % SERVERS;
    }

    int serverPort(final int flow) {
        final int which = (int) (hash(flow, 6) >>> 62);
        return isTcp(flow) ? TCP_PORTS[which] : UDP_PORTS[which];
    }

    /** Packets that a connection still needs to end well; 0 if it has not begun. */
    static int packetsToEnd(final byte state) {
        return state == NEW ? 0 : DONE - state;
    }

    /** A number of the flow's own, the same in each run. */
    long hash(final int flow, final int purpose) {
        return Xoshiro256.splitMix64(
                Xoshiro256.splitMix64(seed ^ (long) purpose << 56)
                        + Xoshiro256.SPLIT_MIX_GAMMA * flow);
    }

    private double unit(final int flow, final int purpose) {
        return (hash(flow, purpose) >>> 11) * UNIT;
    }
}
