package knet.tools.report;

/**
 * How late frames left the wire against a schedule anchored to the start of the run.
 *
 * @param rate as asked for: original, xN, Npps, Nbps
 * @param p50 nanoseconds
 * @param p99 nanoseconds
 * @param max nanoseconds
 */
public record PacingFigures(String rate, long p50, long p99, long max) {}
