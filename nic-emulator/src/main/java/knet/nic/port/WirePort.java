package knet.nic.port;

import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.pace.PacingLateness;

/**
 * The receiving half of the port: hands over a frame when the source has one and the pacer says
 * that it is due. Keeps count of what came in.
 */
public final class WirePort implements AutoCloseable {
    /** No frame is waiting for its time. */
    public static final long NO_DUE_TIME = Long.MAX_VALUE;

    /** A year before the end of the clock: who adds to a due time must not come out behind it. */
    private static final long LAST_DUE_NS = Long.MAX_VALUE - 365L * 86_400 * 1_000_000_000;

    private final FrameSource source;
    private final Pacer pacer;
    private final boolean isPaced;
    private final Frame frame = new Frame();
    private final PacingLateness lateness = new PacingLateness();

    private boolean isAnchored;
    private boolean isHeld;
    private long dueNs;
    private String failure;

    private long frames;
    private long bytes;
    private long truncated;
    private long earliestNs = Long.MAX_VALUE;
    private long latestNs = Long.MIN_VALUE;

    /**
     * @param source owned by the port
     */
    public WirePort(final FrameSource source, final Pacer pacer) {
        this.source = source;
        this.pacer = pacer;
        this.isPaced = pacer.isPaced();
    }

    /**
     * Takes the next frame from the wire if it is due.
     *
     * @param nowNs the run's clock
     * @return false if there is none now
     */
    public boolean poll(final long nowNs) {
        if (isPaced) {
            if (!isHeld && !hold(nowNs) || dueNs > nowNs) {
                return false;
            }
            isHeld = false;
            lateness.record(dueNs, nowNs);
        } else if (failure != null || !source.next(frame)) {
            return false;
        }
        count();
        return true;
    }

    /**
     * Looks at when the next frame is due, so that {@link #nextDueNs} tells. {@link #frame} is that
     * one's from now on.
     *
     * @param nowNs the run's clock
     */
    public void lookAhead(final long nowNs) {
        if (isPaced && !isHeld) {
            hold(nowNs);
        }
    }

    private boolean hold(final long nowNs) {
        if (failure != null || !source.next(frame)) {
            return false;
        }
        if (!isAnchored) {
            isAnchored = true;
            pacer.start(nowNs);
        }
        dueNs = pacer.dueNs(frame);
        if (dueNs > LAST_DUE_NS) {
            fail("at this rate the next frame comes later than the clock can tell: 292 years");
            return false;
        }
        isHeld = true;
        return true;
    }

    private void count() {
        frames++;
        bytes += frame.length();
        if (frame.isTruncated()) {
            truncated++;
        }
        final long timestampNs = frame.timestampNs();
        if (timestampNs < earliestNs) {
            earliestNs = timestampNs;
        }
        if (timestampNs > latestNs) {
            latestNs = timestampNs;
        }
    }

    /**
     * Reads past frames that an earlier NIC process has taken.
     *
     * @return how many there were, at most {@code limit}
     */
    public int skip(final int limit) {
        int skipped = 0;
        while (skipped < limit && failure == null && source.next(frame)) {
            count();
            skipped++;
        }
        return skipped;
    }

    /**
     * Pacing starts afresh with the next frame: after a pause that is not to be made up for. A
     * frame that is waiting for its time becomes due at once.
     */
    public void reanchor(final long nowNs) {
        isAnchored = false;
        if (isHeld) {
            isAnchored = true;
            pacer.start(nowNs);
            dueNs = pacer.dueNs(frame);
        }
    }

    /** Ends the wire: its source cannot be read any more. */
    public void fail(final String why) {
        if (failure == null) {
            failure = why;
            isHeld = false;
        }
    }

    /** True once {@link #fail} was called. */
    public boolean hasFailed() {
        return failure != null;
    }

    /** The frame taken last: valid until the next call of {@link #poll}. */
    public Frame frame() {
        return frame;
    }

    /** True once no frame will ever come. */
    public boolean isDone() {
        return !isHeld && (failure != null || source.isExhausted());
    }

    public boolean isPaced() {
        return isPaced;
    }

    /** When the next frame is due, if one is waiting for its time; else NO_DUE_TIME. */
    public long nextDueNs() {
        return isHeld ? dueNs : NO_DUE_TIME;
    }

    /** How late the frames were. */
    public PacingLateness lateness() {
        return lateness;
    }

    /** Frames taken from this wire, those of an earlier process included. */
    public long frames() {
        return frames;
    }

    /** Captured bytes of those. */
    public long bytes() {
        return bytes;
    }

    /** Those of which fewer bytes were captured than were on the wire. */
    public long truncated() {
        return truncated;
    }

    /** Time from the earliest to the latest timestamp, nanoseconds; 0 without frames. */
    public long durationNs() {
        return frames == 0 ? 0 : latestNs - earliestNs;
    }

    /** The latest timestamp so far, nanoseconds since 1970; Long.MIN_VALUE without frames. */
    public long latestTimestampNs() {
        return latestNs;
    }

    /** What was wrong with the wire, one line; null if nothing was. */
    public String damage() {
        return failure != null ? failure : source.damage();
    }

    /** Link types met so far. */
    public String[] linkTypes() {
        return source.linkTypes();
    }

    @Override
    public void close() {
        source.close();
    }
}
