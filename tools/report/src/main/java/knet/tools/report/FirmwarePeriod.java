package knet.tools.report;

import java.util.List;

/**
 * A time in which one version of a classifier decided.
 *
 * @param firmware its specification, a file's version included
 * @param fromFrame number of the first frame that it decided on, from 0; null if that is not known
 * @param toFrame of the last one; one less than {@code fromFrame} if there was none
 * @param frames that went into receive rings; null if that is not known
 * @param maxOverMean of those frames over the queues; null if there was none, or is not known
 * @param hung whether it ended because the classifier did not return
 * @param framesPerQueue those of {@code frames} in each queue's ring, by queue; empty if that is
 *     not known
 */
public record FirmwarePeriod(
        String firmware,
        Long fromFrame,
        long toFrame,
        Long frames,
        Double maxOverMean,
        boolean hung,
        List<Long> framesPerQueue) {
    public FirmwarePeriod {
        framesPerQueue = List.copyOf(framesPerQueue);
    }

    /** True if it decided on a frame at all. */
    boolean isAny() {
        return fromFrame == null || toFrame >= fromFrame;
    }

    /** How many classifiers decided, each counted once however often it came back. */
    static long deciders(final List<FirmwarePeriod> periods) {
        return periods.stream()
                .filter(FirmwarePeriod::isAny)
                .map(FirmwarePeriod::firmware)
                .distinct()
                .count();
    }

    /** What a list of more than one says of the queues' figures. */
    static String sumNote(final List<FirmwarePeriod> periods) {
        final long classifiers = deciders(periods);
        return classifiers > 1
                ? "the queues' figures are of "
                        + Units.plural(classifiers, "classifier")
                        + " together"
                : "one classifier decided on all frames";
    }
}
