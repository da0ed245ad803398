package knet.driver.abi;

import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A queue's file, mapped. Accessors are named after their memory order: Acquire, Release, Volatile,
 * or none of them (plain: the caller's own field). Layout: {@link QueueDescriptor}.
 */
public final class QueueMemory implements AutoCloseable {
    private final int index;
    private final DeviceConfig config;
    private final MappedFile file;
    private final UnsafeBuffer buffer;
    private final int txRingOffset;
    private final int rxBuffersOffset;
    private final int txBuffersOffset;
    private final int bufferStride;

    private QueueMemory(final int index, final DeviceConfig config, final MappedFile file) {
        this.index = index;
        this.config = config;
        this.file = file;
        this.buffer = file.buffer();
        this.txRingOffset = QueueDescriptor.txRingOffset(config.rxRingSize());
        this.rxBuffersOffset =
                QueueDescriptor.rxBuffersOffset(config.rxRingSize(), config.txRingSize());
        this.txBuffersOffset =
                (int)
                        QueueDescriptor.txBuffersOffset(
                                config.rxRingSize(),
                                config.txRingSize(),
                                config.rxBuffers(),
                                config.bufferSize());
        this.bufferStride = QueueDescriptor.bufferStride(config.bufferSize());
    }

    /**
     * Maps a queue's file and checks that it belongs to the device.
     *
     * @throws DeviceException if the file is missing, or of another length, version or device
     */
    static QueueMemory open(
            final Path path, final int index, final DeviceConfig config, final long deviceId) {
        final MappedFile file = MappedFile.open(path, config.queueFileLength());
        try {
            final UnsafeBuffer buffer = file.buffer();
            FileChecks.magic(path, buffer, QueueDescriptor.MAGIC);
            FileChecks.equal(
                    path, "queue index", buffer.getInt(QueueDescriptor.QUEUE_INDEX_OFFSET), index);
            FileChecks.equal(
                    path, "device id", buffer.getLong(QueueDescriptor.DEVICE_ID_OFFSET), deviceId);
            return new QueueMemory(index, config, file);
        } catch (final RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * A new queue in memory of this process.
     *
     * @param buffer outside of the heap; overwritten
     * @throws IllegalArgumentException if it is too small or in the heap
     */
    public static QueueMemory inMemory(
            final int index, final DeviceConfig config, final UnsafeBuffer buffer) {
        if (buffer.capacity() < config.queueFileLength()) {
            throw new IllegalArgumentException(
                    buffer.capacity() + " bytes, needs " + config.queueFileLength());
        }
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return inMemory(
                index, config, MappedFile.of(Path.of(QueueDescriptor.fileName(index)), buffer));
    }

    static QueueMemory inMemory(final int index, final DeviceConfig config) {
        final Path path = Path.of(QueueDescriptor.fileName(index));
        return inMemory(index, config, MappedFile.inMemory(path, config.queueFileLength()));
    }

    private static QueueMemory inMemory(
            final int index, final DeviceConfig config, final MappedFile file) {
        DeviceFiles.initQueue(file.buffer(), index, 0);
        return new QueueMemory(index, config, file);
    }

    public int index() {
        return index;
    }

    public DeviceConfig config() {
        return config;
    }

    public Path path() {
        return file.path();
    }

    /** The whole file. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Offset of a receive descriptor. */
    public int rxDescriptorOffset(final int slot) {
        return QueueDescriptor.RX_RING_OFFSET + slot * RxDescriptor.LENGTH;
    }

    /** Offset of a transmit descriptor. */
    public int txDescriptorOffset(final int slot) {
        return txRingOffset + slot * TxDescriptor.LENGTH;
    }

    /** Offset of a receive buffer, 0 to rxBuffers - 1: the caller has checked the number. */
    public int rxBufferOffset(final int number) {
        return rxBuffersOffset + number * bufferStride;
    }

    /** Offset of a transmit buffer, 0 to txRingSize - 1. */
    public int txBufferOffset(final int number) {
        return txBuffersOffset + number * bufferStride;
    }

    public long rxHead() {
        return buffer.getLong(QueueDescriptor.RX_HEAD_OFFSET);
    }

    /** Receive descriptors written back: what the NIC wrote before is visible after. */
    public long rxHeadAcquire() {
        return buffer.getLongAcquire(QueueDescriptor.RX_HEAD_OFFSET);
    }

    public long rxHeadVolatile() {
        return buffer.getLongVolatile(QueueDescriptor.RX_HEAD_OFFSET);
    }

    /** NIC alone. */
    public void rxHeadRelease(final long index) {
        buffer.putLongRelease(QueueDescriptor.RX_HEAD_OFFSET, index);
    }

    public long txHead() {
        return buffer.getLong(QueueDescriptor.TX_HEAD_OFFSET);
    }

    public long txHeadAcquire() {
        return buffer.getLongAcquire(QueueDescriptor.TX_HEAD_OFFSET);
    }

    /** NIC alone. */
    public void txHeadRelease(final long index) {
        buffer.putLongRelease(QueueDescriptor.TX_HEAD_OFFSET, index);
    }

    public long raisesAcquire() {
        return buffer.getLongAcquire(QueueDescriptor.RAISES_OFFSET);
    }

    /** NIC alone: counts one raise; returns how many there were before. */
    public long addRaiseRelease() {
        return buffer.addLongRelease(QueueDescriptor.RAISES_OFFSET, 1);
    }

    public Ledger nicLedger() {
        return new Ledger(buffer, QueueDescriptor.NIC_LEDGER_OFFSET);
    }

    public long rxTail() {
        return buffer.getLong(QueueDescriptor.RX_TAIL_OFFSET);
    }

    /** Receive descriptors posted: what the host wrote before is visible after. */
    public long rxTailAcquire() {
        return buffer.getLongAcquire(QueueDescriptor.RX_TAIL_OFFSET);
    }

    /** Host alone. */
    public void rxTailRelease(final long index) {
        buffer.putLongRelease(QueueDescriptor.RX_TAIL_OFFSET, index);
    }

    public long rxConsumedAcquire() {
        return buffer.getLongAcquire(QueueDescriptor.RX_CONSUMED_OFFSET);
    }

    /** Host alone. */
    public void rxConsumedRelease(final long index) {
        buffer.putLongRelease(QueueDescriptor.RX_CONSUMED_OFFSET, index);
    }

    public long txTail() {
        return buffer.getLong(QueueDescriptor.TX_TAIL_OFFSET);
    }

    public long txTailAcquire() {
        return buffer.getLongAcquire(QueueDescriptor.TX_TAIL_OFFSET);
    }

    /** Host alone. */
    public void txTailRelease(final long index) {
        buffer.putLongRelease(QueueDescriptor.TX_TAIL_OFFSET, index);
    }

    public Ledger hostLedger() {
        return new Ledger(buffer, QueueDescriptor.HOST_LEDGER_OFFSET);
    }

    /** {@link NotificationDescriptor}'s word. */
    public int notificationVolatile() {
        return buffer.getIntVolatile(QueueDescriptor.NOTIFICATION_OFFSET);
    }

    /** Compare-and-swap (a full fence on both sides): the only way to change the word. */
    public boolean casNotification(final int expected, final int next) {
        return buffer.compareAndSetInt(QueueDescriptor.NOTIFICATION_OFFSET, expected, next);
    }

    /** False if the file is gone or has been cut: touching the mapping may then fault. */
    public boolean isIntact() {
        return file.isIntact();
    }

    /** Touches every page now, so that none is faulted in on the packet path. */
    public void prefault() {
        file.prefault();
    }

    /** Unmaps the file. Call it when every agent that uses the memory has ended. */
    @Override
    public void close() {
        file.close();
    }
}
