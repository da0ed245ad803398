package knet.tools.lab.real;

import java.util.concurrent.locks.ReentrantLock;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.tools.lab.cost.Cost;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A lock that nobody holds, a decision in software, bytes in another processor's cache. */
final class CoreMeasure implements Measure {
    private static final int LOCKS = 100_000;
    private static final int FRAMES = 20_000;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS = 20;
    private static final String TRAFFIC = "flows=1000,proto=mix,size=60,packets=unlimited";

    private final OtherCore other;
    private final ReentrantLock lock = new ReentrantLock();
    private final Decisions decisions;
    private final UnsafeBuffer frames =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAMES << 6, 64));
    private final int[] lengths = new int[FRAMES];
    private final UnsafeBuffer block =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(BLOCK_BYTES, 64));
    private long sum;

    /**
     * @param other the other processor
     */
    CoreMeasure(final OtherCore other) {
        this.other = other;
        final Classifier classifier = FirmwareCatalog.load().create("flow-hash", 1);
        FirmwareContext.of(1).start(classifier);
        decisions = new Decisions(classifier, 1);
        final Frame frame = new Frame();
        try (FrameSource source = TrafficSpec.parse(TRAFFIC).open()) {
            for (int i = 0; i < FRAMES && source.next(frame); i++) {
                lengths[i] = Math.min(1 << 6, frame.length());
                frames.putBytes(i << 6, frame.buffer(), frame.offset(), lengths[i]);
            }
        }
    }

    @Override
    public void round(final Samples samples) {
        samples.add(Cost.LOCK, lockNs());
        samples.add(Cost.CLASSIFY_PACKET, classifyNs());
        samples.add(Cost.REMOTE_BYTE, remoteNs());
    }

    private double lockNs() {
        final long beganNs = System.nanoTime();
        for (int i = 0; i < LOCKS; i++) {
            lock.lock();
            sum++;
            lock.unlock();
        }
        return (double) (System.nanoTime() - beganNs) / LOCKS;
    }

    private double classifyNs() {
        final long beganNs = System.nanoTime();
        for (int i = 0; i < FRAMES; i++) {
            decisions.decide(frames, i << 6, lengths[i], 0);
            sum += decisions.hash();
        }
        return (double) (System.nanoTime() - beganNs) / FRAMES;
    }

    private double remoteNs() {
        final long[] remote = new long[BLOCKS];
        final long[] local = new long[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            other.run(this::writeBlock);
            remote[i] = readNs();
            writeBlock();
            local[i] = readNs();
        }
        final long moreNs = Medians.of(remote, BLOCKS) - Medians.of(local, BLOCKS);
        return (double) Math.max(0, moreNs) / BLOCK_BYTES;
    }

    private void writeBlock() {
        for (int i = 0; i < BLOCK_BYTES; i += Long.BYTES) {
            block.putLong(i, i + sum);
        }
    }

    private long readNs() {
        final long beganNs = System.nanoTime();
        long read = 0;
        for (int i = 0; i < BLOCK_BYTES; i += Long.BYTES) {
            read += block.getLong(i);
        }
        sum += read;
        return System.nanoTime() - beganNs;
    }

    /** Keeps what was computed from being left out. */
    long sum() {
        return sum;
    }

    @Override
    public void close() {
        // Nothing but memory.
    }
}
