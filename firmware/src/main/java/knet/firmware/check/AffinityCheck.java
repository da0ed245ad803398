package knet.firmware.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import knet.firmware.Classifier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Who claims affinity keeps a flow's packets on one queue, whatever else is in them and in the
 * queues; and another instance, which saw other flows before, sends them to the same queue, for the
 * host asks one of its own.
 */
final class AffinityCheck implements ClassifierCheck {
    private static final int FLOWS = 200;
    private static final int ROUNDS = 20;

    @Override
    public String name() {
        return "affinity";
    }

    @Override
    public String help() {
        return "a flow's packets go to one queue, as a function of the flow; or it claims nothing";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final int queues = subject.usualQueues();
        final Random random = new Random(4);
        final List<TestFlow> flows = TestFlow.random(FLOWS, random);
        final Trial trial = new Trial(subject.create(queues), queues);
        final boolean isClaimed = trial.classifier().affinity() == Classifier.Affinity.FLOW;
        final int[] queueOf = new int[FLOWS];
        Arrays.fill(queueOf, -1);
        final BitSet split = new BitSet();
        final BitSet used = new BitSet();
        final List<Integer> order = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            order.add(flow);
        }
        for (int round = 0; round < ROUNDS; round++) {
            // In another order each time: frames dealt out in turn must not fall into step.
            Collections.shuffle(order, random);
            for (final int flow : order) {
                final int queue = trial.send(new UnsafeBuffer(flows.get(flow).packet(random)));
                used.set(queue);
                if (queueOf[flow] >= 0 && queueOf[flow] != queue) {
                    if (isClaimed) {
                        return failed(
                                "a flow was on queue " + queueOf[flow] + " and then on " + queue);
                    }
                    split.set(flow);
                }
                queueOf[flow] = queue;
            }
        }
        if (trial.problem() != null) {
            return failed("it " + trial.problem());
        }
        final String seen = FLOWS + " flows, " + used.cardinality() + " of " + queues + " queues";
        if (!isClaimed) {
            return passed(
                    "it says that it may spread or move flows: "
                            + split.cardinality()
                            + " of "
                            + seen);
        }
        final Trial another = new Trial(subject.create(queues), queues);
        Collections.reverse(order);
        for (final int flow : order) {
            final int queue = another.send(new UnsafeBuffer(flows.get(flow).packet(random)));
            if (queue != queueOf[flow]) {
                return failed(
                        "a flow's queue is "
                                + queueOf[flow]
                                + " or "
                                + queue
                                + ", depending on what came before: that is spraying");
            }
        }
        return passed("every flow on one queue: " + seen);
    }
}
