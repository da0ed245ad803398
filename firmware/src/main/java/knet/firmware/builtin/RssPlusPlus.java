package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.hardware.NicEquivalent;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.DrainRule;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.SteeringTable;
import knet.firmware.parts.Symmetry;

/**
 * RSS whose indirection table follows the load: what falls on each bucket is counted, and every
 * {@code interval-us} some buckets move from loaded queues to others (Barbette, Katsikas, Maguire
 * and Kostic, "RSS++: load and state-aware receive side scaling", CoNEXT 2019).
 *
 * <p>The paper weighs a bucket's packets with its processor's load; a NIC sees packets and bytes
 * alone. It balances by a search over how far over- and underloaded processors may stay from the
 * mean, to move few buckets; here each step takes the bucket that helps most, and {@code moves}
 * bounds them. As there, a bucket's flows change queue only when the old one is through with them:
 * {@code drain}.
 */
@Firmware(
        name = "rss-plus-plus",
        help = "RSS++: buckets of the indirection table move to where the load is less",
        rule = "indirection[hash & (table - 1)], rebalanced by measured load")
public final class RssPlusPlus implements Classifier, NicEquivalent {
    private static final int MAX_TABLE = 4096;

    private final FlowHasher hasher;
    private final IndirectionTable table;
    private final BucketLoads loads;
    private final boolean isByBytes;
    private final long intervalNs;
    private final int maxMoves;
    private final double tolerance;
    private final boolean drains;
    private final DrainRule rule;

    /** By bucket: where it is to be, which it may have to wait for. */
    private final short[] wanted;

    /** By bucket: flows that its last assignment moves. */
    private final int[] flowsToMove;

    private FirmwareCounter rebalances = new FirmwareCounter();
    private FirmwareCounter bucketsMoved = new FirmwareCounter();
    private FirmwareCounter flowsMoved = new FirmwareCounter();

    public RssPlusPlus(final Parameters parameters) {
        final int size =
                parameters.powerOfTwo(
                        "table",
                        IndirectionTable.DEFAULT_SIZE,
                        1,
                        MAX_TABLE,
                        "entries of the indirection table, the buckets");
        intervalNs =
                1_000L
                        * parameters.intValue(
                                "interval-us", 10_000, 1, 10_000_000, "time between rebalancings");
        maxMoves =
                parameters.intValue("moves", 16, 1, MAX_TABLE, "buckets moved at a time, at most");
        tolerance =
                parameters.doubleValue(
                        "imbalance",
                        2,
                        0,
                        1000,
                        "percent that a queue may have above the mean before buckets move");
        isByBytes =
                parameters
                        .choice("load", "packets", "what is balanced", "packets", "bytes")
                        .equals("bytes");
        drains = SteeringTable.drain(parameters, true);
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
        table = new IndirectionTable(size, parameters.queues());
        loads = new BucketLoads(size, parameters.queues());
        rule = new DrainRule(size);
        flowsToMove = new int[size];
        wanted = new short[size];
        for (int bucket = 0; bucket < size; bucket++) {
            wanted[bucket] = (short) table.get(bucket);
        }
    }

    @Override
    public void onStart(final FirmwareContext context) {
        rebalances = context.counters().counter("rebalances");
        bucketsMoved = context.counters().counter("buckets_moved");
        flowsMoved = context.counters().counter("flows_moved");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        if (!hasher.headers(packet).isIp()) {
            return 0;
        }
        final int hash = hasher.hash(packet);
        final int bucket = table.index(hash);
        loads.add(bucket, hash, isByBytes ? packet.length() : 1);
        int queue = table.get(bucket);
        if (wanted[bucket] != queue && (!drains || rule.isDrained(bucket, queue, queues))) {
            queue = wanted[bucket];
            table.set(bucket, queue);
            bucketsMoved.increment();
            flowsMoved.add(flowsToMove[bucket]);
        }
        if (drains) {
            rule.sent(bucket, queue, queues);
        }
        return queue;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final Packet headers = hasher.headers(packet);
        if (!headers.isIp()) {
            final int queue = classify(packet, queues);
            Steps.notIp(headers, why);
            return queue;
        }
        final int bucket = table.index(hasher.hash(packet));
        final int before = table.get(bucket);
        final int to = wanted[bucket];
        final int queue = classify(packet, queues);
        why.hashed(hasher.explain(packet));
        why.step(
                        "bucket's load",
                        loads.load(bucket)
                                + (isByBytes ? " bytes" : " packets")
                                + " since the last rebalancing, this one included")
                .value("load", loads.load(bucket));
        if (to != before) {
            why.step(
                    "rebalancing",
                    "the bucket is to move from queue "
                            + before
                            + " to "
                            + to
                            + (table.get(bucket) == to
                                    ? ", and does now"
                                    : ", and waits until queue " + before + " is drained"));
        }
        Steps.indirection(table, packet.hash(), Steps.rule(table) + ", rebalanced", why);
        return queue;
    }

    @Override
    public long tickIntervalNs() {
        return intervalNs;
    }

    @Override
    public void onTick(final long nowNs, final QueueState queues) {
        if (loads.balance(wanted, maxMoves, tolerance / 100) > 0) {
            rebalances.increment();
            for (int bucket = 0; bucket < wanted.length; bucket++) {
                flowsToMove[bucket] = loads.flows(bucket);
            }
        }
        loads.clear();
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }

    @Override
    public boolean isSymmetric() {
        return hasher.isSymmetric();
    }

    @Override
    public NicSettings nicSettings() {
        return NicSettings.of(hasher.settings(), table)
                .withException(
                        "what moves buckets by load is a program beside the NIC, which sets the"
                                + " table anew; this is the table at this moment");
    }
}
