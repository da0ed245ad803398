package knet.traces.info;

/**
 * Frames by wire length.
 *
 * @param leastBytes of the bucket
 * @param mostBytes of the bucket, inclusive
 * @param frames in it
 */
public record SizeBucket(int leastBytes, int mostBytes, long frames) {}
