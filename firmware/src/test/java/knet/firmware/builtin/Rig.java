package knet.firmware.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounters;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import org.agrona.DirectBuffer;

/** A started classifier, queues whose depths the test sets, and what was counted. */
final class Rig implements QueueState {
    private static final int RING = 1024;

    private final Classifier classifier;
    private final FirmwareCounters counters = FirmwareCounters.inMemory();
    private final Packet packet = new Packet();
    private final long[] written;
    private final long[] taken;
    private long frameNumber = -1;
    private long nowNs;

    Rig(final String spec, final int queues) {
        this(spec, queues, 1);
    }

    Rig(final String spec, final int queues, final long seed) {
        classifier = FirmwareCatalog.load().create(spec, queues);
        written = new long[queues];
        taken = new long[queues];
        new FirmwareContext(queues, 0, seed, counters).start(classifier);
    }

    Classifier classifier() {
        return classifier;
    }

    /** Classifies a frame, and puts it into the queue. */
    int send(final DirectBuffer frame) {
        frameNumber++;
        packet.wrap(frame, 0, frame.capacity());
        final int queue = classifier.classify(packet, this);
        written[queue]++;
        return queue;
    }

    /** Classifies a frame as {@link #send}, and lets the classifier say how. */
    int explain(final DirectBuffer frame, final Explanation why) {
        frameNumber++;
        packet.wrap(frame, 0, frame.capacity());
        final int queue = classifier.explain(packet, this, why);
        written[queue]++;
        return queue;
    }

    /** Classifies a frame that the host takes at once. */
    int sendAndTake(final DirectBuffer frame) {
        final int queue = send(frame);
        taken[queue] = written[queue];
        return queue;
    }

    List<Integer> sendAll(final List<? extends DirectBuffer> frames) {
        final List<Integer> queues = new ArrayList<>();
        frames.forEach(frame -> queues.add(send(frame)));
        return queues;
    }

    void take(final int queue, final int frames) {
        taken[queue] = Math.min(written[queue], taken[queue] + frames);
    }

    void takeAll() {
        System.arraycopy(written, 0, taken, 0, written.length);
    }

    /** Makes a queue so deep, with frames of nobody's. */
    void fill(final int queue, final int depth) {
        written[queue] = taken[queue] + depth;
    }

    void tick(final long afterNs) {
        nowNs += afterNs;
        classifier.onTick(nowNs, this);
    }

    int hash() {
        return packet.hash();
    }

    long counter(final String name) {
        final Map<String, Long> values = new LinkedHashMap<>();
        counters.forEach(values::put);
        return values.getOrDefault(name, -1L);
    }

    @Override
    public int count() {
        return written.length;
    }

    @Override
    public int depth(final int queue) {
        return (int) (written[queue] - taken[queue]);
    }

    @Override
    public int free(final int queue) {
        return Math.max(0, RING - depth(queue));
    }

    @Override
    public boolean isPolled(final int queue) {
        return true;
    }

    @Override
    public long written(final int queue) {
        return written[queue];
    }

    @Override
    public long taken(final int queue) {
        return taken[queue];
    }

    @Override
    public long frameNumber() {
        return frameNumber;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }
}
