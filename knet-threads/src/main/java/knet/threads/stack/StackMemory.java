package knet.threads.stack;

import knet.threads.base.Budget;
import knet.threads.ip.ReassemblyLimits;
import knet.threads.tcp.TcpLimits;

/** The memory bounds of a stack, shared by its shards. */
final class StackMemory {
    /** Shards fill unevenly: each may take so many times its share of entries. */
    private static final int UNEVENNESS = 4;

    private static final int MIN_ENTRIES = 64;

    private final StackConfig config;
    private final int shards;
    private final Budget reassembly;
    private final Budget held;
    private final Budget waiting;

    StackMemory(final StackConfig config, final int shards) {
        this.config = config;
        this.shards = shards;
        this.reassembly = new Budget(config.reassemblyBytes());
        this.held = new Budget(config.totalHeldBytes());
        this.waiting = new Budget(config.totalHeldBytes());
    }

    ReassemblyLimits reassemblyLimits() {
        return new ReassemblyLimits(
                reassembly,
                share(config.reassemblyDatagrams()),
                config.ipv4ReassemblyTimeoutNs(),
                config.ipv6ReassemblyTimeoutNs());
    }

    /**
     * Bounds of TCP.
     *
     * @param arrivalSkew 0 if TCP gets its segments in the order of the wire
     */
    TcpLimits tcpLimits(final int arrivalSkew) {
        return new TcpLimits(config.streamHeldBytes(), held, arrivalSkew);
    }

    int maxFlows() {
        return share(config.maxFlows());
    }

    /** For packets that wait for their turn in the order of the wire. */
    Budget waiting() {
        return waiting;
    }

    private int share(final int entries) {
        if (shards == 1) {
            return entries;
        }
        final long share = (long) entries * UNEVENNESS / shards;
        return (int) Math.max(MIN_ENTRIES, Math.min(entries, share));
    }
}
