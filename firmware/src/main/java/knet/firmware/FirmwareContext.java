package knet.firmware;

/**
 * What a classifier is told at start.
 *
 * @param queues receive queues of the device, 1 to 256
 * @param nowNs the run's clock, nanoseconds
 * @param seed of the run: whatever is random in a classifier follows from it
 * @param counters where the classifier publishes its own
 */
public record FirmwareContext(int queues, long nowNs, long seed, FirmwareCounters counters) {
    /** For tests, and where no device is: counters on the heap, time and seed 0. */
    public static FirmwareContext of(final int queues) {
        return new FirmwareContext(queues, 0, 0, FirmwareCounters.inMemory());
    }

    /**
     * Starts a classifier: calls its {@link Classifier#onStart}.
     *
     * @throws FirmwareException of one line if it throws anything
     */
    public void start(final Classifier classifier) {
        try {
            classifier.onStart(this);
        } catch (final FirmwareException e) {
            throw e;
        } catch (final RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw new FirmwareException(
                    WatchedClassifier.nameOf(classifier) + " cannot start: " + e, e);
        }
    }
}
