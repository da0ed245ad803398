package knet.tools.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Quality of the classifier's decisions.
 *
 * @param imbalancePercent (max - min) / min * 100 over frames per queue; null when a queue got none
 * @param maxOverMean busiest queue over the mean; null when there were no frames
 * @param jain fairness index, 1/queues to 1; null when there were no frames
 * @param flows seen, both directions of a connection being one flow
 * @param splitFlows flows whose frames met more than one queue
 * @param splitReasons why, in flows per reason
 * @param flowsByProtocol flows by the name of their IP protocol, most frequent first; those that
 *     occur
 * @param reordered frames that a network thread saw behind a later one of the same flow and
 *     direction
 */
public record SteeringFigures(
        Double imbalancePercent,
        Double maxOverMean,
        Double jain,
        long flows,
        long splitFlows,
        Map<String, Long> splitReasons,
        Map<String, Long> flowsByProtocol,
        long reordered) {

    public SteeringFigures {
        splitReasons = Collections.unmodifiableMap(new LinkedHashMap<>(splitReasons));
        flowsByProtocol = Collections.unmodifiableMap(new LinkedHashMap<>(flowsByProtocol));
    }

    /**
     * Computes the measures of balance.
     *
     * @param framesPerQueue at least one queue, counts from 0
     */
    public static SteeringFigures of(
            final long[] framesPerQueue,
            final long flows,
            final long splitFlows,
            final Map<String, Long> splitReasons,
            final Map<String, Long> flowsByProtocol,
            final long reordered) {
        long min = Long.MAX_VALUE;
        long max = 0;
        double sum = 0;
        double sumOfSquares = 0;
        for (final long frames : framesPerQueue) {
            min = Math.min(min, frames);
            max = Math.max(max, frames);
            sum += frames;
            sumOfSquares += (double) frames * frames;
        }
        final int queues = framesPerQueue.length;
        return new SteeringFigures(
                min == 0 ? null : (double) (max - min) / min * 100,
                sum == 0 ? null : max / (sum / queues),
                sum == 0 ? null : sum * sum / (queues * sumOfSquares),
                flows,
                splitFlows,
                splitReasons,
                flowsByProtocol,
                reordered);
    }
}
