package knet.firmware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A user's classifier, for a tool that calls it in its own process: shows the {@link HangWatch}
 * which call is going on. Two ordered stores per call; classifiers of this house are not watched.
 */
public final class WatchedClassifier implements Classifier {
    /** No call is going on. */
    static final long IDLE = 0;

    /** Set in the number of a tick's call. */
    private static final long TICK = Long.MIN_VALUE;

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT =
                    MethodHandles.lookup()
                            .findVarHandle(WatchedClassifier.class, "current", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Classifier classifier;

    @SuppressWarnings("unused") // Through the VarHandle.
    private long current;

    private long packets;
    private long ticks;

    WatchedClassifier(final Classifier classifier) {
        this.classifier = classifier;
    }

    /**
     * What a tool calls in a classifier's place.
     *
     * @return the classifier itself if it is one of this house, or nobody watches
     */
    public static Classifier of(final Classifier classifier) {
        if (classifier.getClass().getClassLoader() == Classifier.class.getClassLoader()
                || !HangWatch.isOn()) {
            return classifier;
        }
        final WatchedClassifier watched = new WatchedClassifier(classifier);
        HangWatch.add(watched);
        return watched;
    }

    /** The call that is going on, {@link #IDLE} if none; from any thread. */
    long current() {
        return (long) CURRENT.getAcquire(this);
    }

    /** What is told of a call that does not return. */
    String describe(final long call) {
        return classifier.getClass().getSimpleName()
                + ": the classifier did not return from "
                + (call < 0 ? "a tick" : "packet " + (call - 1));
    }

    private void enter(final long call) {
        CURRENT.setRelease(this, call);
    }

    private void leave() {
        CURRENT.setRelease(this, IDLE);
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        enter(++packets);
        try {
            return classifier.classify(packet, queues);
        } finally {
            leave();
        }
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        enter(++packets);
        try {
            return classifier.explain(packet, queues, why);
        } finally {
            leave();
        }
    }

    @Override
    public void onTick(final long nowNs, final QueueState queues) {
        enter(TICK | ++ticks);
        try {
            classifier.onTick(nowNs, queues);
        } finally {
            leave();
        }
    }

    @Override
    public void onStart(final FirmwareContext context) {
        classifier.onStart(context);
    }

    @Override
    public Affinity affinity() {
        return classifier.affinity();
    }

    @Override
    public boolean isSymmetric() {
        return classifier.isSymmetric();
    }

    @Override
    public long tickIntervalNs() {
        return classifier.tickIntervalNs();
    }

    /** The classifier's name for messages, as if nobody watched. */
    @Override
    public String toString() {
        return classifier.getClass().getName();
    }
}
