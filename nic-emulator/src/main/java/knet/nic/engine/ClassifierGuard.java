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
 * is timed.
 */
final class ClassifierGuard {
    private final Classifier classifier;
    private final QueueState queues;
    private final int queueCount;
    private final NanoClock clock;
    private final long slowCallNs;
    private final long sampleMask;
    private final FirmwareErrors errors;
    private final NicCounters counters;
    private final CallMonitor monitor;
    private final long tickIntervalNs;

    private long calls;
    private long ticks;
    private long nextTickNs;
    private boolean ticking;

    ClassifierGuard(
            final Classifier classifier,
            final QueueState queues,
            final NanoClock clock,
            final GuardLimits limits,
            final FirmwareErrors errors,
            final NicCounters counters,
            final CallMonitor monitor) {
        this.classifier = classifier;
        this.queues = queues;
        this.queueCount = queues.count();
        this.clock = clock;
        this.slowCallNs = limits.slowCallNs();
        this.sampleMask = limits.sampleEvery() - 1L;
        this.errors = errors;
        this.counters = counters;
        this.monitor = monitor;
        this.tickIntervalNs = Math.max(0, askTickInterval());
    }

    private long askTickInterval() {
        try {
            return classifier.tickIntervalNs();
        } catch (final Throwable e) { // Firmware may throw anything.
            onThrown(e);
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
            onThrown(e);
            packet.hash(0);
            queue = 0;
        }
        monitor.leave();
        if (queue < 0 || queue >= queueCount) {
            counters.add(NicCounter.FIRMWARE_OUT_OF_RANGE, 1);
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
            onThrown(e);
        }
        monitor.leave();
    }

    /**
     * When the next tick is due, on the run's clock; Long.MAX_VALUE if the classifier wants none.
     */
    long nextTickNs() {
        return ticking ? nextTickNs : Long.MAX_VALUE;
    }

    private void onThrown(final Throwable error) {
        if (error instanceof VirtualMachineError fatal && !(error instanceof StackOverflowError)) {
            monitor.leave();
            throw fatal; // No fault of the firmware's alone: out of memory, or memory cut away.
        }
        counters.add(NicCounter.FIRMWARE_EXCEPTIONS, 1);
        errors.record(error);
    }
}
