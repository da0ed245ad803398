package knet.threads.mode;

import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.BusyPollAgent;
import knet.threads.agent.NetAgent;

/** Polls without end; the NIC raises nothing. */
final class BusyPollMode implements Mode {
    @Override
    public String name() {
        return "busy-poll";
    }

    @Override
    public String help() {
        return "one network thread per queue that polls without end and never sleeps";
    }

    @Override
    public int interruptMode() {
        return DeviceDescriptor.INTERRUPT_MODE_OFF;
    }

    @Override
    public NetAgent wire(
            final String roleName, final List<Binding> bindings, final ModeSettings settings) {
        return new BusyPollAgent(roleName, Binding.lanes(bindings), settings.budget());
    }
}
