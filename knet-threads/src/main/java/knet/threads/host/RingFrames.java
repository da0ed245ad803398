package knet.threads.host;

import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;

/** Looks into a receive ring that no thread takes frames from any more. */
final class RingFrames {
    private RingFrames() {}

    /** Descriptors between the two indices; 0 if the indices make no sense. */
    static int depth(final QueueMemory queue) {
        final long consumed = queue.rxConsumedAcquire();
        final long depth = queue.rxHeadAcquire() - consumed;
        return depth < 0 || depth > queue.config().rxRingSize() ? 0 : (int) depth;
    }

    /** Whole frames in the ring: descriptors that end one. */
    static int inFlight(final QueueMemory queue) {
        final long consumed = queue.rxConsumedAcquire();
        final int depth = depth(queue);
        final int mask = queue.config().rxRingSize() - 1;
        int frames = 0;
        for (long index = consumed; index < consumed + depth; index++) {
            final int descriptor = queue.rxDescriptorOffset((int) index & mask);
            final int flags = queue.buffer().getShort(descriptor + RxDescriptor.FLAGS_OFFSET);
            if ((flags & RxDescriptor.END_OF_PACKET) != 0) {
                frames++;
            }
        }
        return frames;
    }
}
