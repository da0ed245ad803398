package knet.firmware.check;

import java.util.List;
import java.util.Random;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What it says of its decisions is what it does. Two classifiers see the same frames: one decides,
 * the other explains itself on each. One that does not implement {@link Classifier#explain} has
 * nothing to be wrong about.
 */
final class ExplanationCheck implements ClassifierCheck {
    private static final int FLOWS = 200;
    private static final int FRAMES = 5_000;

    /** Every so often a frame that is no packet of a flow: ARP, fragments, tunnels. */
    private static final int FRAMES_BETWEEN_SEEDS = 10;

    @Override
    public String name() {
        return "explanation";
    }

    @Override
    public String help() {
        return "what it explains is what it decides; or it explains nothing";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final int queues = subject.usualQueues();
        final Classifier explains = subject.create(queues);
        if (!isImplemented(explains)) {
            return passed("it does not explain itself");
        }
        final Trial deciding = new Trial(subject.create(queues), queues);
        final Trial explaining = new Trial(explains, queues);
        final Random random = new Random(8);
        final List<TestFlow> flows = TestFlow.random(FLOWS, random);
        int explained = 0;
        for (int i = 0; i < FRAMES; i++) {
            final UnsafeBuffer frame = new UnsafeBuffer(frame(i, flows, random));
            final Explanation why = new Explanation();
            final int queue = deciding.send(frame);
            final int other = explaining.explain(frame, why);
            final String problem = problem(deciding, queue, explaining, other, why);
            if (problem != null) {
                return failed(problem);
            }
            explained += why.isGiven() ? 1 : 0;
        }
        return passed(explained + " of " + FRAMES + " frames explained, each as it was decided on");
    }

    private static byte[] frame(final int number, final List<TestFlow> flows, final Random random) {
        return number % FRAMES_BETWEEN_SEEDS == 0
                ? SeedFrames.ALL.get(number / FRAMES_BETWEEN_SEEDS % SeedFrames.ALL.size())
                : flows.get(random.nextInt(FLOWS)).packet(random);
    }

    private static String problem(
            final Trial deciding,
            final int queue,
            final Trial explaining,
            final int other,
            final Explanation why) {
        if (deciding.problem() != null) {
            return "it " + deciding.problem();
        }
        if (explaining.problem() != null) {
            return "when it explained itself, it " + explaining.problem();
        }
        if (queue != other) {
            return deciding.frame()
                    + " goes to queue "
                    + queue
                    + ", and to "
                    + other
                    + " when it is explained: explain() must let classify() decide";
        }
        if (deciding.hash() != explaining.hash()) {
            return deciding.frame() + " has another hash when it is explained";
        }
        if (why.queue() != Explanation.NONE && why.queue() != queue) {
            return deciding.frame()
                    + " goes to queue "
                    + queue
                    + ", and what it says leads to queue "
                    + why.queue()
                    + " ("
                    + why.reason()
                    + ")";
        }
        return null;
    }

    private static boolean isImplemented(final Classifier classifier) {
        try {
            return classifier
                            .getClass()
                            .getMethod("explain", Packet.class, QueueState.class, Explanation.class)
                            .getDeclaringClass()
                    != Classifier.class;
        } catch (final NoSuchMethodException e) {
            throw new AssertionError("every classifier has the method", e);
        }
    }
}
