package knet.driver.abi;

/**
 * The sizes of a device, fixed for its life.
 *
 * @param queues queue pairs, 1 to 256
 * @param rxRingSize descriptors per receive ring, a power of two, 8 to 65,536
 * @param txRingSize descriptors per transmit ring, a power of two, 8 to 65,536
 * @param bufferSize bytes of a packet buffer, a multiple of 64, 256 to 32,768
 * @param rxBuffers receive buffers per queue, rxRingSize to 2^20; what exceeds rxRingSize is how
 *     many the host may hold after consuming their descriptors
 */
public record DeviceConfig(
        int queues, int rxRingSize, int txRingSize, int bufferSize, int rxBuffers) {
    private static final int MAX_RX_BUFFERS = 1 << 20;

    /**
     * @throws DeviceException if a value is out of range, or a queue's file would reach 2 GiB
     */
    public DeviceConfig {
        checkRange("queues", queues, 1, DeviceDescriptor.MAX_QUEUES);
        checkRing("rx ring size", rxRingSize);
        checkRing("tx ring size", txRingSize);
        checkRange(
                "buffer size",
                bufferSize,
                DeviceDescriptor.MIN_BUFFER_SIZE,
                DeviceDescriptor.MAX_BUFFER_SIZE);
        if (bufferSize % 64 != 0) {
            throw new DeviceException("buffer size must be a multiple of 64: " + bufferSize);
        }
        checkRange("rx buffers", rxBuffers, rxRingSize, MAX_RX_BUFFERS);
        final long length =
                QueueDescriptor.fileLength(rxRingSize, txRingSize, rxBuffers, bufferSize);
        if (length > Integer.MAX_VALUE) {
            throw new DeviceException(
                    "a queue of "
                            + rxBuffers
                            + " rx buffers and "
                            + txRingSize
                            + " tx buffers of "
                            + bufferSize
                            + " bytes needs a file of "
                            + length
                            + " bytes; the limit is "
                            + Integer.MAX_VALUE);
        }
    }

    /** Default sizes: as many buffers may be held as are posted. */
    public static DeviceConfig ofQueues(final int queues) {
        return of(queues, DeviceDescriptor.DEFAULT_RX_RING_SIZE);
    }

    /** Default sizes but for the receive ring. */
    public static DeviceConfig of(final int queues, final int rxRingSize) {
        return new DeviceConfig(
                queues,
                rxRingSize,
                DeviceDescriptor.DEFAULT_TX_RING_SIZE,
                DeviceDescriptor.DEFAULT_BUFFER_SIZE,
                2 * rxRingSize);
    }

    /** Bytes of one queue's file. */
    public int queueFileLength() {
        return (int) QueueDescriptor.fileLength(rxRingSize, txRingSize, rxBuffers, bufferSize);
    }

    /** Bytes of all files of the device. */
    public long totalLength() {
        return DeviceDescriptor.FILE_LENGTH + (long) queues * queueFileLength();
    }

    private static void checkRing(final String what, final int size) {
        checkRange(what, size, DeviceDescriptor.MIN_RING_SIZE, DeviceDescriptor.MAX_RING_SIZE);
        if (Integer.bitCount(size) != 1) {
            throw new DeviceException(what + " must be a power of two: " + size);
        }
    }

    private static void checkRange(
            final String what, final int value, final int min, final int max) {
        if (value < min || value > max) {
            throw new DeviceException(what + " must be " + min + " to " + max + ": " + value);
        }
    }
}
