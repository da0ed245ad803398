package knet.nic.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import knet.nic.engine.LoadedFirmware;

/**
 * Watches the file that a classifier comes from. When it has been saved, and the saving is over,
 * the new version is compiled and made here, off the NIC's thread, and handed to the NIC, which
 * exchanges it between two frames. A version that cannot be had changes nothing.
 *
 * <p>It looks ten times a second at what the file system says of the file, and once a second at
 * what is in it: some editors and file systems keep the time.
 */
final class FirmwareWatcher implements Runnable {
    private static final long LOOK_NS = 100_000_000;

    /** Looks that must find the same before a file counts as saved. */
    private static final int SETTLED_LOOKS = 2;

    private static final int LOOKS_PER_READING = 10;

    /** A second: many editors take a file away while they save it. */
    private static final int LOOKS_UNTIL_GONE = 10;

    /** Each keeps a processor busy until the process ends. */
    private static final int MOST_HUNG = 3;

    private final FirmwareSpec spec;
    private final Path file;
    private final int queues;
    private final long creationLimitNs;
    private final Supplier<String> running;
    private final Consumer<LoadedFirmware> install;
    private final Consumer<String> log;
    private final Consumer<String> report;
    private volatile boolean isStopped;

    private String tried;
    private String lastProblem;
    private Stamp seen;
    private int looksSinceChange;
    private int hung;
    private boolean isGone;

    /** What the file system says of a file. */
    private record Stamp(long modifiedNs, long bytes, Object key) {
        static Stamp of(final Path file) {
            try {
                final BasicFileAttributes found =
                        Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        found.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
                        found.size(),
                        found.fileKey());
            } catch (final IOException e) {
                return null; // Editors take a file away for a moment.
            }
        }
    }

    /**
     * @param spec names a file, of any version
     * @param knownVersion the version that runs, or is known to hang; null for none
     * @param creationLimitNs longest time that making a classifier may take; 0 for any
     * @param running tells the specification of what runs
     * @param install takes what is to run next
     * @param log takes lines for the user
     * @param report takes what the compiler prints, line by line
     */
    FirmwareWatcher(
            final FirmwareSpec spec,
            final String knownVersion,
            final int queues,
            final long creationLimitNs,
            final Supplier<String> running,
            final Consumer<LoadedFirmware> install,
            final Consumer<String> log,
            final Consumer<String> report) {
        this.spec = spec;
        this.file = Path.of(spec.file().path());
        this.tried = knownVersion;
        this.queues = queues;
        this.creationLimitNs = creationLimitNs;
        this.running = running;
        this.install = install;
        this.log = log;
        this.report = report;
    }

    /** Watches until it is stopped, in a thread of its own. */
    static FirmwareWatcher start(final FirmwareWatcher watcher) {
        final Thread thread = new Thread(watcher, "firmware-watch");
        thread.setDaemon(true);
        thread.start();
        return watcher;
    }

    void stop() {
        isStopped = true;
    }

    @Override
    public void run() {
        while (!isStopped && hung < MOST_HUNG) {
            LockSupport.parkNanos(LOOK_NS);
            look();
        }
        if (hung == MOST_HUNG) {
            log.accept(
                    hung
                            + " versions of "
                            + FirmwareSpec.shown(spec.toString())
                            + " hang in this process: not watching any more");
        }
    }

    /** One look. */
    void look() {
        final Stamp now = Stamp.of(file);
        looksSinceChange = Objects.equals(now, seen) ? looksSinceChange + 1 : 0;
        seen = now;
        if (now == null) {
            missed(looksSinceChange + 1);
            return;
        }
        if (isGone && looksSinceChange == SETTLED_LOOKS - 1 && Files.isRegularFile(file)) {
            isGone = false;
            log.accept(FirmwareSpec.shown(spec.toString()) + " is back: watching it again");
        }
        if (looksSinceChange == SETTLED_LOOKS - 1
                || looksSinceChange > 0 && looksSinceChange % LOOKS_PER_READING == 0) {
            reload();
        }
    }

    private void missed(final int looks) {
        if (!isGone && looks >= LOOKS_UNTIL_GONE) {
            isGone = true;
            log.accept(
                    FirmwareSpec.shown(spec.toString())
                            + " is gone: "
                            + FirmwareSpec.shown(running.get())
                            + " runs on, and a file that is put there takes over");
        }
    }

    private void reload() {
        try {
            final String version = spec.file().versionNow();
            lastProblem = null;
            if (version.equals(tried)) {
                return;
            }
            tried = version;
            final FirmwareImage image = FirmwareCatalog.load().image(spec);
            tried = image.spec().file().version();
            install.accept(FirmwareLoader.make(image, queues, creationLimitNs));
        } catch (final FirmwareException e) {
            tell(e);
        } catch (final BoundedCreation.HungException e) {
            hung++;
            log.accept(e.getMessage() + ": what ran goes on");
        }
    }

    /** A file is read again and again; what is wrong with it is said once. */
    private void tell(final FirmwareException e) {
        final String problem = e.report() == null ? e.getMessage() : e.report();
        if (problem.equals(lastProblem)) {
            return;
        }
        lastProblem = problem;
        if (e.report() == null) {
            log.accept(e.getMessage() + ": what ran goes on");
        } else {
            e.report().lines().forEach(report);
            log.accept("what ran goes on: the new version does not compile");
        }
    }
}
