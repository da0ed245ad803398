package knet.firmware.check;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounters;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import org.agrona.DirectBuffer;

/**
 * A started classifier and the queues that it sees. Keeps the first thing that went wrong.
 * Allocates nothing per frame as long as nothing does.
 */
final class Trial {
    private static final long SEED = 0x6b6e6574;

    private final Classifier classifier;
    private final CheckQueues queues;
    private final FirmwareCounters counters;
    private final Packet packet = new Packet();
    private final long tickIntervalNs;
    private long nextTickNs;
    private String problem;

    /**
     * Starts a classifier.
     *
     * @throws FirmwareException of one line if it cannot start
     */
    Trial(final Classifier classifier, final int queueCount) {
        this(classifier, new CheckQueues(queueCount), FirmwareCounters.inMemory(), 0);
    }

    private Trial(
            final Classifier classifier,
            final CheckQueues queues,
            final FirmwareCounters counters,
            final long nowNs) {
        this.classifier = classifier;
        this.queues = queues;
        this.counters = counters;
        new FirmwareContext(queues.count(), nowNs, SEED, counters).start(classifier);
        this.tickIntervalNs = classifier.tickIntervalNs();
        this.nextTickNs = nowNs + tickIntervalNs;
    }

    /** Another classifier takes over, as in a NIC that runs: queues, time and counters go on. */
    Trial handOver(final Classifier next) {
        return new Trial(next, queues, counters, queues.nowNs());
    }

    Classifier classifier() {
        return classifier;
    }

    int send(final DirectBuffer frame) {
        return send(frame, 0, frame.capacity());
    }

    /**
     * Sends a frame to the classifier, and then to the queue that it chose.
     *
     * @return the queue, 0 if it went wrong
     */
    int send(final DirectBuffer buffer, final int offset, final int length) {
        return send(buffer, offset, length, null);
    }

    /** As {@link #send(DirectBuffer)}, and the classifier says why. */
    int explain(final DirectBuffer frame, final Explanation why) {
        return send(frame, 0, frame.capacity(), why);
    }

    private int send(
            final DirectBuffer buffer, final int offset, final int length, final Explanation why) {
        queues.nextFrame();
        packet.wrap(buffer, offset, length);
        int queue = 0;
        try {
            if (tickIntervalNs > 0 && queues.nowNs() >= nextTickNs) {
                nextTickNs = queues.nowNs() + tickIntervalNs;
                classifier.onTick(queues.nowNs(), queues);
            }
            queue =
                    why == null
                            ? classifier.classify(packet, queues)
                            : classifier.explain(packet, queues, why);
        } catch (final RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            note("threw " + e);
        }
        if (queue < 0 || queue >= queues.count()) {
            note("chose queue " + queue + " of " + queues.count());
            queue = 0;
        }
        queues.sent(queue);
        return queue;
    }

    private void note(final String what) {
        if (problem == null) {
            problem =
                    what
                            + " at frame "
                            + queues.frameNumber()
                            + ", which is "
                            + packet.kind().label();
        }
    }

    /** Which frame it was last, and of which kind. */
    String frame() {
        return "frame " + queues.frameNumber() + ", which is " + packet.kind().label() + ",";
    }

    /** The hash that it left with the last frame. */
    int hash() {
        return packet.hash();
    }

    /** The first thing that went wrong; null if nothing did. */
    String problem() {
        return problem;
    }
}
