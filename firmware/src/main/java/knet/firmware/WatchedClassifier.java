package knet.firmware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * A user's classifier, for a tool that calls it in its own process: shows the {@link HangWatch}
 * which call is going on. Two ordered stores per call; classifiers of this house are not watched.
 */
public final class WatchedClassifier implements Classifier {
    /** No call is going on. */
    static final long IDLE = 0;

    /** Set in the number of a tick's call. */
    private static final long TICK = Long.MIN_VALUE;

    /** Calls of these belong to no packet: numbered down from the highest number. */
    private static final List<String> OTHERS =
            List.of("onStart", "affinity", "isSymmetric", "tickIntervalNs");

    private static final long ON_START = Long.MAX_VALUE;
    private static final long AFFINITY = ON_START - 1;
    private static final long IS_SYMMETRIC = ON_START - 2;
    private static final long TICK_INTERVAL = ON_START - 3;

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
        final String what;
        if (call < 0) {
            what = "a tick";
        } else if (call >= TICK_INTERVAL) {
            what = OTHERS.get((int) (ON_START - call));
        } else {
            what = "packet " + (call - 1);
        }
        return classifier.getClass().getSimpleName()
                + ": the classifier did not return from "
                + what;
    }

    /** A classifier's class for messages, as if nobody watched. */
    static String nameOf(final Classifier classifier) {
        return (classifier instanceof WatchedClassifier watched ? watched.classifier : classifier)
                .getClass()
                .getName();
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
        enter(ON_START);
        try {
            classifier.onStart(context);
        } finally {
            leave();
        }
    }

    @Override
    public Affinity affinity() {
        enter(AFFINITY);
        try {
            return classifier.affinity();
        } finally {
            leave();
        }
    }

    @Override
    public boolean isSymmetric() {
        enter(IS_SYMMETRIC);
        try {
            return classifier.isSymmetric();
        } finally {
            leave();
        }
    }

    @Override
    public long tickIntervalNs() {
        enter(TICK_INTERVAL);
        try {
            return classifier.tickIntervalNs();
        } finally {
            leave();
        }
    }
}
