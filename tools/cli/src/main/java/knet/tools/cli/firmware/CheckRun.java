package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import knet.firmware.check.CheckResult;
import knet.firmware.check.ClassifierCheck;
import knet.firmware.check.ClassifierChecks;
import knet.firmware.check.Subject;

/**
 * Puts a classifier through every check. Each check has a thread of its own, so that a classifier
 * that does not return fails it: its thread stays until the process ends, and the checks after it
 * are not run.
 */
public final class CheckRun {
    private final long limitSeconds;
    private final Consumer<ClassifierCheck> progress;

    /**
     * @param limitSeconds longest time of one check, at least 1
     * @param progress told of each check before it is run
     */
    public CheckRun(final long limitSeconds, final Consumer<ClassifierCheck> progress) {
        this.limitSeconds = limitSeconds;
        this.progress = progress;
    }

    /** What came of each check, in their order. */
    public List<CheckResult> of(final Subject subject) {
        final List<CheckResult> results = new ArrayList<>();
        for (final ClassifierCheck check : ClassifierChecks.all()) {
            progress.accept(check);
            final CheckResult result = run(check, subject);
            results.add(result);
            if (isHung(result)) {
                break;
            }
        }
        return results;
    }

    private CheckResult run(final ClassifierCheck check, final Subject subject) {
        final CompletableFuture<CheckResult> done = new CompletableFuture<>();
        final Thread thread =
                new Thread(
                        () -> {
                            try {
                                done.complete(ClassifierChecks.run(check, subject));
                            } catch (final Throwable e) { // Firmware may throw anything.
                                done.completeExceptionally(e);
                            }
                        },
                        "firmware-check");
        thread.setDaemon(true);
        thread.start();
        try {
            return done.get(limitSeconds, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            return new CheckResult(check.name(), false, "it threw " + e.getCause());
        } catch (final TimeoutException e) {
            return new CheckResult(check.name(), false, hung());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckResult(check.name(), false, "interrupted");
        }
    }

    private String hung() {
        return "not done within " + limitSeconds + " s: the checks after this one are not run";
    }

    private boolean isHung(final CheckResult result) {
        return result.detail().equals(hung());
    }
}
