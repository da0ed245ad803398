package knet.firmware.check;

import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** The same frames, seed and queues: the same decisions. */
final class DeterminismCheck implements ClassifierCheck {
    private static final int FLOWS = 300;
    private static final int FRAMES = 30_000;

    @Override
    public String name() {
        return "determinism";
    }

    @Override
    public String help() {
        return "two runs with the same frames and the same seed decide alike";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final int queues = subject.usualQueues();
        final Trial first = new Trial(subject.create(queues), queues);
        final Trial second = new Trial(subject.create(queues), queues);
        final Random random = new Random(3);
        final List<TestFlow> flows = TestFlow.random(FLOWS, random);
        for (int i = 0; i < FRAMES; i++) {
            // The square makes some flows heavy.
            final double heavy = random.nextDouble();
            final TestFlow flow = flows.get((int) (heavy * heavy * FLOWS));
            final UnsafeBuffer frame = new UnsafeBuffer(flow.packet(random));
            final int queue = first.send(frame);
            final int other = second.send(frame);
            if (queue != other) {
                return failed("frame " + i + " went to queue " + queue + ", then to " + other);
            }
            if (first.hash() != second.hash()) {
                return failed("frame " + i + " had another hash the second time");
            }
        }
        return first.problem() == null
                ? passed(FRAMES + " frames twice, in queues that fill and drain")
                : failed("it " + first.problem());
    }
}
