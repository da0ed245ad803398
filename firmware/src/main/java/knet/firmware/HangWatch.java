package knet.firmware;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells whether each {@link WatchedClassifier} has come back from the call it was in at an earlier
 * look. A thread in a user's code cannot be stopped, so that what is told of the first that has not
 * for 5 s should end the process. Off until a program turns it on and looks, from a thread of its
 * own; the NIC has a watchdog of its own.
 */
public final class HangWatch {
    /** How long to wait between two looks. */
    public static final int INTERVAL_MS = 500;

    /** Looks, not a time: a process that was suspended has not hung. */
    private static final int LOOKS = 10;

    private static final Queue<Watched> ALL = new ConcurrentLinkedQueue<>();
    private static volatile boolean isOn;

    private HangWatch() {}

    private static final class Watched extends WeakReference<WatchedClassifier> {
        private long call;
        private int looks;

        Watched(final WatchedClassifier classifier) {
            super(classifier);
        }
    }

    /** Watches what is made from now on; who turns it on looks every {@link #INTERVAL_MS}. */
    public static void turnOn() {
        isOn = true;
    }

    static boolean isOn() {
        return isOn;
    }

    static void add(final WatchedClassifier classifier) {
        ALL.add(new Watched(classifier));
    }

    /**
     * Looks once at all of them.
     *
     * @return what is told of one that has been in a call for all of the last looks; else null
     */
    public static String look() {
        for (final Iterator<Watched> all = ALL.iterator(); all.hasNext(); ) {
            final Watched watched = all.next();
            final WatchedClassifier classifier = watched.get();
            if (classifier == null) {
                all.remove();
                continue;
            }
            final long call = classifier.current();
            if (call == WatchedClassifier.IDLE || call != watched.call) {
                watched.call = call;
                watched.looks = 0;
            } else if (++watched.looks == LOOKS) {
                return classifier.describe(call) + " for " + LOOKS * INTERVAL_MS / 1000 + " s";
            }
        }
        return null;
    }
}
