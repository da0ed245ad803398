package knet.firmware;

/**
 * Maps a packet to a receive queue: the firmware's decision. One instance serves one NIC and is
 * called by one thread. {@link #classify} runs once per frame: it should allocate nothing and never
 * block.
 *
 * <p>An implementation is a public class with a public constructor that takes nothing or {@link
 * Parameters}. {@link Firmware} gives it a name and a line of help. To be found by that name it is
 * listed in {@code META-INF/services/knet.firmware.Classifier}; by its class name it is found
 * without.
 *
 * <p>An exception or a queue out of range does not hurt the NIC: it is counted, and the frame goes
 * to queue 0.
 */
public interface Classifier {
    /**
     * Chooses a queue.
     *
     * @param packet the frame with its parsed headers; valid during this call only. A classifier
     *     that computes a flow hash leaves it with {@link Packet#hash(int)}
     * @param queues the receive queues: how many, and how full each is
     * @return 0 to {@code queues.count() - 1}
     */
    int classify(Packet packet, QueueState queues);

    /**
     * Called once, before the first frame, by the thread that calls {@link #classify}. The place to
     * ask for counters, and to seed whatever is random.
     */
    default void onStart(final FirmwareContext context) {}

    /**
     * Decides on a packet as {@link #classify} does, and says how. Called in its place by programs
     * that explain, never by a NIC, so that it may allocate. Who implements it lets {@code
     * classify} decide and tells what the tables hold that decided, so that there is one rule, in
     * one place:
     *
     * <pre>
     *   public int explain(Packet packet, QueueState queues, Explanation why) {
     *       int queue = classify(packet, queues);
     *       why.hashed(toeplitz.input(packet, packet.hasPorts()));
     *       int entry = packet.hash() &amp; table.length - 1;
     *       why.step("table", "entry " + entry + " names queue " + table[entry]);
     *       why.concludesByHash(table[entry], "table[hash &amp; " + (table.length - 1) + "]");
     *       return queue;
     *   }
     * </pre>
     *
     * By default it says nothing.
     *
     * @param why to say it to; what it concludes is compared with what is returned
     * @return what {@code classify} returned
     */
    default int explain(final Packet packet, final QueueState queues, final Explanation why) {
        return classify(packet, queues);
    }

    /** What this classifier promises about the packets of one flow. */
    default Affinity affinity() {
        return Affinity.FLOW;
    }

    /**
     * True if it promises that the two directions of a flow go to one queue. With {@link
     * Affinity#SPRAYING} that is at any one moment: it may move a flow, and then moves both
     * directions at a time, so that over a run each may meet several queues, and a packet and its
     * answer different ones if the flow moves between them. What checks the promise sends packets
     * and their answers in turn: none of them may part, or of one that moves flows 2 in 100.
     */
    default boolean isSymmetric() {
        return false;
    }

    /** Nanoseconds between calls of {@link #onTick}; 0 for none. */
    default long tickIntervalNs() {
        return 0;
    }

    /**
     * Called every {@link #tickIntervalNs()} between two frames.
     *
     * @param nowNs the run's clock, nanoseconds
     */
    default void onTick(final long nowNs, final QueueState queues) {}

    /** Promise about the packets of one flow in one direction. */
    enum Affinity {
        /** All of them go to one queue: a function of the flow's addresses, protocol and ports. */
        FLOW,
        /**
         * They may be spread or moved, if only because a table of flows is full: the host must lock
         * its flow state.
         */
        SPRAYING
    }
}
