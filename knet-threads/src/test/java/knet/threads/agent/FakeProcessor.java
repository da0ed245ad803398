package knet.threads.agent;

import java.util.ArrayList;
import java.util.List;
import knet.driver.RxFrame;

/** Remembers what it was given. */
final class FakeProcessor implements FrameProcessor {
    final List<Integer> arrivals = new ArrayList<>();
    int batches;
    int openFrames;
    boolean ready = true;
    int otherWork;
    long deadlineNs = Long.MAX_VALUE;
    long lastNowNs;
    Runnable onFrame = () -> {};

    @Override
    public void onFrame(final RxFrame frame) {
        if (frame.buffer().getInt(frame.offset()) != frame.arrival()) {
            throw new AssertionError("the bytes of frame " + frame.arrival() + " are others");
        }
        arrivals.add(frame.arrival());
        openFrames++;
        onFrame.run();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void onBatchEnd() {
        batches++;
        openFrames = 0;
    }

    @Override
    public int doWork(final long nowNs) {
        lastNowNs = nowNs;
        final int work = otherWork;
        otherWork = 0;
        return work;
    }

    @Override
    public long deadlineNs() {
        return deadlineNs;
    }
}
