package knet.threads.result;

import org.HdrHistogram.Histogram;

/**
 * Latency from the NIC to the application, of one network thread. Frames that complete in one step
 * of the thread get one completion time, the clock read that begins the next step; frames that the
 * NIC stamped alike are recorded with one call. So a busy thread pays neither a clock read nor a
 * histogram update per frame, and an idle one measures each frame by itself.
 */
public final class LatencyRecorder {
    /** Longest latency told apart from longer ones: an hour. */
    public static final long MAX_NS = 3_600_000_000_000L;

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int MAX_RUNS = 256;

    private final Histogram histogram = new Histogram(MAX_NS, SIGNIFICANT_DIGITS);
    private final long[] arrivalNs = new long[MAX_RUNS];
    private final long[] frames = new long[MAX_RUNS];
    private int runs;
    private long lastNowNs;

    /** A frame's payload has reached the application. */
    public void onDelivered(final long frameArrivalNs) {
        if (runs > 0 && arrivalNs[runs - 1] == frameArrivalNs) {
            frames[runs - 1]++;
            return;
        }
        if (runs == MAX_RUNS) {
            // One frame has completed very many that waited behind it (a filled gap): those that
            // came first are measured by the time at which the step began.
            complete(lastNowNs);
        }
        arrivalNs[runs] = frameArrivalNs;
        frames[runs] = 1;
        runs++;
    }

    /**
     * Everything delivered since the last call was complete by {@code nowNs}. A stamp in the future
     * counts as 0, one that lies too far back as {@link #MAX_NS}: stamps are the NIC's, and may be
     * anything.
     */
    public void complete(final long nowNs) {
        for (int i = 0; i < runs; i++) {
            final long latencyNs = nowNs - arrivalNs[i];
            histogram.recordValueWithCount(Math.max(0, Math.min(latencyNs, MAX_NS)), frames[i]);
        }
        runs = 0;
        lastNowNs = nowNs;
    }

    /** What was recorded, to be read by the recording thread or after it has ended. */
    public Histogram histogram() {
        return histogram;
    }
}
