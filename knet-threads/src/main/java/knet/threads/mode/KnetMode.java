package knet.threads.mode;

import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.NetAgent;
import knet.threads.agent.NetworkThreadAgent;

/**
 * KNET: per queue one network thread, asleep until notified, polls to empty, re-arms. In the paper
 * any processor may take the interrupt, and wakes the queue's thread on another one; its future
 * work is to interrupt the queue's own processor, which is the variant with MSI-X.
 */
final class KnetMode implements Mode {
    private final boolean isMsix;

    /**
     * @param isMsix interrupts go to the queue's own processor
     */
    KnetMode(final boolean isMsix) {
        this.isMsix = isMsix;
    }

    @Override
    public String name() {
        return isMsix ? "knet-msix" : "knet";
    }

    @Override
    public String help() {
        return isMsix
                ? "knet with the interrupt on the queue's own processor: on the real clock the same"
                        + " as knet, since a futex wake goes straight to the queue's thread"
                : "one network thread per queue, asleep until notified; polls to empty, re-arms";
    }

    @Override
    public int interruptMode() {
        return DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK;
    }

    @Override
    public Delivery delivery() {
        return isMsix ? Delivery.PER_QUEUE : Delivery.ROUND_ROBIN;
    }

    @Override
    public NetAgent wire(
            final String roleName, final List<Binding> bindings, final ModeSettings settings) {
        return new NetworkThreadAgent(
                roleName, Binding.lanes(bindings), settings.budget(), settings.lingerNs());
    }
}
