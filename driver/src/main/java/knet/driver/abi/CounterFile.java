package knet.driver.abi;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters of one side, in Agrona's layout: any tool reads them while the device runs, and they
 * outlive the process that counts. Only the process that holds the side's lock writes.
 */
public final class CounterFile {
    private static final int CAPACITY =
            DeviceDescriptor.COUNTER_VALUES_LENGTH / CountersReader.COUNTER_LENGTH;

    private final AtomicBuffer metadata;
    private final AtomicBuffer values;
    private final int catalogueEnd;

    private CounterFile(
            final AtomicBuffer file,
            final int valuesOffset,
            final int metadataOffset,
            final int catalogueEnd) {
        this.values = new UnsafeBuffer(file, valuesOffset, DeviceDescriptor.COUNTER_VALUES_LENGTH);
        this.metadata =
                new UnsafeBuffer(file, metadataOffset, DeviceDescriptor.COUNTER_METADATA_LENGTH);
        this.catalogueEnd = catalogueEnd;
    }

    public static CounterFile nic(final DeviceMemory device) {
        return nic(device.buffer(), device.config().queues());
    }

    public static CounterFile host(final DeviceMemory device) {
        return host(device.buffer(), device.config().queues());
    }

    static CounterFile nic(final AtomicBuffer file, final int queues) {
        return new CounterFile(
                file,
                DeviceDescriptor.NIC_COUNTER_VALUES_OFFSET,
                DeviceDescriptor.NIC_COUNTER_METADATA_OFFSET,
                NicQueueCounter.end(queues));
    }

    static CounterFile host(final AtomicBuffer file, final int queues) {
        return new CounterFile(
                file,
                DeviceDescriptor.HOST_COUNTER_VALUES_OFFSET,
                DeviceDescriptor.HOST_COUNTER_METADATA_OFFSET,
                HostQueueCounter.end(queues));
    }

    /** Writes the labels of both catalogues into a new register file. */
    static void create(final AtomicBuffer file, final int queues) {
        final CounterFile nic = nic(file, queues);
        for (final NicCounter counter : NicCounter.values()) {
            nic.label(counter.ordinal(), counter.label());
        }
        final CounterFile host = host(file, queues);
        for (int queue = 0; queue < queues; queue++) {
            for (final NicQueueCounter counter : NicQueueCounter.values()) {
                nic.label(counter.id(queue), counter.label(queue));
            }
            for (final HostQueueCounter counter : HostQueueCounter.values()) {
                host.label(counter.id(queue), counter.label(queue));
            }
        }
    }

    public AtomicCounter counter(final NicCounter counter) {
        return counter(counter.ordinal());
    }

    public AtomicCounter counter(final NicQueueCounter counter, final int queue) {
        return counter(counter.id(queue));
    }

    public AtomicCounter counter(final HostQueueCounter counter, final int queue) {
        return counter(counter.id(queue));
    }

    /** By id; it goes on from the value that is there. */
    public AtomicCounter counter(final int id) {
        return new AtomicCounter(values, id);
    }

    /**
     * A counter that is not in the catalogue: the one with this label if there is one already, so
     * that a restarted process goes on counting, or else a new one.
     *
     * @param label ASCII, cut after 380 characters
     * @throws DeviceException if no id is left
     */
    public AtomicCounter addCounter(final String label) {
        final String key =
                label.substring(0, Math.min(label.length(), CountersReader.MAX_LABEL_LENGTH));
        for (int id = catalogueEnd; id < CAPACITY; id++) {
            if (!isAllocated(id)) {
                label(id, key);
                return counter(id);
            }
            if (label(id).equals(key)) {
                return counter(id);
            }
        }
        throw new DeviceException("no room for the counter " + label + " (" + CAPACITY + ")");
    }

    /** The value of a counter, as its owner last published it. */
    public long value(final int id) {
        return values.getLongVolatile(CountersReader.counterOffset(id));
    }

    public long value(final NicCounter counter) {
        return value(counter.ordinal());
    }

    public long value(final NicQueueCounter counter, final int queue) {
        return value(counter.id(queue));
    }

    public long value(final HostQueueCounter counter, final int queue) {
        return value(counter.id(queue));
    }

    /** Takes a counter during {@link #forEach}. */
    @FunctionalInterface
    public interface Visitor {
        void onCounter(int id, String label, long value);
    }

    /** Visits every counter in the order of ids; safe on memory that was overwritten. */
    public void forEach(final Visitor visitor) {
        for (int id = 0; id < CAPACITY && (id < catalogueEnd || isAllocated(id)); id++) {
            visitor.onCounter(id, label(id), value(id));
        }
    }

    /** True of a counter that every device has; the others a process has added. */
    public boolean isInCatalogue(final int id) {
        return id < catalogueEnd;
    }

    /** Agrona's own reader over the same region. */
    public CountersReader reader() {
        return new CountersReader(metadata, values);
    }

    private boolean isAllocated(final int id) {
        return metadata.getIntVolatile(CountersReader.metaDataOffset(id))
                == CountersReader.RECORD_ALLOCATED;
    }

    private String label(final int id) {
        final int offset = CountersReader.metaDataOffset(id) + CountersReader.LABEL_OFFSET;
        final int length = metadata.getInt(offset);
        return metadata.getStringWithoutLengthAscii(
                offset + 4, Math.max(0, Math.min(length, CountersReader.MAX_LABEL_LENGTH)));
    }

    private void label(final int id, final String label) {
        final int record = CountersReader.metaDataOffset(id);
        metadata.putLong(
                record + CountersReader.FREE_FOR_REUSE_DEADLINE_OFFSET,
                CountersReader.NOT_FREE_TO_REUSE);
        metadata.putStringAscii(record + CountersReader.LABEL_OFFSET, label);
        metadata.putIntRelease(record, CountersReader.RECORD_ALLOCATED);
    }
}
