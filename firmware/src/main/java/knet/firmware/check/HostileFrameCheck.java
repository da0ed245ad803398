package knet.firmware.check;

import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cut, damaged and random frames: it throws nothing, and what stands beside the frame in memory
 * makes no difference to it. Two classifiers see the same frames, one of them in the midst of other
 * bytes.
 */
final class HostileFrameCheck implements ClassifierCheck {
    private static final int RANDOM_FRAMES = 2_000;
    private static final int MUTATIONS = 60;
    private static final int GUARD = 80;

    @Override
    public String name() {
        return "hostile frames";
    }

    @Override
    public String help() {
        return "cut, damaged and random frames are classified too, by their own bytes alone";
    }

    @Override
    public CheckResult run(final Subject subject) {
        final int queues = subject.usualQueues();
        final Pair pair = new Pair(subject, queues);
        final Random random = new Random(2);
        for (final byte[] seed : SeedFrames.ALL) {
            for (int length = 0; length <= seed.length; length++) {
                pair.send(Arrays.copyOf(seed, length));
            }
            for (int i = 0; i < MUTATIONS; i++) {
                final byte[] damaged = seed.clone();
                final int bytes = 1 + random.nextInt(3);
                for (int j = 0; j < bytes; j++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                pair.send(damaged);
            }
        }
        for (int i = 0; i < RANDOM_FRAMES; i++) {
            final byte[] frame = new byte[random.nextInt(120)];
            random.nextBytes(frame);
            if (frame.length > 13 && i % 2 == 0) {
                // Past the EtherType, where a parser begins to believe.
                frame[12] = (byte) (i % 4 == 0 ? 0x08 : 0x86);
                frame[13] = (byte) (i % 4 == 0 ? 0x00 : 0xdd);
            }
            pair.send(frame);
        }
        return pair.problem == null
                ? passed(pair.frames + " frames, cut, damaged and random")
                : failed(pair.problem);
    }

    private static final class Pair {
        private final Trial alone;
        private final Trial amidst;
        private int frames;
        private String problem;

        Pair(final Subject subject, final int queues) {
            alone = new Trial(subject.create(queues), queues);
            amidst = new Trial(subject.create(queues), queues);
        }

        void send(final byte[] frame) {
            final byte[] around = new byte[frame.length + 2 * GUARD];
            Arrays.fill(around, (byte) (frames % 2 == 0 ? 0xff : 0x45));
            System.arraycopy(frame, 0, around, GUARD, frame.length);
            final int queue = alone.send(new UnsafeBuffer(frame));
            final int other = amidst.send(new UnsafeBuffer(around), GUARD, frame.length);
            if (problem == null) {
                if (alone.problem() != null) {
                    problem = "it " + alone.problem();
                } else if (queue != other || alone.hash() != amidst.hash()) {
                    problem =
                            "frame "
                                    + frames
                                    + " of "
                                    + frame.length
                                    + " bytes: it read beside the frame, or decides by chance";
                }
            }
            frames++;
        }
    }
}
