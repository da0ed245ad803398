package knet.nic;

import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.RxDescriptor;
import knet.firmware.Packet;
import knet.nic.checksum.ChecksumUnit;
import knet.nic.engine.CaptureHash;
import knet.nic.engine.DecisionJournal;
import knet.nic.engine.FirmwareEngine;
import knet.nic.engine.RingQueueState;
import knet.nic.interrupt.InterruptUnit;
import knet.nic.port.WirePort;
import knet.nic.registers.NicCounters;
import knet.nic.ring.RxRing;
import knet.nic.transmit.ReceiveTap;
import knet.traces.Frame;

/**
 * The receive pipeline: wire, classifier, DMA, publication, notification.
 *
 * <p>The order of stores that makes every frame accountable after SIGKILL at any instruction:
 *
 * <ol>
 *   <li>WIRE_POSITION + 1: the frame is taken. What is read from the source but not taken is the
 *       wire's still; a restarted NIC reads it again.
 *   <li>Either its descriptors, RX_HEAD, and the queue's ledger (see {@link RxRing}); or the
 *       counter of one {@link DropReason}, in one store.
 * </ol>
 *
 * So published and dropped frames never exceed WIRE_POSITION, each frame is in at most one of them,
 * and what is in neither was inside the NIC when it died: {@link knet.nic.recovery.Recovery} books
 * the difference.
 */
final class RxPath {
    /** Frames of a duty cycle at full rate: enough to hide the publication's cost. */
    static final int BATCH = 64;

    /** Paced frames get fresher arrival times. */
    private static final int PACED_BATCH = 16;

    private static final int SKIP_BATCH = 4096;

    private final DeviceMemory device;
    private final NicQueue[] queues;
    private final WirePort port;
    private final FirmwareEngine engine;
    private final RingQueueState queueState;
    private final InterruptUnit interrupts;
    private final NicCounters counters;
    private final Drops drops;
    private final ChecksumUnit checksums;
    private final ReceiveTap tap;
    private final DecisionJournal journal;
    private final CaptureHash capture;
    private final Frame frame;
    private final Packet packet = new Packet();
    private final int[] touched;
    private final int batch;

    private int touchedCount;
    private long position;
    private long toSkip;
    private boolean isPublishPending;
    private boolean isQuarantineMet;

    // The frame that was taken and is not in a ring yet.
    private boolean isHolding;
    private int queue;
    private int flags;
    private long arrivalNs;
    private long captureNs;

    private long offeredBytes;
    private long truncated;
    private long firstArrivalNs = Long.MIN_VALUE;
    private long lastArrivalNs;

    RxPath(
            final NicContext context,
            final NicQueue[] queues,
            final FirmwareEngine engine,
            final RingQueueState queueState,
            final InterruptUnit interrupts,
            final NicCounters counters,
            final Drops drops) {
        this.device = context.device();
        this.queues = queues;
        this.port = context.port();
        this.frame = port.frame();
        this.engine = engine;
        this.queueState = queueState;
        this.interrupts = interrupts;
        this.counters = counters;
        this.drops = drops;
        this.checksums = context.verifiesChecksums() ? new ChecksumUnit() : null;
        this.tap = context.receiveTap();
        this.journal = context.journal();
        this.touched = new int[queues.length];
        this.batch = Math.min(context.batchFrames(), port.isPaced() ? PACED_BATCH : BATCH);
        this.position = context.recovered().wirePosition();
        this.toSkip = context.recovered().framesToSkip();
        // What an earlier process has taken is skipped unseen.
        this.capture = journal == null || toSkip > 0 ? null : new CaptureHash(journal);
        this.captureNs = context.recovered().latestCaptureNs();
        this.offeredBytes = counters.get(NicCounter.RX_OFFERED_BYTES);
        this.truncated = counters.get(NicCounter.RX_TRUNCATED);
    }

    /**
     * Reads past some of the frames that an earlier process has taken.
     *
     * @return true when all are passed
     */
    boolean skipTaken() {
        if (toSkip > 0) {
            final int limit = (int) Math.min(toSkip, SKIP_BATCH);
            final int skipped = port.skip(limit);
            toSkip -= skipped;
            if (skipped < limit) {
                if (!port.isDone()) {
                    return false;
                }
                toSkip = 0; // The wire has become shorter: there is nothing more on it.
            }
            captureNs = Math.max(captureNs, port.latestTimestampNs());
        }
        return toSkip == 0;
    }

    /**
     * Moves up to a batch of frames.
     *
     * @param mayWait what does not fit into its ring is kept, else it is dropped
     * @return frames that left the NIC, into a ring or to a drop counter
     */
    int doWork(final long nowNs, final boolean mayWait) {
        int moved = 0;
        queueState.startBatch(nowNs);
        while (moved < batch) {
            if (!isHolding) {
                if (!port.poll(nowNs)) {
                    break;
                }
                take(nowNs);
            }
            if (!offer(mayWait)) {
                counters.add(NicCounter.RX_WAITS, 1);
                break;
            }
            isHolding = false;
            moved++;
        }
        if (isPublishPending) {
            publish(nowNs);
        }
        if (moved == batch) {
            port.lookAhead(nowNs); // It may not be due for long: nobody has to come back to see.
        }
        return moved;
    }

