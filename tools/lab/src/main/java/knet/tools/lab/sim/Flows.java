package knet.tools.lab.sim;

import java.util.Arrays;
import java.util.function.LongSupplier;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.nic.transmit.ReceiveTap;
import knet.threads.stack.ShardHashes;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/**
 * The flows of a run: which one a frame on its way belongs to, which processor touched a flow's
 * state last, and which one its user thread has.
 *
 * <p>A flow is one direction of a connection (a replayed stack keeps half-connections), told by the
 * product's own Toeplitz hash of 32 bits: of 100,000 flows one or two pairs are taken for one.
 */
final class Flows implements ReceiveTap {
    /** A frame that belongs to no flow, or that waited for so long that its flow is forgotten. */
    static final int NONE = -1;

    private static final int MIN_FLOWS = 1 << 10;

    private final Decisions hasher;

    /** Null where processors share no stack: then nobody asks. */
    private ShardHashes shards;

    private final Int2IntHashMap ids = new Int2IntHashMap(NONE);
    private final LongSupplier wirePosition;

    /** By the lowest bits of the arrival number. */
    private final int[] arrivals;

    private final int[] flows;
    private final int mask;

    private int[] lastCpu = new int[MIN_FLOWS];
    private int[] userCpu = new int[MIN_FLOWS];
    private int[] hashes = new int[MIN_FLOWS];
    private int[] shardHashes = new int[MIN_FLOWS];
    private long elsewhere;
    private long readElsewhere;
    private long touches;

    /**
     * @param wirePosition frames that the NIC has taken so far: the number of the next
     * @param framesOnTheirWay as many as fit into all rings and backlogs
     */
    Flows(final LongSupplier wirePosition, final int framesOnTheirWay) {
        this.wirePosition = wirePosition;
        final Classifier flowHash = FirmwareCatalog.load().create("flow-hash", 1);
        FirmwareContext.of(1).start(flowHash);
        hasher = new Decisions(flowHash, 1);
        // Eight times over: a frame may be overtaken by those of quicker queues.
        final int slots = Integer.highestOneBit(Math.max(1 << 9, framesOnTheirWay)) << 4;
        arrivals = new int[slots];
        flows = new int[slots];
        mask = slots - 1;
        Arrays.fill(flows, NONE);
        Arrays.fill(lastCpu, NONE);
        Arrays.fill(userCpu, NONE);
        Arrays.fill(shardHashes, ShardHashes.NO_SHARD);
    }

    /** Flows lie in the shards of a stack that processors share. Before the run. */
    void areSharded() {
        shards = new ShardHashes();
    }

    @Override
    public void onReceived(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs,
            final int queue) {
        final int arrival = (int) (wirePosition.getAsLong() - 1);
        arrivals[arrival & mask] = arrival;
        hasher.decide(buffer, offset, length, 0);
        if (!hasher.kind().isIp()) {
            flows[arrival & mask] = NONE;
            return;
        }
        int id = ids.get(hasher.hash());
        if (id == NONE) {
            id = add(hasher.hash());
        }
        if (shards != null && shardHashes[id] == ShardHashes.NO_SHARD) {
            shardHashes[id] = shards.hash(buffer, offset, length, length < wireLength);
        }
        flows[arrival & mask] = id;
    }

    private int add(final int hash) {
        final int id = ids.size();
        ids.put(hash, id);
        if (id == lastCpu.length) {
            grow();
        }
        hashes[id] = hash;
        return id;
    }

    private void grow() {
        final int size = lastCpu.length;
        lastCpu = Arrays.copyOf(lastCpu, 2 * size);
        userCpu = Arrays.copyOf(userCpu, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        shardHashes = Arrays.copyOf(shardHashes, 2 * size);
        Arrays.fill(lastCpu, size, 2 * size, NONE);
        Arrays.fill(userCpu, size, 2 * size, NONE);
        Arrays.fill(shardHashes, size, 2 * size, ShardHashes.NO_SHARD);
    }

    /** Flow of a frame that is on its way, or {@link #NONE}. */
    int of(final int arrival) {
        return arrivals[arrival & mask] == arrival ? flows[arrival & mask] : NONE;
    }

    /** True if another processor touched the flow's state last. */
    boolean isElsewhere(final int flow, final int cpu) {
        return flow != NONE && lastCpu[flow] != cpu && lastCpu[flow] != NONE;
    }

    /** The network takes a frame of the flow: its state is in this processor's cache now. */
    void onFrame(final int flow, final int cpu) {
        if (flow != NONE) {
            touches++;
            if (isElsewhere(flow, cpu)) {
                elsewhere++;
            }
            lastCpu[flow] = cpu;
        }
    }

    /** The user thread reads what came: its processor has the state now. */
    void onUser(final int flow, final int cpu) {
        if (flow != NONE) {
            if (isElsewhere(flow, cpu)) {
                readElsewhere++;
            }
            lastCpu[flow] = cpu;
        }
    }

    /**
     * Processor of the flow's user thread.
     *
     * @param first where it is to be if it has none yet
     */
    int userCpu(final int flow, final int first) {
        if (userCpu[flow] == NONE) {
            userCpu[flow] = first;
        }
        return userCpu[flow];
    }

    int hash(final int flow) {
        return hashes[flow];
    }

    /** Of a flow's shard in a stack that processors share; its way back is in the same one. */
    int shardHash(final int flow) {
        return shardHashes[flow];
    }

    /** Flows met so far. */
    int count() {
        return ids.size();
    }

    /** Frames of flows whose state was in another processor's cache. */
    long elsewhere() {
        return elsewhere;
    }

    /** Frames that a user thread read, and whose flow's state was in another processor's cache. */
    long readElsewhere() {
        return readElsewhere;
    }

    /** Frames of flows. */
    long touches() {
        return touches;
    }
}
