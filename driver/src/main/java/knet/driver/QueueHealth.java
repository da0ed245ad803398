package knet.driver;

import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueMemory;

/**
 * Whether a queue pair is in service. What the NIC wrote is checked before it is used; memory that
 * fails a check is never touched again: the queue is quarantined, the NIC told so by a bit in the
 * register file, and the first reason kept. Shared by the threads of the pair.
 */
final class QueueHealth {
    private final DeviceMemory device;
    private final QueueMemory queue;
    private final CounterFile counters;
    private volatile QueueFault fault;

    QueueHealth(final DeviceMemory device, final QueueMemory queue, final CounterFile counters) {
        this.device = device;
        this.queue = queue;
        this.counters = counters;
    }

    boolean isOut() {
        return fault != null;
    }

    /** Null while the queue is in service. */
    QueueFault fault() {
        return fault;
    }

    /** Takes the queue out of service; the first reason stays. */
    synchronized void quarantine(final String reason) {
        if (fault == null) {
            // What fails a check may be what a cut file reads as.
            final String cut = cutFile();
            fault = new QueueFault(queue.index(), cut != null ? cut : reason);
            if (cut != null) {
                PendingFault.take();
            }
            // A register file that is cut as well has nobody left to be told.
            if (device.isIntact()) {
                device.hostQuarantine(queue.index());
                counters.counter(HostQueueCounter.BAD_DESCRIPTORS, queue.index())
                        .incrementRelease();
            }
        }
    }

    /**
     * Takes the queue out of service for a descriptor.
     *
     * @param at its index
     * @param word its first eight bytes, as they were checked
     * @param posted number of the buffer that the host had posted there
     */
    void badDescriptor(final long at, final long word, final int posted, final int bufferSize) {
        quarantine(
                "descriptor "
                        + at
                        + ": buffer "
                        + Integer.toUnsignedString((int) word)
                        + " (posted "
                        + posted
                        + "), length "
                        + (word >>> 32 & 0xFFFF)
                        + " of "
                        + bufferSize
                        + ", flags 0x"
                        + Long.toHexString(word >>> 48));
    }

    private String cutFile() {
        if (!queue.isIntact()) {
            return "its file " + queue.path() + " was cut or removed";
        }
        return device.isIntact() ? null : "the register file of the device was cut or removed";
    }

    /**
     * Deals with a fault of a mapping. The JVM reports such a fault some instructions late, so it
     * need not be this queue's: the lengths of the files tell.
     *
     * @throws InternalError the same, if the memory of this queue and device is whole
     */
    void onMemoryFault(final InternalError e) {
        if (!checkFiles()) {
            throw e;
        }
    }

    /** Looks at the files; true if the queue is out of service for one that is cut or gone. */
    boolean checkFiles() {
        if (!isOut()) {
            final String cut = cutFile();
            if (cut != null) {
                quarantine(cut);
            }
        }
        return isOut();
    }
}
