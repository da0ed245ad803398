package knet.threads.mode;

import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.NetAgent;
import knet.threads.agent.NetworkThreadAgent;

/** KNET: per queue one network thread, asleep until notified, polls to empty, re-arms. */
final class KnetMode implements Mode {
    @Override
    public String name() {
        return "knet";
    }

    @Override
    public String help() {
        return "one network thread per queue, asleep until notified; polls to empty, re-arms";
    }

    @Override
    public int interruptMode() {
        return DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK;
    }

    /** The KNET paper, section 4.2: its routine runs wherever the I/O APIC sends the interrupt. */
    @Override
    public Delivery delivery() {
        return Delivery.ROUND_ROBIN;
    }

    @Override
    public NetAgent wire(
            final String roleName, final List<Binding> bindings, final ModeSettings settings) {
        return new NetworkThreadAgent(
                roleName, Binding.lanes(bindings), settings.budget(), settings.lingerNs());
    }
}
