package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does many jobs, several at a time: what they give does not depend on how many. One thread runs
 * sweeps, any other may stop them.
 */
public final class Sweep implements AutoCloseable {
    private final ExecutorService workers;
    private final Listener listener;
    private final List<Future<?>> underWay = new ArrayList<>();
    private boolean isStopped;
    private int done;
    private int expected;

    /**
     * @param threads workers, 1 or more
     */
    public Sweep(final int threads, final Listener listener) {
        this.listener = listener;
        workers =
                Executors.newFixedThreadPool(
                        threads,
                        work -> {
                            final Thread thread = new Thread(work, "knet-lab");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Hears how far it is, on the thread that runs the sweep. */
    @FunctionalInterface
    public interface Listener {
        /** Does not listen. */
        Listener NONE = (done, all) -> {};

        /**
         * A job is done.
         *
         * @param done jobs so far, over all calls of {@link Sweep#run}
         * @param all that are known of
         */
        void onDone(int done, int all);
    }

    /** Says that there will be so many jobs, over all calls of {@link #run}. */
    public void expect(final int jobs) {
        expected = jobs;
    }

    /**
     * Does jobs.
     *
     * @return what each gave, in their order; null for those that {@link #stop} has left undone
     * @throws IOException what one of them threw; of several, the first in their order
     */
    public <T> List<T> run(final List<? extends Callable<T>> jobs) throws IOException {
        final CompletionService<T> service = new ExecutorCompletionService<>(workers);
        final List<Future<T>> futures = new ArrayList<>();
        expected = Math.max(expected, done + jobs.size());
        synchronized (this) {
            if (isStopped) {
                // Not even begun: a short job on what is there would look as if it had all of it.
                return new ArrayList<>(Collections.nCopies(jobs.size(), null));
            }
            for (final Callable<T> job : jobs) {
                final Future<T> future = service.submit(job);
                futures.add(future);
                underWay.add(future);
            }
        }
        await(service, futures.size());
        final List<T> results = new ArrayList<>();
        for (final Future<T> future : futures) {
            results.add(resultOf(future));
        }
        synchronized (this) {
            underWay.clear();
        }
        return results;
    }

    private <T> void await(final CompletionService<T> service, final int jobs) {
        try {
            for (int i = 0; i < jobs; i++) {
                final Future<T> future = service.take();
                if (future.isCancelled()) {
                    continue;
                }
                if (hasFailed(future)) {
                    cancelAll(); // The first in their order is thrown by the caller.
                    return;
                }
                done++;
                listener.onDone(done, expected);
            }
        } catch (final InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasFailed(final Future<?> future) throws InterruptedException {
        try {
            future.get();
            return false;
        } catch (final ExecutionException e) {
            return true;
        }
    }

    /** Of a job that is over or was cancelled. */
    private static <T> T resultOf(final Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (final CancellationException e) {
            return null;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (final ExecutionException e) {
            final Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error failure) {
                throw failure;
            }
            throw cause instanceof IOException failure
                    ? failure
                    : new IOException(cause.getMessage(), cause);
        }
    }

    private synchronized void cancelAll() {
        underWay.forEach(future -> future.cancel(true));
    }

    /** Gives up what is not done yet, now and in later calls. */
    public synchronized void stop() {
        isStopped = true;
        cancelAll();
    }

    /** True if it was stopped: results may be missing. */
    public synchronized boolean isStopped() {
        return isStopped;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
