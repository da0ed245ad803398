package knet.tools.report;

/**
 * A time in which one version of a classifier decided.
 *
 * @param firmware its specification, a file's version included
 * @param fromFrame number of the first frame that it decided on, from 0; null if that is not known
 * @param toFrame of the last one; one less than {@code fromFrame} if there was none
 * @param frames that went into receive rings; null if that is not known
 * @param maxOverMean of those frames over the queues; null if there was none, or is not known
 * @param hung whether it ended because the classifier did not return
 */
public record FirmwarePeriod(
        String firmware,
        Long fromFrame,
        long toFrame,
        Long frames,
        Double maxOverMean,
        boolean hung) {}
