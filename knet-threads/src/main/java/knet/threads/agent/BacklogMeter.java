package knet.threads.agent;

/** Where a {@link FrameBacklog} shows what happens to it. */
public interface BacklogMeter {
    /** Shows nothing. */
    BacklogMeter NONE =
            new BacklogMeter() {
                @Override
                public void onDropped(final long frames) {}

                @Override
                public void onDepth(final int frames) {}
            };

    /** Frames that found the backlog full and were dropped. */
    void onDropped(long frames);

    /** Frames that wait now: taken from the ring, not yet processed. */
    void onDepth(int frames);
}
