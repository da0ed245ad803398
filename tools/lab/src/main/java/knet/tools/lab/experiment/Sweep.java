package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does many jobs, several at a time: what they give does not depend on how many. One thread runs
 * sweeps, any other may stop them.
 */
public final class Sweep implements AutoCloseable {
    private final int threads;
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
        this.threads = threads;
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
     * @throws IOException what one of them threw; of several, the first that was begun
     */
    public <T> List<T> run(final List<? extends Callable<T>> jobs) throws IOException {
        return run(jobs, result -> List.<Callable<Void>>of()).stream().map(Chain::first).toList();
    }

    /**
     * A job and those that came of it.
     *
     * @param first what it gave; null if it was left undone
     * @param next what those gave, null for each that was left undone; none if the first was
     */
    public record Chain<A, B>(A first, List<B> next) {
        public Chain {
            next = Collections.unmodifiableList(new ArrayList<>(next)); // Nulls and all.
        }
    }

    /**
     * Does jobs from each of which others come. Those go before all that has not begun, so that
     * what is stopped has whole chains, not the first jobs of all.
     *
     * @param then the jobs that come of what a job gave
     * @return the chains in the order of their first jobs
     * @throws IOException what one of them threw; of several, the first that was begun
     */
    public <A, B> List<Chain<A, B>> run(
            final List<? extends Callable<A>> firsts,
            final Function<A, ? extends List<? extends Callable<B>>> then)
            throws IOException {
        final List<Link<A, B>> links = new ArrayList<>();
        firsts.forEach(first -> links.add(new Link<>(first, then)));
        expected = Math.max(expected, done + links.size());
        new Round(links).run();
        return links.stream().map(Link::chain).toList();
    }

    /**
     * A job. What a worker gives is a step of the thread that runs the sweep: a result that comes
     * too late, because its job was cancelled, is seen by nobody.
     */
    private static class Job<T> implements Callable<Supplier<List<? extends Job<?>>>> {
        private final Callable<T> work;
        private T result;

        Job(final Callable<T> work) {
            this.work = work;
        }

        /** Takes the result over, and tells the jobs that come of it. */
        @Override
        public final Supplier<List<? extends Job<?>>> call() throws Exception {
            final T given = work.call();
            return () -> {
                result = given;
                return follow(given);
            };
        }

        List<? extends Job<?>> follow(final T given) {
            return List.of();
        }

        /** Null if it is not done. */
        final T result() {
            return result;
        }
    }

    /** The first job of a chain. */
    private static final class Link<A, B> extends Job<A> {
        private final Function<A, ? extends List<? extends Callable<B>>> then;
        private final List<Job<B>> next = new ArrayList<>();

        Link(
                final Callable<A> work,
                final Function<A, ? extends List<? extends Callable<B>>> then) {
            super(work);
            this.then = then;
        }

        @Override
        List<Job<B>> follow(final A given) {
            then.apply(given).forEach(work -> next.add(new Job<>(work)));
            return next;
        }

        Chain<A, B> chain() {
            final List<B> results = new ArrayList<>();
            next.forEach(job -> results.add(job.result()));
            return new Chain<>(result(), results);
        }
    }

    /** One call of {@link #run}: no more jobs are begun at a time than there are workers. */
    private final class Round {
        private final CompletionService<Supplier<List<? extends Job<?>>>> service =
                new ExecutorCompletionService<>(workers);
        private final Deque<Job<?>> waiting;
        private final List<Future<?>> begun = new ArrayList<>();
        private int running;
        private boolean hasFailed;

        Round(final List<? extends Job<?>> jobs) {
            waiting = new ArrayDeque<>(jobs);
        }

        void run() throws IOException {
            try {
                begin();
                while (running > 0) {
                    onOver(service.take());
                    begin();
                }
            } catch (final InterruptedException e) {
                stop();
                Thread.currentThread().interrupt();
            }
            synchronized (Sweep.this) {
                underWay.clear();
            }
            throwFailure();
        }

        /** Nothing once it was stopped: a short job would look as if it had all of its input. */
        private void begin() {
            synchronized (Sweep.this) {
                while (!isStopped && !hasFailed && running < threads && !waiting.isEmpty()) {
                    final Future<?> future = service.submit(waiting.pollFirst());
                    begun.add(future);
                    underWay.add(future);
                    running++;
                }
            }
        }

        private void onOver(final Future<Supplier<List<? extends Job<?>>>> over)
                throws InterruptedException {
            running--;
            if (over.isCancelled()) {
                return;
            }
            final List<? extends Job<?>> next;
            try {
                next = over.get().get();
            } catch (final ExecutionException e) {
                hasFailed = true; // Thrown when all are over.
                cancelAll();
                return;
            }
            for (int i = next.size() - 1; i >= 0; i--) {
                waiting.addFirst(next.get(i));
            }
            done++;
            expected = Math.max(expected, done + running + waiting.size());
            listener.onDone(done, expected);
        }

        private void throwFailure() throws IOException {
            for (final Future<?> future : begun) {
                if (future.isDone() && !future.isCancelled()) {
                    check(future);
                }
            }
        }
    }

    /** Throws what a job that is over has thrown. */
    private static void check(final Future<?> future) throws IOException {
        try {
            future.get();
        } catch (final CancellationException e) {
            return; // It was stopped in this moment.
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
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
