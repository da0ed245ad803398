package knet.threads.mode;

import java.util.List;
import knet.threads.agent.NetAgent;

/** A way to serve receive queues: wiring of agents from shared parts, nothing else. */
public interface Mode {
    /** Name on the command line and in results. */
    String name();

    /** One line of help. */
    String help();

    /** One of {@link knet.driver.abi.DeviceDescriptor}'s INTERRUPT_MODE_*. */
    int interruptMode();

    /** Which processor takes a queue's interrupt. */
    default Delivery delivery() {
        return Delivery.PER_QUEUE;
    }

    /** How many receive queues it uses when the user asks for {@code asked}. */
    default int queues(final int asked) {
        return asked;
    }

    /**
     * How many processors run the protocols of a device's frames: one for each of its queues,
     * unless the mode spreads them by itself.
     *
     * @param asked processors or queues that the user asks for
     * @param queues receive queues that the device has
     */
    default int processors(final int asked, final int queues) {
        return queues;
    }

    /**
     * True if one thread takes the frames of all receive queues and hands each to the thread of a
     * processor ({@link knet.threads.agent.Steerer}). False if queue i is processor i's.
     */
    default boolean steers() {
        return false;
    }

    /** The agent of one network thread, be it of processors or the one that steers. */
    NetAgent wire(String roleName, List<Binding> bindings, ModeSettings settings);
}
