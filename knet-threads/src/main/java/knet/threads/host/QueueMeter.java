package knet.threads.host;

import knet.driver.abi.CounterFile;
import knet.driver.abi.HostQueueCounter;
import knet.threads.agent.BacklogMeter;
import org.agrona.concurrent.status.AtomicCounter;

/** Shows what becomes of a receive queue's frames between its ring and their processing. */
final class QueueMeter implements BacklogMeter {
    private final AtomicCounter dropped;
    private final AtomicCounter shownDepth;

    /** The counter lies in shared memory: this is what is believed. */
    private volatile int depth;

    /**
     * Goes on from where a dead host left off: what that had in its backlog was taken, and never
     * processed.
     *
     * @param mostLost bound of that, frames
     */
    QueueMeter(final CounterFile file, final int queue, final int mostLost) {
        dropped = file.counter(HostQueueCounter.BACKLOG_DROPPED, queue);
        shownDepth = file.addCounter("host_queue_" + queue + "_backlog_depth");
        file.counter(HostQueueCounter.LOST_IN_RESTART, queue)
                .getAndAddRelease(Math.max(0, Math.min(shownDepth.get(), mostLost)));
        shownDepth.setRelease(0);
    }

    @Override
    public void onDropped(final long frames) {
        dropped.getAndAddRelease(frames);
    }

    @Override
    public void onDepth(final int frames) {
        depth = frames;
        shownDepth.setRelease(frames);
    }

    /** Frames in the backlog. Any thread. */
    int depth() {
        return depth;
    }
}
