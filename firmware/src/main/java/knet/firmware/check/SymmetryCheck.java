package knet.firmware.check;

import java.util.List;
import java.util.Random;
import knet.firmware.Classifier;
import knet.firmware.Packet;
import org.agrona.concurrent.UnsafeBuffer;

/** Who claims symmetry sends both directions of a flow to one queue. */
final class SymmetryCheck implements ClassifierCheck {
    private static final int FLOWS = 200;
    private static final int ROUNDS = 20;

    @Override
    public String name() {
        return "symmetry";
    }

    @Override
    public String help() {
        return "both directions of a flow go to one queue; or it claims nothing";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final int queues = subject.usualQueues();
        final Random random = new Random(5);
        final List<TestFlow> flows = TestFlow.random(FLOWS, random);
        final Trial trial = new Trial(subject.create(queues), queues);
        final boolean mayMove = trial.classifier().affinity() == Classifier.Affinity.SPRAYING;
        int apart = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (final TestFlow flow : flows) {
                // Connections as they are: a SYN in the midst of one might begin another.
                final int first = round == 0 ? Packet.TCP_SYN : Packet.TCP_ACK;
                final byte[] there = flow.packet(random, first);
                final byte[] back = flow.reversed().packet(random, first | Packet.TCP_ACK);
                final int queue = trial.send(new UnsafeBuffer(there));
                apart += queue == trial.send(new UnsafeBuffer(back)) ? 0 : 1;
            }
        }
        if (trial.problem() != null) {
            return failed("it " + trial.problem());
        }
        final int pairs = FLOWS * ROUNDS;
        final String seen = apart + " of " + pairs + " packets met another queue than the answer";
        if (!trial.classifier().isSymmetric()) {
            return passed("it does not claim it: " + seen);
        }
        // One that moves flows may do so between a packet and its answer, now and then.
        final int tolerated = mayMove ? pairs / 50 : 0;
        return apart <= tolerated ? passed(seen) : failed(seen);
    }
}
