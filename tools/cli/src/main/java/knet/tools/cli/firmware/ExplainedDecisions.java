package knet.tools.cli.firmware;

import java.util.function.Supplier;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.Explanation;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounters;
import knet.firmware.WatchedClassifier;
import knet.traces.Frame;

/**
 * Decisions of which any may be explained. Two classifiers of a kind see the same frames: one
 * decides on all, as in a NIC, and the other explains those that are asked for, so that an
 * explanation that is not what happens is found out. Each frame goes to {@link #decide} and then to
 * {@link #pass} or {@link #explain}.
 */
public final class ExplainedDecisions {
    private final Decisions deciding;
    private final Decisions explaining;
    private long thrownBefore;
    private long outOfRangeBefore;

    /**
     * Makes and starts both.
     *
     * @param maker of a classifier, called twice
     * @throws knet.firmware.FirmwareException if it cannot be made or started; one line
     */
    public ExplainedDecisions(final Supplier<Classifier> maker, final int queues, final long seed) {
        deciding = started(maker.get(), queues, seed);
        explaining = started(maker.get(), queues, seed);
    }

    private static Decisions started(
            final Classifier classifier, final int queues, final long seed) {
        final Classifier watched = WatchedClassifier.of(classifier);
        new FirmwareContext(queues, 0, seed, FirmwareCounters.inMemory()).start(watched);
        return new Decisions(watched, queues);
    }

    /** Decides on the next frame. */
    public int decide(final Frame frame) {
        thrownBefore = deciding.exceptions();
        outOfRangeBefore = deciding.outOfRange();
        return deciding.decide(frame.buffer(), frame.offset(), frame.length(), frame.timestampNs());
    }

    /** The decision on this frame is not to be explained. */
    public void pass(final Frame frame) {
        explaining.decide(frame.buffer(), frame.offset(), frame.length(), frame.timestampNs());
    }

    /**
     * Explains the decision on this frame.
     *
     * @throws knet.firmware.FirmwareException of one line if the classifier throws when it is to
     *     explain itself
     */
    public Explained explain(final Frame frame) {
        final Explanation why = new Explanation();
        final int queue = deciding.queue();
        final String doubt;
        if (deciding.exceptions() > thrownBefore) {
            pass(frame);
            why.step("exception", "the classifier threw " + deciding.lastThrown())
                    .concludes(0, "the classifier threw: counted, and queue 0");
            doubt = "";
        } else if (deciding.outOfRange() > outOfRangeBefore) {
            pass(frame);
            why.step("out of range", "the classifier returned a queue that does not exist")
                    .concludes(0, "a queue that does not exist: counted, and queue 0");
            doubt = "";
        } else {
            final int explained =
                    explaining.explain(
                            frame.buffer(),
                            frame.offset(),
                            frame.length(),
                            frame.timestampNs(),
                            why);
            doubt = doubt(queue, explained, why);
        }
        return new Explained(queue, deciding.hash(), deciding.kind(), why, doubt);
    }

    private static String doubt(final int queue, final int explained, final Explanation why) {
        if (explained != queue) {
            return "when it explains, the classifier decides on queue "
                    + explained
                    + ": its explain() is another rule, or the same frames do not always get the"
                    + " same queues";
        }
        return why.queue() == Explanation.NONE || why.queue() == queue
                ? ""
                : "what the classifier says leads to queue "
                        + why.queue()
                        + ": its explain() is wrong";
    }

    /** Decisions so far, and the frame decided on last. */
    public Decisions decisions() {
        return deciding;
    }
}
