package knet.tools.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import knet.firmware.Classifier;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareException;

/**
 * A started classifier that is fed with frames in memory, as a NIC feeds it: the queues empty, time
 * going on as at 10 Gbit/s, and its ticks. One instance for one classifier, used by one thread.
 */
public abstract class ClassifierLoop {
    private static final String BODY = "ClassifierLoopBody.class";

    private Classifier classifier;
    private BenchQueues queues;

    /**
     * Starts a classifier.
     *
     * <p>Each gets a copy of the loop's class of its own. A NIC runs one classifier, so that the
     * compiler inlines it into the loop; one loop for several would have their calls go through a
     * table, and all would be slower than they are.
     *
     * @throws FirmwareException of one line if it cannot start
     */
    public static ClassifierLoop of(final Classifier classifier, final int queueCount) {
        final ClassifierLoop loop = copy();
        loop.classifier = classifier;
        loop.queues = new BenchQueues(queueCount, classifier.tickIntervalNs());
        FirmwareContext.of(queueCount).start(classifier);
        return loop;
    }

    private static ClassifierLoop copy() {
        try (InputStream in = ClassifierLoop.class.getResourceAsStream(BODY)) {
            return (ClassifierLoop)
                    MethodHandles.lookup()
                            .defineHiddenClass(in.readAllBytes(), true)
                            .lookupClass()
                            .getDeclaredConstructor()
                            .newInstance();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InstantiationException
                | IllegalAccessException
                | NoSuchMethodException
                | InvocationTargetException e) {
            throw new IllegalStateException(BODY + " cannot be copied", e);
        }
    }

    /**
     * Classifies all frames, so many times.
     *
     * @param rounds at least 1
     * @return nanoseconds a packet
     * @throws FirmwareException of one line if the classifier throws, or chooses a queue that does
     *     not exist
     */
    public final double run(final FramesInMemory frames, final int rounds) {
        final long startNs = System.nanoTime();
        final long misses;
        try {
            misses = classify(classifier, queues, frames, rounds);
        } catch (final RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw new FirmwareException(name() + " threw " + e, e);
        }
        final long elapsedNs = System.nanoTime() - startNs;
        if (misses > 0) {
            throw new FirmwareException(
                    name() + " chose " + misses + " times a queue that does not exist");
        }
        return (double) elapsedNs / ((double) rounds * frames.count());
    }

    private String name() {
        return classifier.getClass().getName();
    }

    /**
     * The loop.
     *
     * @return choices of queues that do not exist
     */
    abstract long classify(
            Classifier firmware, BenchQueues state, FramesInMemory frames, int rounds);
}
