package knet.firmware.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import knet.firmware.Classifier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * It may take over from another of its kind in the middle of a run, between two frames: with queues
 * that are not empty, at a time that is not 0, and with counters that have counted. If it claims
 * affinity, no flow changes its queue by that.
 */
final class HotSwapCheck implements ClassifierCheck {
    private static final int FLOWS = 200;
    private static final int SWAPS = 20;
    private static final int FRAMES_BETWEEN = 1000;

    @Override
    public String name() {
        return "hot swap";
    }

    @Override
    public String help() {
        return "it takes over in the middle of a run; if it claims affinity, no flow moves by that";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final int queues = subject.usualQueues();
        final Random random = new Random(7);
        final List<TestFlow> flows = TestFlow.random(FLOWS, random);
        Trial trial = new Trial(subject.create(queues), queues);
        final boolean isClaimed = trial.classifier().affinity() == Classifier.Affinity.FLOW;
        List<Integer> queuesBefore = null;
        int moved = 0;
        for (int swap = 0; swap <= SWAPS; swap++) {
            // Never as many as the last time: frames dealt out in turn must not fall into step.
            for (int i = random.nextInt(FRAMES_BETWEEN); i < FRAMES_BETWEEN; i++) {
                final TestFlow flow = flows.get(random.nextInt(FLOWS));
                trial.send(new UnsafeBuffer(flow.packet(random)));
            }
            final List<Integer> queueOf = new ArrayList<>();
            for (final TestFlow flow : flows) {
                queueOf.add(trial.send(new UnsafeBuffer(flow.packet(random))));
            }
            if (trial.problem() != null) {
                return failed("it " + trial.problem() + when(swap));
            }
            if (queuesBefore != null && !queuesBefore.equals(queueOf)) {
                moved++;
                if (isClaimed) {
                    return failed("a flow went to another queue" + when(swap));
                }
            }
            queuesBefore = queueOf;
            if (swap < SWAPS) {
                trial = trial.handOver(subject.create(queues));
            }
        }
        return passed(
                SWAPS
                        + " times"
                        + (isClaimed
                                ? ", no flow moved"
                                : ", flows moved at " + moved + ", as it says that they may"));
    }

    private static String when(final int swap) {
        return swap == 0 ? "" : " after swap " + swap;
    }
}
