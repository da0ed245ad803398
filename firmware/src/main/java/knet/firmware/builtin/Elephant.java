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
import knet.firmware.parts.CountMinSketch;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.FlowKey;
import knet.firmware.parts.FlowTable;
import knet.firmware.parts.SteeringTable;
import knet.firmware.parts.Symmetry;

/**
 * Finds elephants and puts them on queues of their own, out of the way of the mice, which RSS
 * spreads over the others. An elephant is a flow with at least {@code share} percent of the packets
 * of a window, found by a count-min sketch (Cormode and Muthukrishnan, 2005; as large flows are
 * identified in Estan and Varghese, "New Directions in Traffic Measurement and Accounting", SIGCOMM
 * 2002): none is overlooked, a mouse may now and then be taken for one. Or, with {@code
 * detect=flow-limit}, one whose packets Linux's flow limit would drop, because it has most of what
 * came to a queue while that was half full (net/core/dev.c, skb_flow_limit): nothing is dropped
 * here, the flow goes to the reserved queues.
 *
 * <p>An elephant that has less than half of its share in a window is a mouse again. Under the flow
 * limit, which goes by one queue's packets, its share is half of what a queue of mice has in the
 * mean.
 */
@Firmware(
        name = "elephant",
        help = "heavy flows are found by a sketch and go to reserved queues; RSS for the others",
        rule = "an elephant: a reserved queue; else indirection[hash & 127] over the other queues")
public final class Elephant implements Classifier {
    private static final int ELEPHANTS = 1 << 10;

    private final int mouseQueues;
    private final int reserved;
    private final int window;
    private final int threshold;
    private final ElephantDetector detector;
    private final SteeringTable flows;
    private final FlowHasher hasher;
    private final IndirectionTable mice;
    private final FlowKey key = new FlowKey();

    /** By slot of the table: packets in the window of that number. */
    private final int[] packets;

    private final int[] windowOf;
    private final boolean[] isElephant;

    private int windowNumber;
    private int packetsOfWindow;
    private FirmwareCounter found = new FirmwareCounter();
    private FirmwareCounter demoted = new FirmwareCounter();

    public Elephant(final Parameters parameters) {
        final int queues = parameters.queues();
        reserved = reserved(parameters);
        mouseQueues = queues - reserved;
        window =
                parameters.intValue(
                        "window",
                        10_000,
                        100,
                        100_000_000,
                        "packets of IP after which counts begin" + " anew");
        final double share =
                parameters.doubleValue(
                        "share",
                        5,
                        0.001,
                        100,
                        "percent of a window's packets that an elephant has, if the sketch finds"
                                + " it");
        final boolean isSketch =
                parameters
                        .choice(
                                "detect",
                                "count-min",
                                "how elephants are found",
                                "count-min",
                                "flow-limit")
                        .equals("count-min");
        final double packetsOfShare =
                isSketch ? window * share / 100 : window / (2.0 * Math.max(1, mouseQueues));
        threshold = (int) Math.max(2, StrictMath.ceil(packetsOfShare));
        detector = detector(parameters, isSketch);
        flows = SteeringTable.of(parameters, ELEPHANTS, true);
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
        mice = new IndirectionTable(IndirectionTable.DEFAULT_SIZE, mouseQueues);
        packets = new int[flows.capacity()];
        windowOf = new int[flows.capacity()];
        isElephant = new boolean[flows.capacity()];
    }

    private static int reserved(final Parameters parameters) {
        final int queues = parameters.queues();
        final int reserved =
                parameters.intValue(
                        "reserved",
                        0,
                        0,
                        Math.max(0, queues - 1),
                        "queues for elephants, the last ones; 0 for a quarter of them, at least"
                                + " one of two");
        return reserved > 0 ? reserved : queues == 1 ? 0 : Math.max(1, queues / 4);
    }

