package knet.nic.engine;

import knet.driver.abi.NicCounter;
import knet.firmware.Classifier;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import knet.nic.registers.NicCounters;
import org.agrona.concurrent.NanoClock;

/**
 * Calls a classifier so that nothing it does hurts the NIC: what it throws and what it returns out
 * of range is counted, and the frame goes to queue 0; one call in {@link GuardLimits#sampleEvery}
 * is timed. One that ran out of memory or of stack, or cannot be linked, is let go of at once, so
 * that its memory can be had again: from then on every frame goes to queue 0.
 */
final class ClassifierGuard {
    /** Made before memory can be short. */
    private static final Classifier OUT_OF_SERVICE = new QueueZero();

    private final Class<?> firmware;
    private final Runnable onOutOfService;
    private final QueueState queues;
    private final int queueCount;
    private final NanoClock clock;
    private final long slowCallNs;
    private final long sampleMask;
    private final FirmwareErrors errors;
    private final NicCounters counters;
    private final CallMonitor monitor;

    private Classifier classifier;
    private long tickIntervalNs;
    private long failures;
    private String firstFailure;
    private boolean isOutOfService;
    private long calls;
    private long ticks;
    private long nextTickNs;
    private boolean ticking;

    /**
     * @param onOutOfService called when the classifier is let go of: whoever else refers to it does
     *     the same, and allocates nothing
     */
    ClassifierGuard(
            final Classifier classifier,
            final Runnable onOutOfService,
            final QueueState queues,
            final NanoClock clock,
            final GuardLimits limits,
            final FirmwareErrors errors,
            final NicCounters counters,
            final CallMonitor monitor) {
        this.classifier = classifier;
        this.firmware = classifier.getClass();
        this.onOutOfService = onOutOfService;
        this.queues = queues;
        this.queueCount = queues.count();
        this.clock = clock;
        this.slowCallNs = limits.slowCallNs();
        this.sampleMask = limits.sampleEvery() - 1L;
        this.errors = errors;
        this.counters = counters;
        this.monitor = monitor;
        final long asked = askTickInterval();
        this.tickIntervalNs = isOutOfService ? 0 : Math.max(0, asked);
    }

    private long askTickInterval() {
        try {
            return classifier.tickIntervalNs();
        } catch (final Throwable e) { // Firmware may throw anything.
            onThrown(e, "before its first frame");
            return 0;
        }
    }

    /**
     * Asks the classifier.
     *
     * @param packet points at the frame
     * @param call the frame's number, from 1
     * @return a queue that exists
     */
    int classify(final Packet packet, final long call) {
        int queue;
        monitor.enter(call);
        try {
            queue =
                    (++calls & sampleMask) == 0
                            ? classifyTimed(packet)
                            : classifier.classify(packet, queues);
        } catch (final Throwable e) { // Firmware may throw anything.
            onThrown(e, call);
            packet.hash(0);
            queue = 0;
        }
        monitor.leave();
        if (queue < 0 || queue >= queueCount) {
            counters.add(NicCounter.FIRMWARE_OUT_OF_RANGE, 1);
            if (failures++ == 0) {
                firstFailure = at(call) + ": it chose queue " + queue + " of " + queueCount;
            }
            packet.hash(0);
            return 0;
        }
        return queue;
    }

    private int classifyTimed(final Packet packet) {
        final long startNs = clock.nanoTime();
        try {
            return classifier.classify(packet, queues);
        } finally {
            final long tookNs = clock.nanoTime() - startNs;
            counters.add(NicCounter.FIRMWARE_SAMPLED_CALLS, 1);
            if (tookNs > slowCallNs) {
                counters.add(NicCounter.FIRMWARE_SLOW_CALLS, 1);
            }
        }
    }

    /** Gives the classifier its timer tick if one is due; missed ticks are not made up for. */
    void tick(final long nowNs) {
        if (tickIntervalNs == 0) {
            return;
        }
        if (!ticking) {
            ticking = true;
            nextTickNs = nowNs + tickIntervalNs;
            return;
        }
        if (nowNs < nextTickNs) {
            return;
        }
        nextTickNs = Math.max(nextTickNs + tickIntervalNs, nowNs + 1);
        monitor.enter(- ++ticks);
        try {
            classifier.onTick(nowNs, queues);
        } catch (final Throwable e) { // Firmware may throw anything.
            onThrown(e, "in a tick");
        }
        monitor.leave();
    }

    /**
     * When the next tick is due, on the run's clock; Long.MAX_VALUE if the classifier wants none.
     */
    long nextTickNs() {
        return ticking ? nextTickNs : Long.MAX_VALUE;
    }

    /** Calls that threw or chose a queue that does not exist. */
    long failures() {
        return failures;
    }

    /**
     * Where and how the classifier failed first, for people; null if that is told or it did not.
     */
    String takeFirstFailure() {
        final String told = firstFailure;
        firstFailure = null;
        return told;
    }

    /** True if there is something to {@link #takeFirstFailure}. */
    boolean hasNews() {
        return firstFailure != null;
    }

    /** True if the classifier was let go of. */
    boolean isOutOfService() {
        return isOutOfService;
    }

    private static String at(final long call) {
        return "at frame " + (call - 1);
    }

    /** What will come again with every call, or has taken what the NIC itself needs. */
    private static boolean isGrave(final Throwable error) {
        return error instanceof VirtualMachineError || error instanceof LinkageError;
    }

    /** Of a frame: the text is made for the first failure only. */
    private void onThrown(final Throwable error, final long call) {
        letGoIfGrave(error);
        onThrown(error, failures == 0 || isOutOfService ? at(call) : null);
    }

    private void onThrown(final Throwable error, final String when) {
        letGoIfGrave(error);
        counters.add(NicCounter.FIRMWARE_EXCEPTIONS, 1);
        if (failures++ == 0 || isOutOfService) {
            firstFailure = when + ": " + FailureText.of(error, firmware);
        }
        errors.record(error);
    }

    /** Before anything that allocates. */
    private void letGoIfGrave(final Throwable error) {
        if (error instanceof InternalError fault) {
            monitor.leave();
            throw fault; // Memory was cut away: no fault of the firmware's.
        }
        if (isGrave(error)) {
            isOutOfService = true;
            classifier = OUT_OF_SERVICE;
            tickIntervalNs = 0;
            ticking = false;
            onOutOfService.run();
        }
    }
}
