package knet.nic.ring;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueDescriptor;

/**
 * Sizes of a queue file.
 *
 * @param rxRingSize receive descriptors, a power of two
 * @param txRingSize transmit descriptors, a power of two
 * @param bufferSize bytes of a packet buffer, a multiple of 64
 * @param rxBuffers receive buffers, at least {@code rxRingSize}
 */
public record QueueGeometry(int rxRingSize, int txRingSize, int bufferSize, int rxBuffers) {
    public QueueGeometry {
        requireRing("receive ring", rxRingSize);
        requireRing("transmit ring", txRingSize);
        if (bufferSize < DeviceDescriptor.MIN_BUFFER_SIZE
                || bufferSize > DeviceDescriptor.MAX_BUFFER_SIZE
                || bufferSize % 64 != 0) {
            throw new IllegalArgumentException("buffer size " + bufferSize);
        }
        if (rxBuffers < rxRingSize) {
            throw new IllegalArgumentException(
                    rxBuffers + " receive buffers for " + rxRingSize + " descriptors");
        }
        final long length =
                QueueDescriptor.fileLength(rxRingSize, txRingSize, rxBuffers, bufferSize);
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a queue file of " + length + " bytes");
        }
    }

    private static void requireRing(final String what, final int size) {
        if (size < DeviceDescriptor.MIN_RING_SIZE
                || size > DeviceDescriptor.MAX_RING_SIZE
                || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(what + " of " + size + " descriptors");
        }
    }

    public int bufferStride() {
        return QueueDescriptor.bufferStride(bufferSize);
    }

    public int txRingOffset() {
        return QueueDescriptor.txRingOffset(rxRingSize);
    }

    public int rxBuffersOffset() {
        return QueueDescriptor.rxBuffersOffset(rxRingSize, txRingSize);
    }

    public int txBuffersOffset() {
        return (int)
                QueueDescriptor.txBuffersOffset(rxRingSize, txRingSize, rxBuffers, bufferSize);
    }

    public int fileLength() {
        return (int) QueueDescriptor.fileLength(rxRingSize, txRingSize, rxBuffers, bufferSize);
    }
}
