package knet.threads.stack;

import knet.threads.base.QueueSet;
import knet.threads.ip.Datagram;

/** How a reassembled datagram came: for the accounting of its flow. A flyweight. */
final class FragmentSummary {
    private int fragments;
    private long frameBytes;
    private final QueueSet queues = new QueueSet();

    FragmentSummary set(final Datagram datagram) {
        return set(datagram.fragments(), datagram.frameBytes(), datagram.queues());
    }

    FragmentSummary set(final int count, final long bytes, final int queue) {
        fragments = count;
        frameBytes = bytes;
        queues.clear();
        queues.add(queue);
        return this;
    }

    private FragmentSummary set(final int count, final long bytes, final QueueSet through) {
        fragments = count;
        frameBytes = bytes;
        queues.clear();
        queues.addAll(through);
        return this;
    }

    int fragments() {
        return fragments;
    }

    /** Captured bytes of the fragments' frames. */
    long frameBytes() {
        return frameBytes;
    }

    QueueSet queues() {
        return queues;
    }
}
