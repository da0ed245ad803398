package knet.firmware.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** No allocation per packet. */
final class AllocationCheck implements ClassifierCheck {
    private static final int PACKETS = 100_000;
    private static final int ATTEMPTS = 6;
    private static final int FLOWS = 500;

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public String help() {
        return "100,000 packets allocate nothing, once classes are loaded and code is compiled";
    }

    @Override
    public CheckResult run(final Subject subject) {
        if (!AllocationMeter.isSupported()) {
            return passed("not measured: this JVM does not count");
        }
        final int queues = subject.usualQueues();
        final Trial trial = new Trial(subject.create(queues), queues);
        final UnsafeBuffer[] frames = frames();
        long least = Long.MAX_VALUE;
        // The first attempts load classes; the compiler may allocate once more in between.
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            final long before = AllocationMeter.bytes();
            for (int i = 0; i < PACKETS; i++) {
                trial.send(frames[i % frames.length]);
            }
            least = Math.min(least, AllocationMeter.bytes() - before);
        }
        if (trial.problem() != null) {
            return failed("it " + trial.problem());
        }
        return least == 0
                ? passed(PACKETS + " packets, no byte")
                : failed(least + " bytes in " + PACKETS + " packets");
    }

    private static UnsafeBuffer[] frames() {
        final Random random = new Random(6);
        final List<UnsafeBuffer> frames = new ArrayList<>();
        SeedFrames.ALL.forEach(frame -> frames.add(new UnsafeBuffer(frame)));
        for (final TestFlow flow : TestFlow.random(FLOWS, random)) {
            frames.add(new UnsafeBuffer(flow.packet(random)));
            frames.add(new UnsafeBuffer(flow.reversed().packet(random)));
        }
        return frames.toArray(UnsafeBuffer[]::new);
    }
}
