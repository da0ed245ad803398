package knet.nic;

import java.nio.file.Path;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.nic.recovery.Recovered;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;

/** A device in a directory of its own, both sides in this process. */
public final class TestDevice implements AutoCloseable {
    private final DeviceDirectory directory;
    private final DeviceMemory memory;
    private final QueueMemory[] queues;
    private final TestHost[] hosts;

    public TestDevice(final Path root, final DeviceConfig config) {
        directory = DeviceDirectory.at(root);
        directory.create("nic0", config, DeviceDescriptor.WAKE_PARK);
        memory = directory.open("nic0");
        queues = new QueueMemory[config.queues()];
        hosts = new TestHost[config.queues()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = memory.openQueue(i);
            hosts[i] = new TestHost(queues[i]);
        }
    }

    public DeviceMemory memory() {
        return memory;
    }

    public QueueMemory[] queues() {
        return queues;
    }

    public QueueMemory queue(final int index) {
        return queues[index];
    }

    public TestHost host(final int queue) {
        return hosts[queue];
    }

    public TestHost[] hosts() {
        return hosts;
    }

    public NicCounters counters() {
        return NicCounters.of(memory);
    }

    public Recovered recover(final String wire) {
        return Recovery.recover(memory, queues, counters(), wire, true);
    }

    /** Posts every buffer and says that the host is up. */
    public void hostUp() {
        for (final TestHost host : hosts) {
            host.postAll();
        }
        memory.hostState(DeviceDescriptor.HOST_STATE_UP);
    }

    /** Drops the mappings and leaves the files. */
    public void abandon() {
        for (final QueueMemory queue : queues) {
            queue.close();
        }
        memory.close();
    }

    @Override
    public void close() {
        abandon();
        directory.remove("nic0");
    }
}