    private void take(final long nowNs) {
        final long number = position;
        isHolding = true;
        isPublishPending = true;
        position = number + 1;
        device.wirePositionRelease(number + 1);
        queueState.startFrame(number);
        packet.wrap(frame.buffer(), frame.offset(), frame.length());
        queue = engine.classify(packet, number + 1);
        offeredBytes += frame.length();
        captureNs = Math.max(captureNs, frame.timestampNs());
        arrivalNs = nowNs;
        final boolean isTruncated = frame.isTruncated();
        flags = 0;
        if (isTruncated) {
            flags = RxDescriptor.TRUNCATED;
            truncated++;
        }
        if (checksums != null) {
            flags |= checksums.verify(packet, isTruncated);
        }
        if (journal != null) {
            journal.onDecision(number, packet.hash(), queue, packet.decidedOn().kind());
            if (capture != null) {
                capture.add(frame.length(), frame.timestampNs());
            }
        }
    }

    /** Puts the held frame into its ring, or drops it; false if it has to wait for space. */
    private boolean offer(final boolean mayWait) {
        final NicQueue target = queues[queue];
        final RxRing.Result result =
                target.rx()
                        .write(
                                frame.buffer(),
                                frame.offset(),
                                frame.length(),
                                flags,
                                packet.hash(),
                                (int) (position - 1),
                                captureNs,
                                arrivalNs,
                                mayWait);
        if (result == RxRing.Result.WRITTEN) {
            touch(target);
            if (tap != null) {
                tap();
            }
            return true;
        }
        return settle(result, target);
    }

    private boolean settle(final RxRing.Result result, final NicQueue target) {
        switch (result) {
            case WAITING -> {
                if (target.hasUnsignalled()) {
                    touch(target); // A part of the frame was published.
                }
                return false;
            }
            case RING_FULL -> drops.book(DropReason.RING_FULL, queue, 1);
            case OVERSIZE -> drops.book(DropReason.OVERSIZE, queue, 1);
            default -> {
                isQuarantineMet = true;
                drops.book(DropReason.QUARANTINED, queue, 1);
            }
        }
        return true;
    }

    private void tap() {
        tap.onReceived(
                frame.buffer(),
                frame.offset(),
                frame.length(),
                frame.wireLength(),
                frame.timestampNs(),
                queue);
    }

    private void touch(final NicQueue target) {
        if (target.touch()) {
            touched[touchedCount++] = target.index();
        }
        isPublishPending = true;
    }

    /** Publishes every touched queue, then notifies: one fence for all of them. */
    private void publish(final long nowNs) {
        isPublishPending = false;
        final int count = touchedCount;
        touchedCount = 0;
        for (int i = 0; i < count; i++) {
            final NicQueue target = queues[touched[i]];
            target.publish();
            if (target.hasUnsignalled()) {
                interrupts.published(target.index(), target.takeUnsignalledFrames());
            }
        }
        interrupts.signal(nowNs);
        counters.set(NicCounter.RX_OFFERED, position);
        counters.set(NicCounter.RX_OFFERED_BYTES, offeredBytes);
        counters.set(NicCounter.RX_TRUNCATED, truncated);
        if (firstArrivalNs == Long.MIN_VALUE) {
            firstArrivalNs = nowNs;
        }
        lastArrivalNs = nowNs;
    }

    /** Drops the frame that is waiting for space, if there is one. */
    void giveUpHeld(final DropReason reason, final long nowNs) {
        if (isHolding) {
            isHolding = false;
            queues[queue].rx().abandonPart();
            touch(queues[queue]);
            drops.book(reason, queue, 1);
        }
        if (isPublishPending) {
            publish(nowNs);
        }
    }

    /** After a fault somewhere in a cycle: whatever any queue has written is published next. */
    void startAfresh() {
        touchedCount = 0;
        for (final NicQueue target : queues) {
            target.untouch();
            touch(target);
        }
    }

    /** Books what a queue that was just quarantined had in it and not published. */
    void onQuarantined(final NicQueue target) {
        drops.book(DropReason.QUARANTINED, target.index(), target.rx().stagedFrames());
        target.rx().discardStaged();
    }

    /** True, once, if a frame met a quarantined queue. */
    boolean takeQuarantineMet() {
        final boolean isMet = isQuarantineMet;
        isQuarantineMet = false;
        return isMet;
    }

    /** True if the host has seen a part of the frame that waits: it is to be completed. */
    boolean isPartWritten() {
        return isHolding && queues[queue].rx().isPartWritten();
    }

    /** True while a frame waits for space in its ring. */
    boolean isWaitingForSpace() {
        return isHolding;
    }

    /** Frames taken from the wire since the device was made. */
    long position() {
        return position;
    }

    /** The run's clock when the first batch of this process was taken; 0 if there was none. */
    long firstArrivalNs() {
        return firstArrivalNs == Long.MIN_VALUE ? 0 : firstArrivalNs;
    }

    /** The run's clock when the last batch was published; 0 if there was none. */
    long lastArrivalNs() {
        return lastArrivalNs;
    }
}
