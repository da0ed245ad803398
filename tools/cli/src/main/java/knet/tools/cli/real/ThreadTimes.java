package knet.tools.cli.real;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Processor time of the network threads of a run, which are gone when it is over: looked at a
 * hundred times a second while they live, so that of each up to 10 ms may be missing.
 */
public final class ThreadTimes implements AutoCloseable {
    private static final String NETWORK_THREADS = "knet-net-";
    private static final long LOOK_NS = 10_000_000;
    private static final long MOST_JOIN_MS = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final int wanted;
    private final Map<Long, String> names = new TreeMap<>();
    private final Map<Long, Long> timesNs = new TreeMap<>();
    private final Thread watcher = new Thread(this::watch, "knet-thread-times");
    private volatile boolean isOver;

    /**
     * @param wanted network threads that there will be
     */
    public ThreadTimes(final int wanted) {
        this.wanted = wanted;
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A thread, and the processor time that it has used. */
    public record ThreadTime(String thread, long cpuNs) {}

    private void watch() {
        while (!isOver) {
            LockSupport.parkNanos(LOOK_NS);
            look();
        }
    }

    private synchronized void look() {
        if (names.size() < wanted) {
            find();
        }
        for (final long id : names.keySet()) {
            final long ns = threads.getThreadCpuTime(id);
            if (ns >= 0) { // -1: it has ended.
                timesNs.merge(id, ns, Math::max);
            }
        }
    }

    private void find() {
        final long[] ids = threads.getAllThreadIds();
        final ThreadInfo[] infos = threads.getThreadInfo(ids);
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && infos[i].getThreadName().startsWith(NETWORK_THREADS)) {
                names.put(ids[i], infos[i].getThreadName());
            }
        }
    }

    /** What was seen so far, thread by thread. */
    public synchronized List<ThreadTime> times() {
        final List<ThreadTime> times = new ArrayList<>();
        timesNs.forEach((id, ns) -> times.add(new ThreadTime(names.get(id), ns)));
        return times;
    }

    @Override
    public void close() {
        isOver = true;
        LockSupport.unpark(watcher);
        try {
            watcher.join(MOST_JOIN_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
