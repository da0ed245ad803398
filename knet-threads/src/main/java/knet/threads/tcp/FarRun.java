package knet.threads.tcp;

/**
 * Segments further ahead than a window. The capture may have lost more than that: segments that
 * continue each other are the stream going on; stray ones are not.
 */
final class FarRun {
    /** Segments in a row that are believed. */
    private static final int CONVINCING = 8;

    private int nextSequence;
    private int segments;

    /** Notes a segment; true if it is the last of a run long enough. */
    boolean isConvincing(final TcpSegment segment) {
        segments = segment.sequence == nextSequence ? segments + 1 : 1;
        nextSequence = segment.sequence + segment.declaredLength;
        if (segments < CONVINCING) {
            return false;
        }
        segments = 0;
        return true;
    }
}
