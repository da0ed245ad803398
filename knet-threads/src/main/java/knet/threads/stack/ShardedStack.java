package knet.threads.stack;

import java.util.ArrayList;
import java.util.List;
import knet.driver.RxHandler;
import knet.threads.base.Counters;
import knet.threads.flow.SteeringReport;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Tuple;
import org.agrona.BitUtil;

/**
 * A stack that several network threads share, for classifiers that spray the packets of a flow over
 * queues. Flows lie in shards by a hash that both directions have in common, incomplete datagrams
 * by a hash of addresses and identification; each shard has a lock, and a thread never holds two.
 *
 * <p>Each thread takes its own {@link #handler}. Arrival numbers resolve what overtaking makes
 * ambiguous ({@link StackConfig#arrivalSkew}); with {@link StackConfig#restoreOrder} packets are
 * put back into the order of the wire first, so that streams come out the same to the bit as from
 * one queue, at the price of a copy and of waiting.
 */
public final class ShardedStack {
    private static final int MAX_SHARDS = 1 << 12;

    /** Enough that two threads seldom want the same one. */
    private static final int SHARDS_PER_THREAD = 8;

    private static final int ENOUGH_SHARDS = 256;

    private final StackConfig config;
    private final Shard[] shards;
    private final List<ShardedHandler> handlers = new ArrayList<>();

    /**
     * Makes a shared stack.
     *
     * @param config of all shards together
     * @param shardCount number of independently locked parts, a power of two up to 4096
     */
    public ShardedStack(final StackConfig config, final int shardCount) {
        if (shardCount < 1 || shardCount > MAX_SHARDS || Integer.bitCount(shardCount) != 1) {
            throw new IllegalArgumentException(
                    "shards " + shardCount + " must be a power of two, 1 to " + MAX_SHARDS);
        }
        this.config = config;
        final StackMemory memory = new StackMemory(config, shardCount);
        this.shards = new Shard[shardCount];
        for (int i = 0; i < shardCount; i++) {
            shards[i] = new Shard(config, memory);
        }
    }

    /** How many shards are good for so many threads. */
    public static int shardsFor(final int threads) {
        return Math.min(
                ENOUGH_SHARDS, BitUtil.findNextPositivePowerOfTwo(threads * SHARDS_PER_THREAD));
    }

    /**
     * What tells the shard of a packet's flow, by its lowest bits: the same for both directions. A
     * fragment's is that of its addresses.
     *
     * @param packet parsed up to its transport header
     */
    public static int shardHash(final IpPacket packet) {
        return shardHash(packet, packet.isFragment() ? 0 : Transport.portsOf(packet));
    }

    static int shardHash(final IpPacket packet, final int ports) {
        return Tuple.symmetricHash(packet, ports);
    }

    /** Makes the entry of one network thread; used by that thread alone. Before the run. */
    public RxHandler handler(final DeliveryListener listener) {
        final ShardedHandler handler =
                new ShardedHandler(config, shards, listener, handlers.size());
        handlers.add(handler);
        return handler;
    }

    /** Ends the run, once all network threads have ended; see {@link NetStack#onEndOfRun}. */
    public void onEndOfRun(final long nowNs) {
        for (final Shard shard : shards) {
            shard.endOfRun(nowNs);
        }
    }

    /** The sum over all shards and threads. To be called after the run. */
    public StackStats stats() {
        StackStats sum = StackStats.empty();
        for (final ShardedHandler handler : handlers) {
            sum = sum.plus(stats(handler.counters()));
        }
        for (final Shard shard : shards) {
            final Transport transport = shard.transport();
            sum =
                    sum.plus(
                            new StackStats(
                                    shard.fragmentCounters().toMap(),
                                    transport.tcpCounters().toMap(),
                                    transport.udpCounters().toMap()));
        }
        return sum;
    }

    private static StackStats stats(final Counters<IpCounter> counters) {
        return new StackStats(counters.toMap(), StackStats.empty().tcp(), StackStats.empty().udp());
    }

    /** Adds all flows. To be called after the run. */
    public void addTo(final SteeringReport report) {
        for (final Shard shard : shards) {
            report.add(shard.transport().flows());
        }
    }

    /** Packets that went before their turn because memory was short; 0 without restoreOrder. */
    public long hurriedPackets() {
        long sum = 0;
        for (final Shard shard : shards) {
            sum += shard.hurried();
        }
        return sum;
    }
}
