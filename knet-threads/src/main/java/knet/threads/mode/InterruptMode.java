package knet.threads.mode;

import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.FrameBacklog;
import knet.threads.agent.InterruptAgent;
import knet.threads.agent.NetAgent;
import knet.threads.agent.RxParts;

/** One notification per packet; an interrupt part queues, a later part processes. */
final class InterruptMode implements Mode {
    @Override
    public String name() {
        return "interrupt";
    }

    @Override
    public String help() {
        return "one notification per packet; an interrupt part queues to a backlog of 300, a later"
                + " part processes";
    }

    @Override
    public int interruptMode() {
        return DeviceDescriptor.INTERRUPT_MODE_UNMASKED;
    }

    @Override
    public NetAgent wire(
            final String roleName, final List<Binding> bindings, final ModeSettings settings) {
        final List<RxParts> parts = new ArrayList<>();
        for (final Binding binding : bindings) {
            final FrameBacklog backlog =
                    new FrameBacklog(binding.rx(), settings.backlogFrames(), binding.meter());
            parts.add(new RxParts(backlog, binding.processorOf(backlog), settings.lossless()));
        }
        return new InterruptAgent(roleName, parts, settings.budget());
    }
}
