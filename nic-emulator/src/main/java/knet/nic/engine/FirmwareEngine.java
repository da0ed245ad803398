package knet.nic.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import knet.driver.abi.NicCounter;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import knet.nic.registers.NicCounters;
import org.agrona.concurrent.NanoClock;

/**
 * Runs the firmware that is installed, and exchanges it between two frames when another one has
 * been handed in.
 */
public final class FirmwareEngine {
    /** Made before memory can be short. */
    private static final LoadedFirmware QUEUE_ZERO = LoadedFirmware.queueZero();

    private final QueueState queues;
    private final FirmwareContext context;
    private final NanoClock clock;
    private final GuardLimits limits;
    private final FirmwareErrors errors;
    private final NicCounters counters;
    private final CallMonitor monitor;
    private final AtomicReference<LoadedFirmware> handedIn = new AtomicReference<>();

    private final Queue<String> notices = new ArrayDeque<>();

    private LoadedFirmware installed;
    private ClassifierGuard guard;
    private String name;
    private long failuresOfLast;
    private String outOfService;

    /**
     * @param clock times sampled calls; the run's clock
     * @throws knet.firmware.FirmwareException if the classifier cannot start
     */
    public FirmwareEngine(
            final LoadedFirmware firmware,
            final QueueState queues,
            final FirmwareContext context,
            final NanoClock clock,
            final GuardLimits limits,
            final FirmwareErrors errors,
            final NicCounters counters,
            final CallMonitor monitor) {
        this.queues = queues;
        this.context = context;
        this.clock = clock;
        this.limits = limits;
        this.errors = errors;
        this.counters = counters;
        this.monitor = monitor;
        start(firmware, context);
        install(firmware);
    }

    /** Under the watchdog's eyes, as any call of the classifier. */
    private void start(final LoadedFirmware firmware, final FirmwareContext with) {
        monitor.enterStart(firmware.specification());
        with.start(firmware.classifier());
        monitor.leaveStart();
    }

    private void install(final LoadedFirmware firmware) {
        if (guard != null) {
            tellFailure();
            failuresOfLast = guard.failures();
        }
        name = FirmwareSpec.shown(firmware.specification());
        installed = firmware;
        guard =
                new ClassifierGuard(
                        firmware.classifier(),
                        () -> installed = QUEUE_ZERO,
                        queues,
                        clock,
                        limits,
                        errors,
                        counters,
                        monitor);
    }

    private void tellFailure() {
        final String failure = guard.takeFirstFailure();
        if (failure == null) {
            return;
        }
        if (guard.isOutOfService()) {
            outOfService = name + " " + failure;
            notices.add(
                    "the classifier "
                            + name
                            + " failed "
                            + failure
                            + ": it is taken out of service, every frame goes to queue 0");
        } else {
            notices.add(
                    "the classifier "
                            + name
                            + " failed "
                            + failure
                            + ": what it fails at goes to queue 0");
        }
    }

    /** Hands in another firmware, from any thread; it runs from the next batch of frames on. */
    public void handIn(final LoadedFirmware firmware) {
        handedIn.set(firmware);
    }

    /**
     * Between two frames: installs what was handed in, and gives the classifier its tick.
     *
     * @return true if the firmware has changed
     */
    public boolean betweenFrames(final long nowNs) {
        boolean hasChanged = handedIn.get() != null && exchange(nowNs);
        guard.tick(nowNs);
        if (guard.hasNews()) {
            tellFailure();
            if (guard.isOutOfService()) {
                install(QUEUE_ZERO);
                hasChanged = true;
            }
        }
        return hasChanged;
    }

    /** A firmware that cannot start does not replace one that runs. */
    private boolean exchange(final long nowNs) {
        final LoadedFirmware next = handedIn.getAndSet(null);
        try {
            start(
                    next,
                    new FirmwareContext(
                            context.queues(), nowNs, context.seed(), context.counters()));
        } catch (final FirmwareException e) {
            monitor.leaveStart();
            counters.add(NicCounter.FIRMWARE_EXCEPTIONS, 1);
            errors.record(e.getCause() == null ? e : e.getCause());
            notices.add(
                    FirmwareSpec.shown(next.specification())
                            + ": "
                            + e.getMessage()
                            + "; "
                            + FirmwareSpec.shown(installed.specification())
                            + " goes on");
            return false;
        }
        install(next);
        return true;
    }

    /**
     * Chooses a frame's queue.
     *
     * @param packet points at the frame; afterwards it holds the hash
     * @param call the frame's number, from 1
     * @return a queue that exists
     */
    public int classify(final Packet packet, final long call) {
        return guard.classify(packet, call);
    }

    /** The firmware that runs now. */
    public LoadedFirmware installed() {
        return installed;
    }

    /**
     * Something to tell the user, one line: that a firmware failed for the first time, or what was
     * handed in and could not be started; null if there is nothing.
     */
    public String takeNotice() {
        return notices.poll();
    }

    /** How often the firmware before the one that runs threw or chose a queue out of range. */
    public long failuresOfLast() {
        return failuresOfLast;
    }

    /** Which firmware was let go of last, where and why, one line; null if none was. */
    public String outOfService() {
        return outOfService;
    }

    /** When the classifier's next tick is due, on the run's clock; Long.MAX_VALUE if never. */
    public long nextTickNs() {
        return guard.nextTickNs();
    }
}
