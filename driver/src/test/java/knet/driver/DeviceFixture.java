package knet.driver;

import java.nio.file.Path;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueMemory;

/** A device with a host at one end and a scripted NIC at the other. */
final class DeviceFixture implements AutoCloseable {
    static final int RING = 8;
    static final int BUFFER = 256;
    static final int BUFFERS = 12;

    final DeviceDirectory devices;
    final DeviceMemory nicMemory;
    final QueueMemory nicQueue;
    final ScriptedNic nic;
    HostDevice host;

    DeviceFixture(final Path temp) {
        devices = DeviceDirectory.at(temp.resolve("devices"));
        devices.create("d", new DeviceConfig(1, RING, RING, BUFFER, BUFFERS));
        nicMemory = devices.open("d");
        nicQueue = nicMemory.openQueue(0);
        openHost(DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK);
        nic = new ScriptedNic(nicQueue);
    }

    HostRxQueue openHost(final int interruptMode) {
        host =
                HostDevice.open(
                        devices.open("d"),
                        HostSettings.of(interruptMode, DeviceDescriptor.ON_FULL_DROP),
                        0);
        return host.rx(0);
    }

    /** The host ends without giving anything back, as a killed one; another one opens. */
    HostRxQueue restartHost() {
        host.close();
        return openHost(DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK);
    }

    HostRxQueue rx() {
        return host.rx(0);
    }

    long count(final HostQueueCounter counter) {
        return CounterFile.host(nicMemory).value(counter, 0);
    }

    Path file(final String name) {
        return devices.path("d").resolve(name);
    }

    @Override
    public void close() {
        host.close();
        nicQueue.close();
        nicMemory.close();
    }
}
