package knet.threads.mode;

import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.NetAgent;

/**
 * Classification in software, the KNET paper's future work and Linux's RPS (net/core/dev.c): the
 * NIC has one receive queue, and one processor polls it as NAPI does; but instead of running the
 * protocols it puts each frame into the backlog of a processor, which the classifier's hash
 * chooses. Every processor polls its backlog as NAPI does (process_backlog) and runs IP and TCP to
 * completion. A backlog that was empty costs an inter-processor interrupt.
 *
 * <p>A device that has several queues already is taken as it is: the one thread polls them all.
 */
final class SoftwareClassifyMode implements Mode {
    /** How both kinds of threads poll. */
    private final Mode napi = new NapiMode(true);

    @Override
    public String name() {
        return "software-classify";
    }

    @Override
    public String help() {
        return "one queue; its poller hands each frame to a processor by the classifier's hash, as"
                + " Linux's RPS";
    }

    @Override
    public int interruptMode() {
        return DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK;
    }

    @Override
    public int queues(final int asked) {
        return 1;
    }

    @Override
    public int processors(final int asked, final int queues) {
        return asked;
    }

    @Override
    public boolean steers() {
        return true;
    }

    @Override
    public NetAgent wire(
            final String roleName, final List<Binding> bindings, final ModeSettings settings) {
        return napi.wire(roleName, bindings, settings);
    }
}
