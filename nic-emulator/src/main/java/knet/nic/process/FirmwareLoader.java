package knet.nic.process;

import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareCounter;
import knet.firmware.FirmwareCounters;
import knet.firmware.FirmwareSpec;
import knet.nic.engine.LoadedFirmware;
import knet.nic.engine.QueueZero;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** Makes firmware ready to run, from what a user asks for. */
final class FirmwareLoader {
    /** Before the name of a classifier's counter in the device's counters. */
    static final String COUNTER_PREFIX = "firmware_";

    private FirmwareLoader() {}

    /**
     * Finds a classifier and makes it.
     *
     * @throws knet.firmware.FirmwareException if there is none such; one line
     */
    static LoadedFirmware load(final String specification, final int queues) {
        if (specification.equals(QueueZero.NAME)) {
            return LoadedFirmware.queueZero();
        }
        final FirmwareSpec spec = FirmwareSpec.parse(specification);
        return new LoadedFirmware(spec.toString(), FirmwareCatalog.load().create(spec, queues));
    }

    /** A classifier's counters lie among the device's, so that any tool sees them. */
    static FirmwareCounters counters(final DeviceMemory device) {
        final CounterFile file = CounterFile.nic(device);
        final UnsafeBuffer values =
                new UnsafeBuffer(
                        device.buffer(),
                        DeviceDescriptor.NIC_COUNTER_VALUES_OFFSET,
                        DeviceDescriptor.COUNTER_VALUES_LENGTH);
        return new FirmwareCounters(
                name ->
                        new FirmwareCounter(
                                values,
                                CountersReader.counterOffset(
                                        file.addCounter(COUNTER_PREFIX + name).id())));
    }
}
