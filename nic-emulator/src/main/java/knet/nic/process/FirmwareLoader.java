package knet.nic.process;

import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareCounter;
import knet.firmware.FirmwareCounters;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import knet.nic.engine.LoadedFirmware;
import knet.nic.engine.QueueZero;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** Makes firmware ready to run, from what a user asks for. */
final class FirmwareLoader {
    /** Before the name of a classifier's counter in the device's counters. */
    static final String COUNTER_PREFIX = "firmware_";

    private static final int NS_PER_MS = 1_000_000;

    private FirmwareLoader() {}

    /**
     * Finds a classifier and makes it; a source is compiled.
     *
     * @param limitNs longest time that making it may take, nanoseconds; 0 for any
     * @return its specification is pinned to the version that was made
     * @throws knet.firmware.FirmwareException if there is none such; one line
     * @throws BoundedCreation.HungException if making it takes longer
     */
    static LoadedFirmware load(final String specification, final int queues, final long limitNs) {
        if (specification.equals(QueueZero.NAME)) {
            return LoadedFirmware.queueZero();
        }
        return make(
                FirmwareCatalog.load().image(FirmwareSpec.parse(specification)), queues, limitNs);
    }

    /** As {@link #load}, of what is found already. */
    static LoadedFirmware make(final FirmwareImage image, final int queues, final long limitNs) {
        final long limitMs = limitNs == 0 ? 0 : Math.max(1, limitNs / NS_PER_MS);
        return new LoadedFirmware(
                image.spec().toString(), BoundedCreation.create(image, queues, limitMs));
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
