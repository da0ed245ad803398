package knet.firmware;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Looks, twice a second, whether each {@link WatchedClassifier} has come back from the call it was
 * in before. A thread in a user's code cannot be stopped, so that what is told of the first that
 * has not for 5 s should end the process. Off until a program turns it on; the NIC has a watchdog
 * of its own.
 */
public final class HangWatch {
    private static final int INTERVAL_MS = 500;

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

    /**
     * Begins to watch what is made from now on, in a thread that keeps no process alive.
     *
     * @param onHang told in one line of the first call that does not return
     */
    public static void start(final Consumer<String> onHang) {
        isOn = true;
        final Thread thread = new Thread(() -> watch(onHang), "classifier-watch");
        thread.setDaemon(true);
        thread.start();
    }

    static boolean isOn() {
        return isOn;
    }

    static void add(final WatchedClassifier classifier) {
        ALL.add(new Watched(classifier));
    }

    private static void watch(final Consumer<String> onHang) {
        try {
            while (true) {
                final String hung = look();
                if (hung != null) {
                    onHang.accept(hung);
                    return;
                }
                Thread.sleep(INTERVAL_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks once at all of them.
     *
     * @return what is told of one that has been in a call for all of the last looks; else null
     */
    static String look() {
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
