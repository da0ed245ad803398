package knet.threads.host;

import knet.driver.HostDevice;
import knet.driver.NicLiveness;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;

/**
 * Looks after the NIC at the other end of a device: lets its wire run once its classifier is known,
 * notices its death and its return, asks it to stop. The supervising thread's; time is passed in.
 */
final class NicSupervisor {
    /** A NIC that is asked to stop and does not within this time is left alone. */
    private static final long STOP_GRACE_NS = 2_000_000_000;

    /** How often the kernel is asked whether the NIC's process lives: a few system calls. */
    private static final long LIVENESS_LOOK_NS = 250_000_000;

    private final HostDevice device;
    private final DeviceMemory memory;
    private final HostListener listener;
    private final Runnable onNewNic;
    private final boolean stays;

    private NicLiveness health = NicLiveness.NEVER_STARTED;
    private long epoch;
    private boolean isSeen;
    private boolean isDoneTold;
    private boolean wasDone;
    private boolean isStopping;
    private long stopAskedNs;
    private long lastLookNs = Long.MIN_VALUE / 2;

    /**
     * @param onNewNic called when another NIC process has come up, before its wire runs
     * @param stays the end of the wire is not the end of the run
     */
    NicSupervisor(
            final HostDevice device,
            final HostListener listener,
            final Runnable onNewNic,
            final boolean stays) {
        this.device = device;
        this.memory = device.memory();
        this.listener = listener;
        this.onNewNic = onNewNic;
        this.stays = stays;
    }

    /** To be called often; asks the kernel now and then. */
    void look(final long nowNs) {
        if (nowNs - lastLookNs < LIVENESS_LOOK_NS && memory.nicEpoch() == epoch) {
            return;
        }
        lastLookNs = nowNs;
        final NicLiveness now = device.nicLiveness(nowNs);
        if (now != health) {
            onHealth(now);
        }
        if (now == NicLiveness.ALIVE && device.nicState() != DeviceDescriptor.NIC_STATE_DOWN) {
            // Read after the state: a NIC writes its epoch before it says that it is ready.
            letWireRun(memory.nicEpoch());
            wasDone = device.nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
        }
    }

    private void onHealth(final NicLiveness now) {
        switch (now) {
            case GONE -> onGone();
            case SILENT -> {
                if (isSeen) {
                    listener.onNicStalled(device.name());
                }
            }
            case ALIVE -> {
                if (health == NicLiveness.SILENT && memory.nicEpoch() == epoch) {
                    listener.onNicRecovered(device.name());
                }
            }
            case NEVER_STARTED -> {}
        }
        health = now;
    }

    private void onGone() {
        if (!isSeen) {
            return;
        }
        if (device.nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            tellDone();
            return;
        }
        if (device.nicState() == DeviceDescriptor.NIC_STATE_DOWN) {
            listener.onNicLeft(device.name());
        } else {
            listener.onNicDied(device.name());
        }
        if (!isStopping) {
            // The next one waits until its classifier has been looked at.
            memory.hostState(DeviceDescriptor.HOST_STATE_DOWN);
        }
    }

    private void tellDone() {
        if (!isDoneTold) {
            isDoneTold = true;
            listener.onNicDone(device.name());
        }
    }

    /** A NIC is there and ready: its registers say which classifier it runs. */
    private void letWireRun(final long epochNow) {
        if (epochNow != epoch) {
            if (isSeen && wasDone) {
                tellDone(); // it went, and the next one came, between two looks
            }
            epoch = epochNow;
            isDoneTold = false;
            isSeen = true;
            onNewNic.run();
            listener.onNicUp(device.name(), epoch, memory.firmware());
        }
        if (!isStopping && memory.hostState() != DeviceDescriptor.HOST_STATE_UP) {
            device.up();
        }
    }

    /** Asks the NIC to end its wire. */
    void stop(final long nowNs) {
        if (!isStopping) {
            isStopping = true;
            stopAskedNs = nowNs;
            device.stopWire();
        }
    }

    boolean isStopping() {
        return isStopping;
    }

    /** A process is there that still transmits. */
    boolean isAlive() {
        return health == NicLiveness.ALIVE;
    }

    /** The NIC is starting, or has ended its wire: worth a closer look. */
    boolean isSettling() {
        final int state = device.nicState();
        return state == DeviceDescriptor.NIC_STATE_READY
                || state == DeviceDescriptor.NIC_STATE_WIRE_DONE && !stays;
    }

    /** True if the NIC will put nothing more into the rings, as far as this run waits for it. */
    boolean isWireOver(final long nowNs) {
        // A device may lie about from an earlier run, whose wire was done; after a host's death its
        // run goes on.
        final boolean isDone =
                device.nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE
                        && (isSeen || device.previousPid() != 0);
        if (isStopping) {
            return isDone || !isAlive() || nowNs - stopAskedNs >= STOP_GRACE_NS;
        }
        return isDone && !stays;
    }
}
