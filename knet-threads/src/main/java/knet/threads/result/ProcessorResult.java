package knet.threads.result;

import org.HdrHistogram.Histogram;

/**
 * One processor that frames were steered to in software.
 *
 * @param processor its number
 * @param steered frames put into its backlog, over all hosts that the device has had
 * @param dropped frames that found its backlog full
 * @param wakes times that its thread had found its backlog empty and was woken: what would be an
 *     inter-processor interrupt
 * @param latency of the frames whose processing completed on its thread, nanoseconds
 */
public record ProcessorResult(
        int processor, long steered, long dropped, long wakes, Histogram latency) {}
