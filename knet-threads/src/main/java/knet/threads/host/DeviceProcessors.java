package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import knet.driver.HostDevice;
import knet.driver.TxQueue;
import knet.driver.abi.CounterFile;
import knet.driver.abi.HostQueueCounter;
import knet.threads.agent.BacklogMeter;
import knet.threads.agent.FrameBacklog;
import knet.threads.agent.SteeredBacklog;
import knet.threads.agent.Steerer;
import knet.threads.app.FrameEcho;
import knet.threads.mode.Binding;
import knet.threads.result.LatencyRecorder;
import knet.threads.result.ProcessorResult;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.QueueOracle;
import org.HdrHistogram.Histogram;

/**
 * What runs the protocols of a device's frames: a stack for every processor. In most modes
 * processor i serves receive queue i; where frames are steered in software, a thread of its own
 * polls all queues and puts each frame into the backlog of a processor.
 */
final class DeviceProcessors {
    private final HostConfig config;
    private final HostDevice device;
    private final boolean isSteered;
    private final int queues;
    private final Inbox[] inboxes;
    private final LatencyRecorder[] latencies;
    private final StackFailures failures = new StackFailures();
    private final StackGenerations generations;
    private final List<QueueMeter> meters = new ArrayList<>();
    private final List<StackProcessor> stacks = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<ProcessorCounters> counters = new ArrayList<>();
    private final List<SteeredBacklog> backlogs = new ArrayList<>();
    private final List<Steerer> steerers = new ArrayList<>();
    private final List<Binding> steering = new ArrayList<>();

    /**
     * @param asked queues or processors that the user asked for; 0 for as many as the device has
     */
    DeviceProcessors(final HostConfig config, final HostDevice device, final int asked) {
        this.config = config;
        this.device = device;
        this.isSteered = config.mode().steers();
        this.queues = device.config().queues();
        final int count = config.mode().processors(asked == 0 ? queues : asked, queues);
        this.inboxes = new Inbox[count];
        this.latencies = new LatencyRecorder[count];
        for (int i = 0; i < count; i++) {
            inboxes[i] = new Inbox();
            latencies[i] = new LatencyRecorder();
        }
        this.generations = new StackGenerations(device.memory(), this::stackSet);
        bookLost();
        for (int i = 0; i < count; i++) {
            addProcessor(i);
        }
        for (int queue = 0; isSteered && queue < queues; queue++) {
            final Steerer steerer = new Steerer(backlogs, config.lossless(), meters.get(queue));
            steerers.add(steerer);
            steering.add(new Binding(device.rx(queue), view -> steerer, meters.get(queue)));
        }
    }

    /** What a dead host had in its backlogs was taken, and never processed. */
    private void bookLost() {
        final CounterFile file = device.counters();
        for (int queue = 0; queue < queues; queue++) {
            meters.add(new QueueMeter(file, queue, device.config().rxRingSize()));
        }
        file.counter(HostQueueCounter.LOST_IN_RESTART, 0)
                .getAndAddRelease(ProcessorCounters.settle(file));
    }

    private void addProcessor(final int number) {
        // A transmit queue is used by one thread: by that of its receive queue.
        final TxQueue tx = isSteered ? TxQueue.NONE : device.tx(number);
        final StackProcessor stack =
                new StackProcessor(
                        number,
                        device.memory(),
                        generations,
                        inboxes[number],
                        new TxOutbox(tx, config.lossless()),
                        config.echoes() ? new FrameEcho() : null,
                        latencies[number],
                        failures);
        stacks.add(stack);
        if (!isSteered) {
            bindings.add(new Binding(device.rx(number), view -> stack, meters.get(number)));
            return;
        }
        final ProcessorCounters shown = new ProcessorCounters(device.counters(), number);
        final SteeredBacklog backlog =
                new SteeredBacklog(number, FrameBacklog.DEFAULT_CAPACITY, shown);
        counters.add(shown);
        backlogs.add(backlog);
        bindings.add(new Binding(backlog, view -> stack, BacklogMeter.NONE));
    }

