package knet.threads.host;

import java.util.HashMap;
import java.util.Map;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.FrameBacklog;
import knet.threads.agent.SteeringMeter;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The counters of a processor that frames are steered to in software, beside those of the
 * catalogue: they are there for the device's life, and go on with every host.
 */
final class ProcessorCounters implements SteeringMeter {
    private final AtomicCounter steered;
    private final AtomicCounter dropped;
    private final AtomicCounter wakes;
    private final AtomicCounter taken;

    ProcessorCounters(final CounterFile file, final int processor) {
        steered = file.addCounter(label(processor, "steered"));
        dropped = file.addCounter(label(processor, "dropped"));
        wakes = file.addCounter(label(processor, "wakes"));
        taken = file.addCounter(label(processor, "taken"));
    }

    private static String label(final int processor, final String what) {
        return "host_processor_" + processor + "_" + what;
    }

    /**
     * Counts what a dead host had in its processors' backlogs as taken, whatever mode the next one
     * runs in. To be called before the counters of this host are made.
     *
     * @return frames that were steered and never processed
     */
    static long settle(final CounterFile file) {
        final Map<String, Integer> ids = new HashMap<>();
        file.forEach((id, label, value) -> ids.put(label, id));
        long lost = 0;
        for (int i = 0; i < DeviceDescriptor.MAX_QUEUES; i++) {
            final Integer in = ids.get(label(i, "steered"));
            final Integer out = ids.get(label(i, "taken"));
            if (in != null && out != null) {
                // The file is shared memory: what stands there may be anything.
                final long waited = file.value(in) - file.value(out);
                lost += Math.max(0, Math.min(waited, FrameBacklog.DEFAULT_CAPACITY));
                file.counter(out).setRelease(file.value(in));
            }
        }
        return lost;
    }

    @Override
    public void onSteered(final int frames) {
        steered.getAndAddRelease(frames);
    }

    @Override
    public void onDropped(final int frames) {
        dropped.getAndAddRelease(frames);
    }

    @Override
    public void onWake() {
        wakes.incrementRelease();
    }

    @Override
    public void onTaken(final int frames) {
        taken.getAndAddRelease(frames);
    }

    /** Frames put into its backlog. */
    long steered() {
        return steered.get();
    }

    /** Frames that found its backlog full. */
    long dropped() {
        return dropped.get();
    }

    /** Times that its thread was asleep and was woken. */
    long wakes() {
        return wakes.get();
    }
}
