package knet.firmware.builtin;

import java.util.Locale;
import knet.firmware.Explanation;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import knet.firmware.parts.SteeringTable;

/** Steps that several classifiers' explanations have in common. */
final class Steps {
    /** Queues that are listed one by one: beyond them a line is too long to read. */
    private static final int MOST_QUEUES = 16;

    private Steps() {}

    /** As the user writes it. */
    static String name(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is not IP goes to queue 0. */
    static void notIp(final Packet headers, final Explanation why) {
        why.step("headers", headers.kind().label() + ": there are no addresses")
                .concludes(0, "not IP: queue 0");
    }

    /** The rule of a table, as it is written. */
    static String rule(final IndirectionTable table) {
        return "indirection[hash & " + (table.size() - 1) + "]";
    }

    /** What an indirection table says of a hash, and that it is what counts. */
    static void indirection(
            final IndirectionTable table,
            final int hash,
            final String rule,
            final Explanation why) {
        entry(table, hash, why).concludesByHash(table.queue(hash), rule);
    }

    /** What an indirection table says of a hash. */
    static Explanation entry(final IndirectionTable table, final int hash, final Explanation why) {
        final int index = table.index(hash);
        return why.step(
                        "indirection table",
                        "entry "
                                + index
                                + " of "
                                + table.size()
                                + " names queue "
                                + table.get(index))
                .value("index", index)
                .value("size", table.size())
                .value("queue", table.get(index));
    }

    /** How much there is in each queue, and how many flows of a table go there. */
    static void load(final QueueState queues, final SteeringTable flows, final Explanation why) {
        final StringBuilder text = new StringBuilder();
        final int shown = Math.min(queues.count(), MOST_QUEUES);
        for (int queue = 0; queue < shown; queue++) {
            text.append(queue == 0 ? "" : ", ")
                    .append(queue)
                    .append(": ")
                    .append(queues.depth(queue))
                    .append(" deep, ")
                    .append(flows.flowsAt(queue))
                    .append(" flows");
        }
        text.append(shown < queues.count() ? " and so on" : "");
        why.step("load of the queues", text.toString());
        for (int queue = 0; queue < shown; queue++) {
            why.value("depth" + queue, queues.depth(queue));
            why.value("flows" + queue, flows.flowsAt(queue));
        }
    }
}
