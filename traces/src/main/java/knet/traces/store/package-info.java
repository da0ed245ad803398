/**
 * The trace store: captures larger than memory, with random access by index and by time, and live
 * recordings that a replay tails while they grow. On Chronicle Queue.
 *
 * <p>A store is a directory:
 *
 * <pre>
 *   knet-trace-store   journal of what went in; its first line says that this is a store
 *   writer.lock        held by the process that writes, if one does
 *   metadata.cq4t      Chronicle Queue's own
 *   19700102L.cq4      the frames, one excerpt each, in one roll cycle: frame n is sequence number n
 * </pre>
 *
 * <p>One process writes, any number read, also while it writes. A writer that is killed loses what
 * it had not acknowledged, at most, and the next one goes on behind it. What is acknowledged has
 * reached the operating system: it survives the process, not a power failure.
 */
package knet.traces.store;
