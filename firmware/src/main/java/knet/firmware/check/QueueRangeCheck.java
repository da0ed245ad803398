package knet.firmware.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import knet.firmware.FirmwareException;
import knet.firmware.IndirectionTable;
import org.agrona.concurrent.UnsafeBuffer;

/** Made for any number of queues, it chooses one of them; or it refuses the number. */
final class QueueRangeCheck implements ClassifierCheck {
    private static final int FLOWS = 64;

    @Override
    public String name() {
        return "queue range";
    }

    @Override
    public String help() {
        return "for 1 to 256 queues it chooses a queue that exists, or says why it cannot";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final List<UnsafeBuffer> frames = frames();
        int refused = 0;
        String refusal = "";
        for (int queues = 1; queues <= IndirectionTable.MAX_QUEUES; queues++) {
            final Trial trial;
            try {
                trial = new Trial(subject.create(queues), queues);
            } catch (final FirmwareException e) {
                if (e.getCause() != null) {
                    return failed("with " + queues + " queues: " + e.getMessage());
                }
                refused++;
                refusal = e.getMessage();
                continue;
            } catch (final RuntimeException | LinkageError | AssertionError e) {
                return failed("with " + queues + " queues it cannot be made: " + e);
            }
            for (final UnsafeBuffer frame : frames) {
                trial.send(frame);
            }
            if (trial.problem() != null) {
                return failed("with " + queues + " queues it " + trial.problem());
            }
        }
        if (refused == IndirectionTable.MAX_QUEUES) {
            return failed("it takes no number of queues: " + refusal);
        }
        return passed(
                refused == 0
                        ? "1 to 256 queues"
                        : IndirectionTable.MAX_QUEUES
                                - refused
                                + " of 256 numbers of queues; of the others it says: "
                                + refusal);
    }

    private static List<UnsafeBuffer> frames() {
        final Random random = new Random(1);
        final List<UnsafeBuffer> frames = new ArrayList<>();
        SeedFrames.ALL.forEach(frame -> frames.add(new UnsafeBuffer(frame)));
        for (final TestFlow flow : TestFlow.random(FLOWS, random)) {
            frames.add(new UnsafeBuffer(flow.packet(random)));
        }
        return frames;
    }
}
