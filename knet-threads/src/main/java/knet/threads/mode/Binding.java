package knet.threads.mode;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import knet.driver.RxQueue;
import knet.threads.agent.BacklogMeter;
import knet.threads.agent.FrameProcessor;
import knet.threads.agent.Lane;

/**
 * A receive queue and how to make what runs over its frames. The maker is given the queue as the
 * mode shows it to the stack, which need not be the ring itself: the stack holds and releases
 * buffers through it.
 */
public final class Binding {
    private final RxQueue rx;
    private final BacklogMeter meter;
    private final Function<? super RxQueue, ? extends FrameProcessor> processors;

    /**
     * @param processors makes what runs over the frames
     * @param meter where a backlog behind the queue shows itself, in modes that have one
     */
    public Binding(
            final RxQueue rx,
            final Function<? super RxQueue, ? extends FrameProcessor> processors,
            final BacklogMeter meter) {
        this.meter = Objects.requireNonNull(meter, "meter");
        this.rx = Objects.requireNonNull(rx, "rx");
        this.processors = Objects.requireNonNull(processors, "processors");
    }

    public RxQueue rx() {
        return rx;
    }

    BacklogMeter meter() {
        return meter;
    }

    /** The ring itself, straight to its processor. */
    Lane lane() {
        return new Lane(rx, processors.apply(rx));
    }

    /** Of each the ring itself. */
    static List<Lane> lanes(final List<Binding> bindings) {
        return bindings.stream().map(Binding::lane).toList();
    }

    FrameProcessor processorOf(final RxQueue view) {
        return processors.apply(view);
    }
}
