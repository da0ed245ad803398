package knet.tools.lab.real;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread of its own for what binds it to a processor: the caller's stays where the system wants
 * it.
 */
final class BoundThread implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        final Thread made = new Thread(task, "knet-calibration");
                        made.setDaemon(true);
                        return made;
                    });

    /** Runs something there, and waits for its end; throws what it threw. */
    <T> T call(final Callable<T> task) throws IOException {
        try {
            return thread.submit(task).get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
