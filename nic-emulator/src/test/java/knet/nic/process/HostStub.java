package knet.nic.process;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.Side;
import knet.nic.TestDevice;
import knet.nic.TestHost;

/** The host's side of a device whose NIC is another process. One thread. */
final class HostStub implements AutoCloseable {
    private static final long PATIENCE_NS = 60_000_000_000L;

    private final TestDevice device;
    private final OwnerLock lock;

    HostStub(final Path root, final DeviceConfig sizes) {
        device = new TestDevice(root, sizes);
        lock = OwnerLock.acquire(device.memory().directory(), Side.HOST);
        device.memory().hostPid(ProcessHandle.current().pid());
        device.memory().onFull(DeviceDescriptor.ON_FULL_WAIT);
        heartbeat();
        device.hostUp();
    }

    TestDevice device() {
        return device;
    }

    DeviceMemory memory() {
        return device.memory();
    }

    void heartbeat() {
        device.memory().hostHeartbeatNs(System.nanoTime());
    }

    /** Takes and posts what is there; sleeps a little if there is nothing. */
    void poll() {
        heartbeat();
        int taken = 0;
        for (final TestHost host : device.hosts()) {
            final int polled = host.poll(256);
            if (polled == 0) {
                host.arm();
            }
            taken += polled;
        }
        if (taken == 0) {
            LockSupport.parkNanos(50_000);
        }
    }

    /** Polls until something holds; fails when that takes too long. */
    void pollUntil(final String what, final BooleanSupplier isReached) {
        final long startNs = System.nanoTime();
        while (!isReached.getAsBoolean()) {
            poll();
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new AssertionError("not within a minute: " + what);
            }
        }
    }

    void pollFor(final long durationNs) {
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < durationNs) {
            poll();
        }
    }

    boolean isWireDone() {
        return memory().nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    long delivered() {
        long sum = 0;
        for (final TestHost host : device.hosts()) {
            sum += host.frames();
        }
        return sum;
    }

    long dropped(final DropReason reason) {
        return device.counters().get(NicCounter.dropped(reason));
    }

    long dropped() {
        long sum = 0;
        for (final DropReason reason : DropReason.values()) {
            sum += dropped(reason);
        }
        return sum;
    }

    /** Drops the mappings of a device whose files are nonsense or gone. */
    void abandon() {
        lock.close();
        device.abandon();
    }

    @Override
    public void close() {
        lock.close();
        device.close();
    }
}
