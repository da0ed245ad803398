package knet.nic.process;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceException;
import knet.firmware.FirmwareException;
import knet.nic.NicAgent;
import knet.nic.NicFault;
import net.openhft.affinity.Affinity;

/**
 * A NIC in this process: gives the agent the calling thread and the real clock, keeps the watchdog,
 * and writes the summary. Runs until it is stopped, or its wire is done and the host has gone down.
 */
public final class NicProcess {
    /** Exit code: it ran, and ended in good order. */
    public static final int DONE = 0;

    /** Exit code: it could not run, or not go on; the message was logged. */
    public static final int FAILED = 1;

    /** Exit code of a process that the watchdog ended: the classifier hung. */
    public static final int FIRMWARE_HUNG = Watchdog.EXIT_CODE;

    private static final long FLUSH_INTERVAL_NS = 100_000_000;
    private static final int STOP_PATIENCE_S = 5;

    private final NicConfig config;
    private final Consumer<String> log;
    private final Consumer<String> report;
    private final AtomicBoolean isStopAsked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean isSummaryWritten;

    /**
     * @param log gets lines for the user; from several threads
     */
    public NicProcess(final NicConfig config, final Consumer<String> log) {
        this(config, log, log);
    }

    /**
     * @param log gets lines for the user; from several threads
     * @param report gets what a compiler prints, line by line; from several threads
     */
    public NicProcess(
            final NicConfig config, final Consumer<String> log, final Consumer<String> report) {
        this.config = config;
        this.log = log;
        this.report = report;
    }

    /**
     * Runs in the calling thread.
     *
     * @return {@link #DONE}, {@link #FAILED}, or {@link #FIRMWARE_HUNG} if the classifier could not
     *     be made within the watchdog's time
     */
    public int run() {
        try (NicAssembly nic = NicAssembly.open(config, log, report)) {
            if (config.cpu() >= 0) {
                pin(config.cpu());
            }
            return run(nic);
        } catch (final FirmwareException e) {
            if (e.report() != null) {
                e.report().lines().forEach(report);
            }
            log.accept(e.getMessage());
            return FAILED;
        } catch (final BoundedCreation.HungException e) {
            log.accept(e.getMessage());
            return FIRMWARE_HUNG;
        } catch (final IOException | DeviceException | NicFault | IllegalArgumentException e) {
            log.accept(e.getMessage());
            return FAILED;
        } catch (final InternalError e) {
            // The JVM reports a fault of a mapping late: here when it was giving the device back.
            log.accept("device " + config.device() + ": its shared memory was cut or removed");
            return FAILED;
        } finally {
            ended.countDown();
        }
    }

    private static void pin(final int cpu) {
        if (cpu >= Runtime.getRuntime().availableProcessors()) {
            throw new NicFault(
                    "there is no CPU "
                            + cpu
                            + ": this process has "
                            + Runtime.getRuntime().availableProcessors());
        }
        try {
            Affinity.setAffinity(cpu);
        } catch (final RuntimeException | LinkageError e) {
            throw new NicFault("cannot pin to CPU " + cpu + ": " + e.getMessage(), e);
        }
    }

    private int run(final NicAssembly nic) throws IOException {
        try {
            nic.agent().onStart(System.nanoTime());
            loop(nic);
            nic.agent().onClose(System.nanoTime());
            SummaryWriter.write(nic);
            return DONE;
        } catch (final NicFault e) {
            log.accept(e.getMessage());
            writeLastWords(nic);
        } catch (final OutOfMemoryError e) {
            log.accept("the NIC's process ran out of memory (" + e.getMessage() + ")");
            writeLastWords(nic);
        } catch (final InternalError e) {
            // What the JVM makes of a fault in mapped memory; the agent handles its own.
            log.accept(
                    "device "
                            + nic.config().device()
                            + ": its shared memory was cut or removed ("
                            + e.getMessage()
                            + ")");
        }
        return FAILED;
    }

    /** As far as the memory still allows it. */
    private void writeLastWords(final NicAssembly nic) {
        try {
            SummaryWriter.write(nic);
        } catch (final InternalError | OutOfMemoryError | IOException e) {
            log.accept("no summary: " + e.getMessage());
        }
    }

    private void loop(final NicAssembly nic) throws IOException {
        final NicAgent agent = nic.agent();
        final Idler idler = new Idler(agent, nic.device(), nic.doorbell());
        final HostWatch host = new HostWatch(nic.device(), log);
        long chores = System.nanoTime();
        while (!isStopAsked.get()) {
            final long nowNs = System.nanoTime();
            final int work = agent.doWork(nowNs);
            if (nowNs - chores >= FLUSH_INTERVAL_NS || work == 0 && isWireNewlyDone(agent)) {
                chores = nowNs;
                if (isOver(nic, nowNs, host)) {
                    return;
                }
            }
            if (work == 0) {
                idler.idle(nowNs);
            } else {
                idler.reset();
            }
        }
    }

    private boolean isWireNewlyDone(final NicAgent agent) {
        return !isSummaryWritten && agent.state() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    /** What is done ten times a second. */
    private boolean isOver(final NicAssembly nic, final long nowNs, final HostWatch host)
            throws IOException {
        final NicAgent agent = nic.agent();
        for (String line = agent.takeNotice(); line != null; line = agent.takeNotice()) {
            log.accept(line);
        }
        if (!nic.device().isIntact()) {
            // Nobody will ever come to a device without it.
            throw new NicFault(
                    "device "
                            + nic.config().device()
                            + ": its register file was cut or removed during the run");
        }
        host.look(nowNs);
        nic.flushOutputs();
        if (agent.state() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            return false;
        }
        if (!isSummaryWritten) {
            isSummaryWritten = true;
            SummaryWriter.write(nic);
        }
        // A wire begins only when a host is up, so one that is done has had its host: that it was
        // seen up here must not be asked for, as it may have come and gone between two looks.
        return nic.device().hostState() == DeviceDescriptor.HOST_STATE_DOWN;
    }

    /** Asks it to end in good order, from any thread; returns at once. */
    public void stop() {
        isStopAsked.set(true);
    }

    /** Asks it to end in good order and waits some seconds for that; for a shutdown hook. */
    void stopAndWait() {
        stop();
        try {
            if (!ended.await(STOP_PATIENCE_S, TimeUnit.SECONDS)) {
                log.accept("the NIC did not stop within " + STOP_PATIENCE_S + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
