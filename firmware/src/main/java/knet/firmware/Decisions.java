package knet.firmware;

import org.agrona.DirectBuffer;

/**
 * A classifier's decisions alone, without a device: every queue is empty and polled. One instance,
 * one run; frames are numbered from 0. Allocates nothing per frame, but for {@link #appendCsv}.
 *
 * <p>A classifier that throws, or returns a queue out of range, is treated as the NIC does:
 * counted, and the frame goes to queue 0 with hash 0.
 */
public final class Decisions {
    public static final String CSV_HEADER = "packet,hash,queue,kind";

    private static final String HEX = "0123456789abcdef";

    private final Classifier classifier;
    private final IdleQueues queues;
    private final Packet packet = new Packet();
    private final long tickIntervalNs;
    private long nextTickNs;
    private boolean isTickSet;
    private int queue;
    private long exceptions;
    private Throwable lastThrown;
    private long outOfRange;

    /** For a classifier that has been started: see {@link FirmwareContext#start}. */
    public Decisions(final Classifier classifier, final int queueCount) {
        this.classifier = classifier;
        this.queues = new IdleQueues(queueCount);
        this.tickIntervalNs = askTickInterval();
    }

    private long askTickInterval() {
        try {
            return classifier.tickIntervalNs();
        } catch (final Throwable e) {
            onThrown(e);
            return 0;
        }
    }

    /**
     * Decides on the next frame.
     *
     * @param nowNs time, for instance the capture's timestamp: where it runs backwards, the
     *     classifier sees it stand still
     * @return the queue, 0 to {@code queueCount - 1}
     */
    public int decide(
            final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        begin(buffer, offset, length, nowNs);
        int chosen;
        try {
            chosen = classifier.classify(packet, queues);
        } catch (final Throwable e) {
            onThrown(e);
            packet.hash(0);
            chosen = 0;
        }
        return end(chosen);
    }

    /**
     * Decides on the next frame as {@link #decide} does, and lets the classifier say how.
     *
     * @param why to say it to, new
     * @return the queue, 0 to {@code queueCount - 1}
     * @throws FirmwareException of one line if the classifier throws while it explains: then
     *     nothing is known of its decision
     */
    public int explain(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long nowNs,
            final Explanation why) {
        begin(buffer, offset, length, nowNs);
        try {
            return end(classifier.explain(packet, queues, why));
        } catch (final Throwable e) {
            onThrown(e);
            throw new FirmwareException(
                    WatchedClassifier.nameOf(classifier)
                            + " cannot explain frame "
                            + frameNumber()
                            + ": "
                            + e,
                    e);
        }
    }

    private void begin(
            final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        queues.nextFrame(nowNs);
        tickIfDue(queues.nowNs());
        packet.wrap(buffer, offset, length);
    }

    /** What came of a call, as the NIC takes it. */
    private int end(final int answer) {
        int chosen = answer;
        if (chosen < 0 || chosen >= queues.count()) {
            outOfRange++;
            packet.hash(0);
            chosen = 0;
        }
        queues.sent(chosen);
        queue = chosen;
        return chosen;
    }

    private void tickIfDue(final long nowNs) {
        if (tickIntervalNs <= 0) {
            return;
        }
        if (!isTickSet) {
            isTickSet = true;
            nextTickNs = nowNs + tickIntervalNs;
        } else if (nowNs >= nextTickNs) {
            // As the NIC does: a tick that was missed is not made up for.
            nextTickNs = Math.max(nextTickNs + tickIntervalNs, nowNs + 1);
            try {
                classifier.onTick(nowNs, queues);
            } catch (final Throwable e) {
                onThrown(e);
            }
        }
    }

    private void onThrown(final Throwable error) {
        if (error instanceof VirtualMachineError fatal && !(error instanceof StackOverflowError)) {
            throw fatal;
        }
        exceptions++;
        lastThrown = error;
    }

    /** Number of the frame decided on last, from 0. */
    public long frameNumber() {
        return queues.frameNumber();
    }

    public int queue() {
        return queue;
    }

    public int hash() {
        return packet.hash();
    }

    /** Kind of the headers that were hashed: the inner ones if the classifier follows tunnels. */
    public PacketKind kind() {
        return packet.decidedOn().kind();
    }

    /** The frame decided on last. */
    public Packet packet() {
        return packet;
    }

    /** Calls of the classifier that threw. */
    public long exceptions() {
        return exceptions;
    }

    /** What it threw last; null if nothing. */
    public Throwable lastThrown() {
        return lastThrown;
    }

    /** Calls of the classifier that returned a queue that does not exist. */
    public long outOfRange() {
        return outOfRange;
    }

    /** Appends the last decision as a line of {@link #CSV_HEADER}, without a line end. */
    public StringBuilder appendCsv(final StringBuilder line) {
        return appendCsv(frameNumber(), line);
    }

    /**
     * Appends the last decision, of a frame that has another number where it comes from: some were
     * left out.
     *
     * @param number to give it
     */
    public StringBuilder appendCsv(final long number, final StringBuilder line) {
        line.append(number).append(',');
        for (int shift = 28; shift >= 0; shift -= 4) {
            line.append(HEX.charAt(hash() >>> shift & 0xf));
        }
        return line.append(',').append(queue).append(',').append(kind().label());
    }
}
