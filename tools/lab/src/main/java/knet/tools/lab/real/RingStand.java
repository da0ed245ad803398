package knet.tools.lab.real;

import java.util.List;
import java.util.concurrent.TimeUnit;
import knet.driver.HostRxQueue;
import knet.driver.QueueWaiter;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.nic.NicAgent;
import knet.threads.agent.Context;
import knet.threads.agent.NetAgent;
import knet.threads.app.ByteCounts;
import knet.threads.host.Host;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostThread;
import knet.threads.stack.StackConfig;
import knet.traces.FrameSource;

/**
 * The product's NIC and the product's host on a device in shared memory, stepped by hand: the NIC
 * fills the ring, then the host takes what is there, each on whatever thread asks for it. So each
 * side is measured alone, on lines that the other one has touched last.
 */
final class RingStand implements AutoCloseable {
    private static final long START_PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final DeviceDirectory devices;
    private final String device;
    private final NicStand stand;
    private final NicAgent nic;
    private final Host host;
    private final NetAgent agent;
    private final HostRxQueue ring;

    /**
     * Puts a NIC and a host together and brings them up.
     *
     * @param devices where the device is made
     * @param device its name
     * @param mode of the host
     * @param wire that never ends; owned by the stand
     * @param nicBatch most frames in one turn of the NIC
     */
    RingStand(
            final DeviceDirectory devices,
            final String device,
            final String mode,
            final FrameSource wire,
            final int nicBatch) {
        this(devices, device, mode, wire, nicBatch, false);
    }

    /**
     * The same, for hosts that sleep.
     *
     * @param rings the NIC rings the bell when it notifies; else nobody sleeps, and it does not
     */
    RingStand(
            final DeviceDirectory devices,
            final String device,
            final String mode,
            final FrameSource wire,
            final int nicBatch,
            final boolean rings) {
        this.devices = devices;
        this.device = device;
        devices.create(device, DeviceConfig.ofQueues(1));
        stand = new NicStand(devices, device, wire, "max", nicBatch, rings);
        nic = stand.agent();
        host =
                Host.open(
                        HostConfig.builder()
                                .device(devices, device, null)
                                .mode(mode)
                                .stack(
                                        StackConfig.defaults()
                                                .withApplication(new ByteCounts(false)))
                                .build(),
                        HostListener.NONE,
                        System.nanoTime());
        final HostThread thread = host.threads().get(0);
        agent = thread.agent();
        ring = thread.rings().get(0);
        bringUp();
    }

    private void bringUp() {
        nic.onStart(System.nanoTime());
        host.announce();
        final long giveUpNs = System.nanoTime() + START_PATIENCE_NS;
        while (nic.state() != DeviceDescriptor.NIC_STATE_RUNNING) {
            final long nowNs = System.nanoTime();
            if (nowNs - giveUpNs > 0) {
                throw new NotMeasurable("the NIC of the measurement has not come up");
            }
            host.supervise(nowNs);
            nic.doWork(nowNs);
        }
    }

    /** When the NIC began to ring last, System.nanoTime(). */
    long rungNs() {
        return stand.rungNs();
    }

    /** True if the host has armed the queue: the next frame raises a notification. */
    boolean isArmed() {
        return stand.isArmed();
    }

    NetAgent agent() {
        return agent;
    }

    /** What a thread of the host sleeps with. */
    QueueWaiter newWaiter() {
        return new QueueWaiter(List.of(ring));
    }

    /** The host's beat and its looks at the NIC: to be called some times a second. */
    void supervise() {
        host.supervise(System.nanoTime());
    }

    /** Mean length of the frames that came in so far, bytes. */
    double meanBytes() {
        return (double) stand.port().bytes() / stand.port().frames();
    }

    /**
     * The NIC's side: takes frames until the ring is full.
     *
     * @param frames that a turn must have moved to be of interest
     * @param turnNs gets the times of those turns, nanoseconds, one clock read included
     * @param from where in that array to begin
     * @return how many it got
     */
    int fill(final int frames, final long[] turnNs, final int from) {
        int turns = from;
        long beganNs = System.nanoTime();
        int moved;
        do {
            moved = nic.doWork(beganNs);
            final long endedNs = System.nanoTime();
            if (moved > 0 && moved == frames && turns < turnNs.length) {
                turnNs[turns++] = endedNs - beganNs;
            }
            beganNs = endedNs;
        } while (moved > 0);
        return turns - from;
    }

    /** The NIC's side: one turn. */
    void turn() {
        nic.doWork(System.nanoTime());
    }

    /**
     * The host's side: takes what is in the ring.
     *
     * @param frames that a step must have handled to be of interest
     * @param stepNs gets the times of those steps, nanoseconds, one clock read included
     * @param from where in that array to begin
     * @return how many it got
     */
    int drain(final int frames, final long[] stepNs, final int from) {
        int steps = from;
        while (ring.depth() > 0) {
            final long beganNs = System.nanoTime();
            final int handled = agent.doWork(beganNs);
            final long endedNs = System.nanoTime();
            if (handled == frames && steps < stepNs.length) {
                stepNs[steps++] = endedNs - beganNs;
            }
        }
        agent.doWork(System.nanoTime()); // Completes the last batch.
        return steps - from;
    }

    /**
     * The host's side: takes what is in the ring and says what the steps of an interrupt part cost.
     *
     * @return nanoseconds for each frame that such a step moved into the backlog; 0 if none did
     */
    double drainInterruptPart() {
        agent.onWake();
        long frames = 0;
        long sumNs = 0;
        while (ring.depth() > 0) {
            final boolean isTaking = agent.context() == Context.HARD_INTERRUPT;
            final int depth = ring.depth();
            final long beganNs = System.nanoTime();
            agent.doWork(beganNs);
            final long endedNs = System.nanoTime();
            final int moved = depth - ring.depth();
            if (isTaking && moved > 0) {
                frames += moved;
                sumNs += endedNs - beganNs;
            }
        }
        while (agent.doWork(System.nanoTime()) > 0) {
            Thread.onSpinWait();
        }
        return frames == 0 ? 0 : (double) sumNs / frames;
    }

    /** The host's side: polls of an empty ring; nanoseconds for each, clock read included. */
    double emptyPollNs(final int polls) {
        final long beganNs = System.nanoTime();
        long nowNs = beganNs;
        for (int i = 0; i < polls; i++) {
            agent.doWork(nowNs);
            nowNs = System.nanoTime();
        }
        return (double) (nowNs - beganNs) / polls;
    }

    @Override
    public void close() {
        host.close();
        stand.close();
        devices.remove(device);
    }
}
