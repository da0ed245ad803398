package knet.nic.process;

import java.util.function.Consumer;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.Side;

/** Notices within a second that the host has died or fallen silent, and that it is back. */
final class HostWatch {
    private static final long LOOK_NS = 250_000_000;
    private static final long SILENCE_NS = 1_000_000_000;

    private final DeviceMemory device;
    private final Consumer<String> log;
    private long lastLookNs = Long.MIN_VALUE / 2;
    private boolean isGone;
    private boolean isSilent;

    HostWatch(final DeviceMemory device, final Consumer<String> log) {
        this.device = device;
        this.log = log;
    }

    /** To be called often; asks the kernel four times a second at most. */
    void look(final long nowNs) {
        if (nowNs - lastLookNs < LOOK_NS) {
            return;
        }
        lastLookNs = nowNs;
        if (device.hostState() == DeviceDescriptor.HOST_STATE_DOWN) {
            isGone = false;
            isSilent = false;
            return;
        }
        final boolean isBeating = nowNs - device.hostHeartbeatNs() < SILENCE_NS;
        // A host without an owner's lock is dead, however fresh its last heartbeat.
        final boolean isOwned = OwnerLock.owner(device.directory(), Side.HOST) != 0;
        if (!isOwned) {
            if (!isGone) {
                isGone = true;
                log.accept("the host (pid " + device.hostPid() + ") has died; waiting for another");
            }
            return;
        }
        if (isGone) {
            isGone = false;
            log.accept("a host is back (pid " + device.hostPid() + ")");
        }
        if (device.nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            return; // Nothing is on its way: a host that adds up its figures does not beat.
        }
        if (isBeating == isSilent) {
            isSilent = !isBeating;
            log.accept(
                    "the host (pid "
                            + device.hostPid()
                            + (isSilent ? ") has been silent for a second" : ") is alive again"));
        }
    }
}
