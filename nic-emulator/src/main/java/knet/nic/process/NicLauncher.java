package knet.nic.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import knet.nic.engine.QueueZero;

/**
 * Runs a NIC in a process of its own and looks after it: one that the watchdog ended is started
 * again with everything going to queue 0; one that died otherwise is started again as often as the
 * policy says, and resumes its wire. Both {@code knet nic} and {@code knet replay} do it this way.
 */
public final class NicLauncher implements AutoCloseable {
    private static final long STOP_PATIENCE_S = 5;

    /**
     * A terminal signals the launcher and the NIC alike, and a NIC that is just starting dies of it
     * before its launcher has been told: so long is waited for word that nothing more is wanted.
     */
    private static final long WORD_PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

    /** 128 + SIGHUP, SIGINT, SIGTERM: what terminals and shells send to whole process groups. */
    private static final Set<Integer> GROUP_SIGNALS = Set.of(129, 130, 143);

    /** Exit codes above this are those of a signal. */
    private static final int SIGNAL_BASE = 128;

    private final List<String> jvm;
    private final int crashRestarts;
    private final Listener listener;
    private final CountDownLatch ended = new CountDownLatch(1);

    private NicConfig config;
    private Process process;
    private boolean isStopping;
    private int restarts;
    private int exitCode = -1;
    private String hungFirmware;

    /** Hears of the process's fate; called from a thread of the launcher. */
    public interface Listener {
        /** A process has been started, the first or another one. */
        default void onStarted(final long pid, final String firmware) {}

        /** The classifier hung; another process is about to be started with queue 0. */
        default void onFirmwareHung(final String firmware) {}

        /** The process died and is about to be started again. */
        default void onCrash(final int code) {}

        /** No process runs any more, nor will. */
        default void onEnded(final int code) {}
    }

    /**
     * Prepares a launch with this process's own Java and class path.
     *
     * @param crashRestarts how often to start a NIC again that died, the watchdog's cases not
     *     counted; 0 for never
     */
    public NicLauncher(final NicConfig config, final int crashRestarts, final Listener listener) {
        this(config, crashRestarts, listener, ChildJvm.command());
    }

    /**
     * Prepares a launch.
     *
     * @param jvm command up to and with the class path
     */
    public NicLauncher(
            final NicConfig config,
            final int crashRestarts,
            final Listener listener,
            final List<String> jvm) {
        this.config = config.toBuilder().supervised(true).build();
        this.crashRestarts = crashRestarts;
        this.listener = listener;
        this.jvm = List.copyOf(jvm);
    }

    /**
     * Starts the process.
     *
     * @throws IOException if there is no Java to be run
     */
    public synchronized void start() throws IOException {
        startProcess();
        final Thread thread = new Thread(this::lookAfter, "nic-launcher");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void startProcess() throws IOException {
        final List<String> command = new ArrayList<>(jvm);
        command.add(NicMain.class.getName());
        command.addAll(NicArguments.of(config));
        process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        listener.onStarted(process.pid(), config.firmware());
    }

    private void lookAfter() {
        int code = NicProcess.FAILED;
        try {
            do {
                code = current().waitFor();
            } while (restart(code));
        } catch (final IOException e) {
            code = NicProcess.FAILED;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                exitCode = code;
            }
            listener.onEnded(code);
            ended.countDown();
        }
    }

    private synchronized Process current() {
        return process;
    }

    private synchronized boolean restart(final int code) throws IOException, InterruptedException {
        if (GROUP_SIGNALS.contains(code)) {
            awaitWord();
        }
        if (isStopping || code == NicProcess.DONE || code == NicProcess.FAILED) {
            return false;
        }
        if (code == NicProcess.FIRMWARE_HUNG) {
            // Of a file that is watched, the newest version: queue 0 ran if one has hung before.
            hungFirmware = config.watch() == null ? config.firmware() : config.watch();
            listener.onFirmwareHung(hungFirmware);
            config =
                    config.toBuilder()
                            .firmware(QueueZero.NAME)
                            .hungFirmware(hungFirmware)
                            .resume(true)
                            .build();
        } else if (code >= SIGNAL_BASE && restarts < crashRestarts) {
            restarts++;
            listener.onCrash(code);
            config = config.toBuilder().resume(true).build();
        } else {
            return false;
        }
        startProcess();
        return true;
    }

    private void awaitWord() throws InterruptedException {
        final long deadlineNs = System.nanoTime() + WORD_PATIENCE_NS;
        for (long leftNs = WORD_PATIENCE_NS; leftNs > 0 && !isStopping; ) {
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            leftNs = deadlineNs - System.nanoTime();
        }
    }

    /** The run is coming to an end: a NIC that dies from now on is not started again. */
    public synchronized void expectEnd() {
        isStopping = true;
        notifyAll();
    }

    /** Asks the NIC to end in good order; returns at once. */
    public synchronized void requestStop() {
        expectEnd();
        if (process != null) {
            try {
                final OutputStream input = process.getOutputStream();
                input.write(NicMain.STOP);
                input.flush();
            } catch (final IOException e) {
                process.destroy(); // It no longer reads: perhaps it has just ended.
            }
        }
    }

    /** Waits until no process runs any more, nor will. */
    public int waitFor() throws InterruptedException {
        ended.await();
        return exitCode();
    }

    /** As {@link #waitFor()}, for so long; false if a process runs still. */
    public boolean waitFor(final long timeout, final TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    /** Exit code of the last process; -1 while one runs. */
    public synchronized int exitCode() {
        return exitCode;
    }

    /** True until no process runs any more. */
    public boolean isAlive() {
        return ended.getCount() > 0;
    }

    /** Process id of the NIC; of the last one if none runs. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** How often a NIC that died was started again, the watchdog's cases not counted. */
    public synchronized int restarts() {
        return restarts;
    }

    /** Specification of the firmware that hung; null if none did. */
    public synchronized String hungFirmware() {
        return hungFirmware;
    }

    /** Ends the NIC: in good order if it takes no longer than some seconds. */
    @Override
    public void close() {
        requestStop();
        try {
            if (!ended.await(STOP_PATIENCE_S, TimeUnit.SECONDS)) {
                current().destroyForcibly();
                ended.await(STOP_PATIENCE_S, TimeUnit.SECONDS);
            }
        } catch (final InterruptedException e) {
            current().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
