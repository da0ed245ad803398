package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowKey;
import knet.firmware.parts.Mix;
import knet.firmware.parts.SteeringTable;

/**
 * The power of two choices, per flow: of two queues that the flow's hash names, its first packet
 * goes to the one with less in it, and the rest follows (Azar, Broder, Karlin and Upfal, "Balanced
 * Allocations", STOC 1994; Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing",
 * dissertation 1996, IEEE TPDS 12(10), 2001). Nearly as good as looking at all of them: n flows on
 * n queues give a greatest load of log log n / log d + O(1), where one choice gives log n / log log
 * n.
 *
 * <p>The queues are named with replacement, and with the run's seed. Of equal depths the one with
 * fewer flows in the table.
 */
@Firmware(
        name = "two-choices",
        help = "of two queues that its hash names a flow joins the shorter, and stays",
        rule = "table[flow], set to the less deep of hash_1 and hash_2 at the first packet")
public final class TwoChoices implements Classifier {
    private final FlowPlacement placement;
    private final FlowPlacement.Choice choice =
            new FlowPlacement.Choice() {
                @Override
                public int choose(
                        final FlowKey key, final QueueState queues, final SteeringTable flows) {
                    return TwoChoices.this.choose(key, queues, flows);
                }

                @Override
                public void tell(
                        final FlowKey key, final QueueState queues, final Explanation why) {
                    tellNamed(key, queues, why);
                }
            };
    private final int choices;
    private long seed;

    public TwoChoices(final Parameters parameters) {
        choices =
                parameters.intValue(
                        "choices", 2, 1, 8, "queues that are looked at: d in the theory");
        placement = new FlowPlacement(parameters);
    }

    @Override
    public void onStart(final FirmwareContext context) {
        placement.onStart(context);
        seed = Mix.mix(context.seed());
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        return placement.classify(packet, queues, choice);
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        return placement.explain(
                packet, queues, choice, "the lesser of the queues that its hash names", why);
    }

    private int choose(final FlowKey key, final QueueState queues, final SteeringTable flows) {
        int best = named(key, 0, queues);
        for (int i = 1; i < choices; i++) {
            best = LeastLoaded.lesser(best, named(key, i, queues), queues, flows);
        }
        return best;
    }

    /** A queue that a flow's hash names. */
    private int named(final FlowKey key, final int number, final QueueState queues) {
        return Mix.below(queues.count(), Mix.mix((key.hash64() ^ seed) + number * Mix.GOLDEN));
    }

    private void tellNamed(final FlowKey key, final QueueState queues, final Explanation why) {
        final StringBuilder text = new StringBuilder("the flow's hash and the seed name");
        for (int i = 0; i < choices; i++) {
            text.append(i == 0 ? " " : ", ").append(named(key, i, queues));
        }
        why.step("candidates", text.toString());
        for (int i = 0; i < choices; i++) {
            why.value("candidate" + i, named(key, i, queues));
        }
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