    private ElephantDetector detector(final Parameters parameters, final boolean isSketch) {
        final int width =
                parameters.powerOfTwo("width", 1 << 10, 16, 1 << 20, "counters in a sketch's row");
        final int depth = parameters.intValue("depth", 4, 1, 8, "rows of the sketch");
        final int buckets =
                parameters.powerOfTwo(
                        "buckets", 1 << 12, 2, 1 << 16, "of the flow limit, for each queue");
        return isSketch
                ? new ElephantDetector.Sketch(new CountMinSketch(width, depth), threshold)
                : new ElephantDetector.Limit(buckets, parameters.queues());
    }

    @Override
    public void onStart(final FirmwareContext context) {
        flows.onStart(context);
        found = context.counters().counter("elephants_found");
        demoted = context.counters().counter("elephants_demoted");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        if (!key.load(hasher.headers(packet))) {
            return 0;
        }
        final int hash = hasher.hash(packet);
        final int mouseQueue = mice.queue(hash);
        if (reserved == 0) {
            return mouseQueue;
        }
        if (++packetsOfWindow > window) {
            packetsOfWindow = 1;
            windowNumber++;
            detector.onWindow();
        }
        int slot = flows.find(key);
        if (slot == FlowTable.NONE || !isElephant[slot]) {
            if (detector.isElephant(key, hash, mouseQueue, queues)) {
                slot = promote(slot, mouseQueue, queues);
            }
        } else {
            review(slot, mouseQueue);
        }
        if (slot == FlowTable.NONE) {
            flows.passBy(mouseQueue, queues);
            return mouseQueue;
        }
        return flows.queue(slot, queues);
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final Packet headers = hasher.headers(packet);
        if (!key.load(headers)) {
            final int queue = classify(packet, queues);
            Steps.notIp(headers, why);
            return queue;
        }
        flows.tell(flows.look(key, queues), why);
        final long foundBefore = found.get();
        final long demotedBefore = demoted.get();
        final int queue = classify(packet, queues);
        why.hashed(hasher.explain(packet));
        final SteeringTable.Entry after = flows.look(key, queues);
        if (reserved == 0 || !after.isThere()) {
            detector.tell(key, why);
            Steps.indirection(
                    mice, packet.hash(), "a mouse: " + Steps.rule(mice) + " over the others", why);
            return queue;
        }
        why.step(
                        "window",
                        packets[after.slot()]
                                + " packets of the flow in its last one; an elephant has "
                                + threshold)
                .value("packets", packets[after.slot()])
                .value("threshold", threshold);
        final String became =
                found.get() != foundBefore
                        ? "an elephant, found with this packet"
                        : demoted.get() != demotedBefore
                                ? "no elephant any more, since this packet"
                                : isElephant[after.slot()]
                                        ? "an elephant"
                                        : "no elephant any more, and still in the table";
        why.concludes(after.queue(), became + ": its entry in the table");
        return queue;
    }

    private int promote(final int known, final int mouseQueue, final QueueState queues) {
        int slot = known;
        if (slot == FlowTable.NONE) {
            slot = flows.steer(key, mouseQueue, roomiest(), queues);
            if (slot == FlowTable.NONE) {
                return slot;
            }
        } else {
            flows.want(slot, roomiest());
        }
        isElephant[slot] = true;
        windowOf[slot] = windowNumber;
        packets[slot] = threshold;
        found.increment();
        return slot;
    }

    /** The reserved queue with the fewest elephants. */
    private int roomiest() {
        int best = mouseQueues;
        for (int queue = mouseQueues + 1; queue < mouseQueues + reserved; queue++) {
            if (flows.flowsAt(queue) < flows.flowsAt(best)) {
                best = queue;
            }
        }
        return best;
    }

    private void review(final int slot, final int mouseQueue) {
        final int passed = windowNumber - windowOf[slot];
        if (passed > 1 || passed == 1 && packets[slot] < threshold / 2) {
            isElephant[slot] = false;
            flows.want(slot, mouseQueue);
            demoted.increment();
        }
        if (passed > 0) {
            windowOf[slot] = windowNumber;
            packets[slot] = 0;
        }
        packets[slot]++;
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }
}
