package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;

/**
 * Join the shortest queue, per flow: a flow's first packet goes to the queue with the least in it,
 * and the rest follows (Winston, "Optimality of the Shortest Line Discipline", Journal of Applied
 * Probability 14, 1977; for servers with jobs of any size: Gupta, Harchol-Balter, Sigman and Whitt,
 * "Analysis of Join-the-Shortest-Queue Routing for Web Server Farms", Performance Evaluation 64,
 * 2007). Of equally short queues the one with the fewest flows in the table. Looks at every queue
 * once a flow.
 */
@Firmware(
        name = "jsq",
        help = "a flow joins the shortest queue at its first packet, and stays",
        rule = "table[flow], set to the queue of least depth at the first packet")
public final class Jsq implements Classifier {
    private final FlowPlacement placement;
    private final FlowPlacement.Choice choice =
            (key, queues, flows) -> LeastLoaded.of(queues, flows);

    public Jsq(final Parameters parameters) {
        placement = new FlowPlacement(parameters);
    }

    @Override
    public void onStart(final FirmwareContext context) {
        placement.onStart(context);
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        return placement.classify(packet, queues, choice);
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        return placement.explain(packet, queues, choice, "the queue with the least in it", why);
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }

    @Override
    public boolean isSymmetric() {
        return placement.isSymmetric();
    }
}
