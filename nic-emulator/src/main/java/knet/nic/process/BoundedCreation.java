package knet.nic.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import knet.firmware.Classifier;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;

/**
 * Makes a classifier in a thread of its own, so that one whose static initialiser or constructor
 * does not return is found out. Such a thread cannot be stopped: it stays until the process ends.
 */
public final class BoundedCreation {
    private BoundedCreation() {}

    /** The classifier's code has not returned. */
    public static final class HungException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HungException(final String firmware, final long limitMs) {
            super(
                    firmware
                            + ": its static initialiser or constructor has not returned for "
                            + limitMs
                            + " ms");
        }
    }

    /**
     * Makes a classifier.
     *
     * @param limitMs longest time that it may take, milliseconds; 0 for any
     * @throws FirmwareException as {@link FirmwareImage#create}
     * @throws HungException if it takes longer
     */
    public static Classifier create(
            final FirmwareImage image, final int queues, final long limitMs) {
        final CompletableFuture<Classifier> made = new CompletableFuture<>();
        final Thread thread = new Thread(() -> make(image, queues, made), "firmware-creation");
        thread.setDaemon(true);
        thread.start();
        try {
            return limitMs == 0 ? made.get() : made.get(limitMs, TimeUnit.MILLISECONDS);
        } catch (final ExecutionException e) {
            throw failure(image, e.getCause());
        } catch (final TimeoutException e) {
            thread.setPriority(Thread.MIN_PRIORITY);
            throw new HungException(FirmwareSpec.shown(image.spec().toString()), limitMs);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FirmwareException(image.spec() + ": interrupted while it was made", e);
        }
    }

    private static void make(
            final FirmwareImage image, final int queues, final CompletableFuture<Classifier> made) {
        try {
            made.complete(image.create(queues));
        } catch (final Throwable e) { // Firmware may throw anything.
            made.completeExceptionally(e);
        }
    }

    private static FirmwareException failure(final FirmwareImage image, final Throwable cause) {
        return cause instanceof FirmwareException known
                ? known
                : new FirmwareException(image.spec() + " cannot be made: " + cause, cause);
    }
}
