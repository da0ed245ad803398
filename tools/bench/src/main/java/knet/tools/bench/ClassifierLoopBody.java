package knet.tools.bench;

import knet.firmware.Classifier;
import knet.firmware.Packet;

/** The loop itself: {@link ClassifierLoop} makes a copy of this class for each classifier. */
final class ClassifierLoopBody extends ClassifierLoop {
    private final Packet packet = new Packet();

    ClassifierLoopBody() {}

    @Override
    long classify(
            final Classifier firmware,
            final BenchQueues state,
            final FramesInMemory frames,
            final int rounds) {
        final int count = state.count();
        long misses = 0;
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < frames.count(); i++) {
                if (state.nextFrame()) {
                    firmware.onTick(state.nowNs(), state);
                }
                packet.wrap(frames.buffer(), frames.offset(i), frames.length(i));
                final int queue = firmware.classify(packet, state);
                if (queue < 0 || queue >= count) {
                    misses++;
                }
                sum += queue;
            }
        }
        Blackhole.consume(sum);
        return misses;
    }
}
