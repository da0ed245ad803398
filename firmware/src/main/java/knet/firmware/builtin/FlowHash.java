package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.hardware.NicEquivalent;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.NumberList;

/**
 * Receive-side scaling as NICs do it: a Toeplitz hash over the addresses, and the ports if there
 * are any, whose low bits choose an entry of an indirection table (Microsoft, "Introduction to
 * Receive Side Scaling"; Intel 82599 datasheet, section 7.1.2.8). Fragments hash on the addresses
 * alone, because only the first has ports. What is not IP goes to queue 0 with hash 0.
 *
 * <p>The parameters are what {@code ethtool} sets: {@code tcp4} and so on are {@code -N DEV
 * rx-flow-hash}, {@code indir} and {@code weight} are {@code -X DEV}, {@code xfrm} is {@code -X DEV
 * xfrm}, {@code hash} is {@code -X DEV hfunc}.
 */
@Firmware(
        name = "flow-hash",
        help = "RSS: Toeplitz hash of addresses and ports, masked into an indirection table",
        rule = "indirection[hash & (table - 1)], indirection[i] = i % queues")
public final class FlowHash implements Classifier, NicEquivalent {
    private static final String EQUAL = "equal";
    private static final String NONE = "none";

    private final FlowHasher hasher;
    private final IndirectionTable table;

    public FlowHash(final Parameters parameters) {
        hasher = FlowHasher.withFields(parameters);
        table = table(parameters);
    }

    /** Reads the parameters of the table: {@code table}, {@code indir} and so on. */
    static IndirectionTable table(final Parameters parameters) {
        final int queues = parameters.queues();
        final IndirectionTable table =
                new IndirectionTable(
                        parameters.powerOfTwo(
                                "table",
                                IndirectionTable.DEFAULT_SIZE,
                                1,
                                IndirectionTable.MAX_SIZE,
                                "entries of the indirection table"),
                        queues);
        final boolean isListed =
                parameters.parsed(
                        "indir",
                        "queues",
                        EQUAL,
                        "equal, or queues with blanks or semicolons between them",
                        "the indirection table, as ethtool -x prints it; repeated if it is shorter",
                        text -> fill(table, text, queues));
        final boolean isWeighed =
                parameters.parsed(
                        "weight",
                        "weights",
                        NONE,
                        "none, or weights with blanks or semicolons between them",
                        "share of each queue in the indirection table, as ethtool -X weight sets it",
                        text -> weigh(table, text, queues));
        final boolean isInFile =
                parameters.parsed(
                        "indir-file",
                        "file",
                        NONE,
                        "none, or a file",
                        "as indir, for tables that are too long for it; what follows a # in a line"
                                + " is a comment",
                        text -> fillFrom(table, text, queues));
        if (isListed && isWeighed) {
            throw parameters.refusal("indir and weight exclude each other");
        }
        if (isInFile && (isListed || isWeighed)) {
            throw parameters.refusal("indir-file excludes indir and weight");
        }
        return table;
    }

    private static boolean fill(final IndirectionTable table, final String text, final int queues) {
        if (text.equals(EQUAL)) {
            return false;
        }
        table.repeat(NumberList.parse(text, queues - 1, table.size()));
        return true;
    }

    private static boolean fillFrom(
            final IndirectionTable table, final String file, final int queues) {
        return !file.equals(NONE)
                && fill(table, String.join(" ", ParameterFile.lines(file)), queues);
    }

    private static boolean weigh(
            final IndirectionTable table, final String text, final int queues) {
        if (text.equals(NONE)) {
            return false;
        }
        table.weigh(NumberList.parse(text, table.size(), queues));
        return true;
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        return hasher.headers(packet).isIp() ? table.queue(hasher.hash(packet)) : 0;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        if (hasher.headers(packet).isIp()) {
            why.hashed(hasher.explain(packet));
            Steps.indirection(table, packet.hash(), Steps.rule(table), why);
        } else {
            Steps.notIp(hasher.headers(packet), why);
        }
        return queue;
    }

    @Override
    public boolean isSymmetric() {
        return hasher.isSymmetric();
    }

    @Override
    public NicSettings nicSettings() {
        return NicSettings.of(hasher.settings(), table);
    }

    /** The table in use: may be changed between two frames. */
    public IndirectionTable table() {
        return table;
    }
}
