package knet.nic.registers;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The values of the NIC's counter region. One writer: the NIC thread. Values survive the process,
 * so that a restarted NIC counts on.
 */
public final class NicCounters {
    private final UnsafeBuffer values;

    /**
     * @param values the region at NIC_COUNTER_VALUES_OFFSET, in Agrona's layout
     */
    public NicCounters(final UnsafeBuffer values) {
        this.values = values;
    }

    public static NicCounters of(final DeviceMemory device) {
        return new NicCounters(
                new UnsafeBuffer(
                        device.buffer(),
                        DeviceDescriptor.NIC_COUNTER_VALUES_OFFSET,
                        DeviceDescriptor.COUNTER_VALUES_LENGTH));
    }

    public long get(final NicCounter counter) {
        return values.getLongAcquire(offset(counter.ordinal()));
    }

    public long get(final NicQueueCounter counter, final int queue) {
        return values.getLongAcquire(offset(counter.id(queue)));
    }

    public void set(final NicCounter counter, final long value) {
        set(counter.ordinal(), value);
    }

    public void set(final NicQueueCounter counter, final int queue, final long value) {
        set(counter.id(queue), value);
    }

    public void add(final NicCounter counter, final long increment) {
        add(counter.ordinal(), increment);
    }

    public void add(final NicQueueCounter counter, final int queue, final long increment) {
        add(counter.id(queue), increment);
    }

    private void set(final int id, final long value) {
        values.putLongRelease(offset(id), value);
    }

    private void add(final int id, final long increment) {
        final int offset = offset(id);
        values.putLongRelease(offset, values.getLong(offset) + increment);
    }

    private static int offset(final int id) {
        return CountersReader.counterOffset(id);
    }
}