    private StackSet stackSet(final String firmware, final boolean spraying) {
        final int count = inboxes.length;
        if (spraying) {
            return new SprayedStacks(
                    config.stack().withArrivalSkew(arrivalSkew()), count, this::listener);
        }
        // Even here a segment may be overtaken: one that came in fragments, and was handed over.
        return new AffineStacks(
                count == 1 ? config.stack() : config.stack().withArrivalSkew(arrivalSkew()),
                inboxes,
                this::listener,
                oracles(firmware),
                failures);
    }

    private DeliveryListener listener(final int processor) {
        final LatencyRecorder recorder = latencies[processor];
        final FlowDelivery other = config.deliveries();
        if (other == FlowDelivery.NONE) {
            return (arrivalNs, unused) -> recorder.onDelivered(arrivalNs);
        }
        final StackProcessor stack = stacks.get(processor);
        return (arrivalNs, unused) -> {
            recorder.onDelivered(arrivalNs);
            other.onDelivered(arrivalNs, processor, stack.lastHash());
        };
    }

    private IntFunction<QueueOracle> oracles(final String firmware) {
        final int count = inboxes.length;
        return processor -> {
            final QueueOracle classifier = config.oracles().create(firmware, queues);
            return isSteered
                    ? (frame, offset, length) -> {
                        final long hash = classifier.hashOf(frame, offset, length);
                        return hash < 0 ? -1 : Steerer.processorOf((int) hash, count);
                    }
                    : classifier;
        };
    }

    /** Frames that can wait on all ways at a time: how far one may be overtaken by another. */
    private int arrivalSkew() {
        final long inRings = (long) queues * (device.config().rxRingSize() + config.budget());
        final long inBacklogs = (long) inboxes.length * FrameBacklog.DEFAULT_CAPACITY;
        return (int) Math.min(1 << 30, inRings + inBacklogs);
    }

    int count() {
        return inboxes.length;
    }

    /** Where a processor's thread gets its frames, and what it runs over them. */
    Binding binding(final int processor) {
        return bindings.get(processor);
    }

    /** Where the steering thread gets frames of a queue; only where frames are steered. */
    Binding steering(final int queue) {
        return steering.get(queue);
    }

    /** Null where frames are not steered. */
    SteeredBacklog backlog(final int processor) {
        return isSteered ? backlogs.get(processor) : null;
    }

    Inbox inbox(final int processor) {
        return inboxes[processor];
    }

    List<StackProcessor> stacks() {
        return stacks;
    }

    StackGenerations generations() {
        return generations;
    }

    StackFailures failures() {
        return failures;
    }

    /** True if no frame waits between its ring and its processing. Any thread. */
    boolean areBacklogsEmpty() {
        return meters.stream().allMatch(meter -> meter.depth() == 0)
                && backlogs.stream().allMatch(backlog -> backlog.depth() == 0);
    }

    /** True if nothing is on its way between threads. To be called when no agent is at work. */
    boolean isQuiet() {
        return areBacklogsEmpty() && stacks.stream().allMatch(StackProcessor::isQuiet);
    }

    /** Latency of what a queue brought; of steered frames nobody kept apart which did. */
    Histogram latency(final int queue) {
        if (!isSteered) {
            return latencies[queue].histogram();
        }
        final Histogram sum = new Histogram(latencies[0].histogram());
        for (final LatencyRecorder recorder : latencies) {
            if (queue == 0) {
                sum.add(recorder.histogram());
            }
        }
        return sum;
    }

    /** True if frames were steered and not one of them had a hash. */
    boolean hadNoHash() {
        return counters.stream().mapToLong(ProcessorCounters::steered).sum() > 0
                && steerers.stream().mapToLong(Steerer::hashed).sum() == 0;
    }

    /** The processors that frames were steered to; none where frames are not steered. */
    List<ProcessorResult> results() {
        final List<ProcessorResult> results = new ArrayList<>();
        for (int i = 0; i < counters.size(); i++) {
            final ProcessorCounters shown = counters.get(i);
            results.add(
                    new ProcessorResult(
                            i,
                            shown.steered(),
                            shown.dropped(),
                            shown.wakes(),
                            latencies[i].histogram()));
        }
        return results;
    }
}
