package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.Protocols;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.FlowKey;
import knet.firmware.parts.FlowTable;
import knet.firmware.parts.SteeringTable;
import knet.firmware.parts.Symmetry;

/**
 * A table of exact flows ahead of RSS, which the traffic itself fills: Intel's Flow Director with
 * application targeted routing (82599 datasheet, section 7.1.2.7; Linux,
 * drivers/net/ethernet/intel/ixgbe/ixgbe_main.c, ixgbe_atr). There the driver samples the TCP
 * segments that a processor sends, every SYN and one in {@code sample} of the others of a queue but
 * no FIN, and sends the flow's other direction to that processor's queue. What is not in the table
 * goes where RSS sends it.
 *
 * <p>A classifier sees no frame that the host sends. A capture holds both directions, so here a
 * segment that arrived on a queue stands for one that was sent from it, and the connection's other
 * direction follows it there.
 *
 * <p>Linux's accelerated RFS (Documentation/networking/scaling.rst) fills the same table from where
 * the application last read, which the stack tells the driver (ndo_rx_flow_steer). It is not here,
 * because it would have nothing to go by: the device has no register in which a host tells the NIC
 * about a flow, and a network thread runs the application itself, on the processor that its queue
 * interrupts, so that the application is wherever the NIC has sent the flow.
 *
 * <p>When the table is full: {@code evict} the least recent of a few, as NICs with a cache of flows
 * do (of the eight that the flow's hash leads to, which may be taken before the table is); {@code
 * refuse} new ones, as the 82599; or {@code flush} it all, as its Linux driver does then. A flow
 * that moves while packets of it are queued is reordered (Wu, DeMar and Crawford, "Why Can Some
 * Advanced Ethernet NICs Cause Packet Reordering?", IEEE Communications Letters 15(2), 2011);
 * {@code drain} prevents it.
 */
@Firmware(
        name = "flow-director",
        help = "Flow Director with ATR: a connection's directions meet, after a sampled segment",
        rule = "table[flow] if it is there, else indirection[hash & 127]")
public final class FlowDirector implements Classifier {
    /**
     * The 82599's perfect-match filters, but for two, at its largest setting. ATR uses its
     * signature filters, of which there are four times as many, and which take two flows of one
     * hash for one.
     */
    private static final int FILTERS = 1 << 13;

    private enum Full {
        EVICT,
        REFUSE,
        FLUSH
    }

    private final int sample;
    private final Full full;
    private final SteeringTable filters;
    private final FlowHasher hasher;
    private final IndirectionTable table;
    private final FlowKey key = new FlowKey();

    /** By queue: TCP segments since the last sample. */
    private final int[] unsampled;

    private FirmwareCounter matched = new FirmwareCounter();
    private FirmwareCounter missed = new FirmwareCounter();
    private FirmwareCounter flushes = new FirmwareCounter();

    public FlowDirector(final Parameters parameters) {
        sample =
                parameters.intValue(
                        "sample",
                        20,
                        0,
                        10_000,
                        "one in so many TCP segments of a queue is sampled; 0 for SYNs alone");
        full =
                parameters.enumValue(
                        "full", Full.EVICT, "what happens when there is no room for a flow");
        filters =
                full == Full.EVICT
                        ? SteeringTable.of(parameters, FILTERS, false)
                        : SteeringTable.exact(parameters, FILTERS, false);
        if (full == Full.FLUSH && filters.drains()) {
            throw parameters.refusal("full=flush moves flows at once: not with drain=true");
        }
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
        table = new IndirectionTable(IndirectionTable.DEFAULT_SIZE, parameters.queues());
        unsampled = new int[parameters.queues()];
    }

    @Override
    public void onStart(final FirmwareContext context) {
        filters.onStart(context);
        matched = context.counters().counter("fdir_match");
        missed = context.counters().counter("fdir_miss");
        flushes = context.counters().counter("fdir_flushes");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final Packet headers = hasher.headers(packet);
        if (!key.load(headers)) {
            return 0;
        }
        final int hash = hasher.hash(packet);
        final int slot = filters.find(key);
        final int queue;
        if (slot == FlowTable.NONE) {
            missed.increment();
            queue = table.queue(hash);
            filters.passBy(queue, queues);
        } else {
            matched.increment();
            queue = filters.queue(slot, queues);
        }
        if (key.hasPorts() && key.protocol() == Protocols.TCP) {
            sample(headers.tcpFlags(), queue, queues);
        }
        return queue;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final Packet headers = hasher.headers(packet);
        if (!key.load(headers)) {
            final int queue = classify(packet, queues);
            Steps.notIp(headers, why);
            return queue;
        }
        final SteeringTable.Entry entry = filters.look(key, queues);
        filters.tell(entry, why);
        key.reverse();
        final SteeringTable.Entry reverse = filters.look(key, queues);
        final int queue = classify(packet, queues);
        why.hashed(hasher.explain(packet));
        if (entry.isThere()) {
            why.concludes(entry.next(), "its entry in the flow table");
        } else {
            Steps.indirection(
                    table, packet.hash(), "not in the flow table: " + Steps.rule(table), why);
        }
        tellSample(headers, reverse, queues, why);
        return queue;
    }

    private void tellSample(
            final Packet headers,
            final SteeringTable.Entry before,
            final QueueState queues,
            final Explanation why) {
        key.load(headers);
        key.reverse();
        final SteeringTable.Entry after = filters.look(key, queues);
        if (after.isThere() && after.wanted() != before.wanted()) {
            why.step(
                            "sampled segment",
                            "from now on the other direction goes to queue " + after.wanted())
                    .value("queue", after.wanted());
        }
    }

    private void sample(final int flags, final int queue, final QueueState queues) {
        unsampled[queue]++;
        final boolean isSyn = (flags & Packet.TCP_SYN) != 0;
        if ((flags & Packet.TCP_FIN) != 0 || !isSyn && (sample == 0 || unsampled[queue] < sample)) {
            return;
        }
        unsampled[queue] = 0;
        key.reverse();
        final int slot = filters.find(key);
        if (slot != FlowTable.NONE) {
            filters.want(slot, queue);
            return;
        }
        if (full == Full.FLUSH && !filters.hasRoom(key)) {
            filters.removeAll();
            flushes.increment();
        }
        if (full == Full.REFUSE && !filters.hasRoom(key)) {
            filters.refuse();
            return;
        }
        final int fallback = table.queue(hasher.hash(key));
        if (isSyn) {
            filters.place(key, fallback, queue, queues);
        } else {
            filters.steer(key, fallback, queue, queues);
        }
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }
}
