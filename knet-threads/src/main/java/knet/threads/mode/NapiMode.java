package knet.threads.mode;

import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.NapiAgent;
import knet.threads.agent.NapiLimits;
import knet.threads.agent.NetAgent;

/**
 * Linux's NAPI. With one queue it is the NAPI of the papers' time: a NIC with a single receive
 * queue, one poller at a time; however many queues the user asks for, the device gets one. With a
 * queue per processor it is today's Linux with RSS.
 */
final class NapiMode implements Mode {
    private final boolean multiQueue;

    NapiMode(final boolean multiQueue) {
        this.multiQueue = multiQueue;
    }

    @Override
    public String name() {
        return multiQueue ? "napi-multi" : "napi";
    }

    @Override
    public String help() {
        return multiQueue
                ? "a NAPI instance per queue (Linux with RSS and MSI-X)"
                : "one queue, one poller at a time, weight 64, total budget 300, then as ksoftirqd";
    }

    @Override
    public int interruptMode() {
        return DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK;
    }

    /** The papers' machines spread the one queue's interrupts; MSI-X takes each to its own. */
    @Override
    public Delivery delivery() {
        return multiQueue ? Delivery.PER_QUEUE : Delivery.ROUND_ROBIN;
    }

    @Override
    public int queues(final int asked) {
        return multiQueue ? asked : 1;
    }

    @Override
    public NetAgent wire(
            final String roleName, final List<Binding> bindings, final ModeSettings settings) {
        final NapiLimits limits = settings.napi();
        return new NapiAgent(
                roleName,
                Binding.lanes(bindings),
                limits,
                Math.min(settings.budget(), limits.weight()));
    }
}
