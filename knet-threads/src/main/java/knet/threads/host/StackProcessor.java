package knet.threads.host;

import knet.driver.RxFrame;
import knet.driver.abi.DeviceMemory;
import knet.threads.agent.FrameProcessor;
import knet.threads.app.FrameEcho;
import knet.threads.result.LatencyRecorder;

/**
 * Runs a processor's frames through its protocol stack, and keeps what the result needs of them.
 * One thread uses it.
 */
final class StackProcessor implements FrameProcessor {
    /** Datagrams of other threads that are taken in one step. */
    private static final int INBOX_LIMIT = 16;

    /** How often it looks whether the NIC has another classifier. A NIC's start takes longer. */
    private static final long FIRMWARE_CHECK_NS = 1_000_000;

    private final int number;
    private final DeviceMemory device;
    private final StackGenerations generations;
    private final Inbox inbox;
    private final TxOutbox tx;
    private final FrameEcho echo;
    private final LatencyRecorder latency;
    private final StackFailures failures;

    private LaneStack stack;
    private long firmware;
    private long nextFirmwareCheckNs = Long.MIN_VALUE;
    private long nowNs;
    private boolean inBatch;
    private boolean isBatchOpen;
    private long firstArrivalNs = Long.MAX_VALUE;
    private long lastCompletionNs = Long.MIN_VALUE;
    private long lastCaptureNs;
    private int lastHash;

    /**
     * @param number of the processor among the device's
     * @param echo sends frames back; null if nobody wants that
     */
    StackProcessor(
            final int number,
            final DeviceMemory device,
            final StackGenerations generations,
            final Inbox inbox,
            final TxOutbox tx,
            final FrameEcho echo,
            final LatencyRecorder latency,
            final StackFailures failures) {
        this.number = number;
        this.device = device;
        this.generations = generations;
        this.inbox = inbox;
        this.tx = tx;
        this.echo = echo;
        this.latency = latency;
        this.failures = failures;
    }

    @Override
    public void onFrame(final RxFrame frame) {
        if (!inBatch) {
            beginBatch(frame);
        }
        lastCaptureNs = frame.captureNs();
        lastHash = frame.hash();
        try {
            if (echo != null) {
                echo.onFrame(frame, tx);
            }
            stack.onFrame(frame);
        } catch (final RuntimeException e) {
            // A defect in a protocol must not take the queue down, nor hide.
            failures.onFailure(frame, e);
        }
    }

    private void beginBatch(final RxFrame frame) {
        inBatch = true;
        isBatchOpen = true;
        if (frame.arrivalNs() < firstArrivalNs) {
            firstArrivalNs = frame.arrivalNs();
        }
        if (stack == null || nowNs >= nextFirmwareCheckNs) {
            nextFirmwareCheckNs = nowNs + FIRMWARE_CHECK_NS;
            final long signature = StackGenerations.signature(device);
            if (stack == null || signature != firmware) {
                firmware = signature;
                stack = generations.current().lane(number);
            }
        }
    }

    @Override
    public boolean isReady() {
        return tx.isEmpty() && (stack == null || stack.isReady());
    }

    @Override
    public void onBatchEnd() {
        inBatch = false;
        tx.flush();
    }

    @Override
    public int doWork(final long now) {
        nowNs = now;
        int work = tx.retry();
        if (isBatchOpen) {
            isBatchOpen = false;
            latency.complete(now);
            lastCompletionNs = now;
        }
        if (stack != null) {
            work += stack.exchange(inbox, INBOX_LIMIT);
        } else if (!inbox.isEmpty()) {
            // Handed a datagram before a frame of its own came.
            stack = generations.current().lane(number);
            work += stack.exchange(inbox, INBOX_LIMIT);
        }
        isBatchOpen |= work > 0;
        return work;
    }

    /** Everything here is driven by packets; protocol time comes with them. */
    @Override
    public long deadlineNs() {
        return Long.MAX_VALUE;
    }

    /** True if nothing is on its way between this thread and others. */
    boolean isQuiet() {
        return tx.isEmpty() && inbox.isEmpty() && (stack == null || stack.pending() == 0);
    }

    /** Nobody takes transmitted frames any more. Any thread. */
    void giveUpTransmitting() {
        tx.giveUp();
    }

    LatencyRecorder latency() {
        return latency;
    }

    /** When the first frame came to the NIC, or {@code Long.MAX_VALUE} if there was none. */
    long firstArrivalNs() {
        return firstArrivalNs;
    }

    /** When the last frame was complete, or {@code Long.MIN_VALUE} if there was none. */
    long lastCompletionNs() {
        return lastCompletionNs;
    }

    /** The NIC's hash of the last frame. */
    int lastHash() {
        return lastHash;
    }

    /** Protocol time of the last frame. */
    long lastCaptureNs() {
        return lastCaptureNs;
    }
}
