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

    /** Which processor takes a queue's interrupt, where interrupts are simulated. */
    default Delivery delivery() {
        return Delivery.PER_QUEUE;
    }

    /** How many receive queues it uses when the user asks for {@code asked}. */
    default int queues(final int asked) {
        return asked;
    }

    /** The agent of one network thread. */
    NetAgent wire(String roleName, List<Binding> bindings, ModeSettings settings);
}
