package knet.driver.abi;

/**
 * Layout of the file {@code queue-N}: everything that belongs to one queue pair, so that a queue is
 * private to its CPU. Little endian. Fields of one writer share a cache-line pair with no other
 * writer; what only its writer and a restart look at is apart from what the other side polls.
 *
 * <pre>
 *   offset  bytes  writer   field
 *        0      8  creator  MAGIC            written last, with release
 *        8      4  creator  VERSION
 *       12      4  creator  QUEUE_INDEX
 *       16      8  creator  DEVICE_ID        equals that of the register file
 *  ---- written by the NIC -----------------------------------------------------------------------
 *      128      8  NIC      RX_HEAD          receive descriptors written back since the queue was made
 *                                            (release: publishes descriptors and buffers before it)
 *      136      8  NIC      TX_HEAD          transmit descriptors completed (release)
 *      144      8  NIC      RAISES           notifications raised, low 32 bits are the futex word of
 *                                            INTERRUPT_MODE_UNMASKED
 *  ---- written by the host ----------------------------------------------------------------------
 *      256      8  host     RX_TAIL          receive descriptors posted (release); the NIC may write
 *                                            slots [RX_HEAD, RX_TAIL)
 *      264      8  host     RX_CONSUMED      descriptors the host has taken; RX_CONSUMED &lt;= RX_HEAD
 *      272      8  host     TX_TAIL          transmit descriptors filled (release)
 *  ---- written by both, by compare-and-swap alone -----------------------------------------------
 *      384      4  both     NOTIFICATION     see {@link NotificationDescriptor}
 *  ---- read by their writers only -----------------------------------------------------------------
 *      512     72  NIC      NIC_LEDGER       {@link Ledger}: INDEX = RX_HEAD at which FRAMES and BYTES
 *                                            are the NIC's PACKETS and BYTES of this queue; EXTRA =
 *                                            bytes published of a frame whose last descriptor is
 *                                            yet to come
 *      640     72  host     HOST_LEDGER      {@link Ledger}: INDEX = RX_CONSUMED at which FRAMES and BYTES
 *                                            are the host's DELIVERED and DELIVERED_BYTES; EXTRA = bytes
 *                                            consumed of a frame whose last descriptor is yet to come
 *  -----------------------------------------------------------------------------------------------
 *     1024          both    receive ring:  RX_RING_SIZE {@link RxDescriptor}s of 32 bytes
 *                   host    transmit ring: TX_RING_SIZE {@link TxDescriptor}s of 32 bytes
 *                   NIC     receive buffers:  RX_BUFFERS times BUFFER_STRIDE bytes, 64-byte aligned
 *                   host    transmit buffers: TX_RING_SIZE times BUFFER_STRIDE bytes
 * </pre>
 *
 * <p>Indices count up from 0 for the life of the device and never wrap (63 bits); a slot is {@code
 * index & (size - 1)}. At any time {@code RX_CONSUMED <= RX_HEAD <= RX_TAIL <= RX_CONSUMED +
 * RX_RING_SIZE}. Both sides check that before they use an index of the other; a breach quarantines
 * the queue.
 *
 * <p>BUFFER_STRIDE is BUFFER_SIZE plus one cache line, so that the first lines of the buffers,
 * which are all that most packets touch, spread over all sets of the caches (buffers 2048 bytes
 * apart would share one set in 32).
 *
 * <p>The host posts in this order: RX_CONSUMED (release), host ledger, BUFFER of the slots that get
 * another buffer, RX_TAIL (release). So a slot between the ledger's INDEX and RX_CONSUMED is never
 * the NIC's, and a host that takes over from a dead one can read there what was taken but not
 * counted. It writes nothing but BUFFER in a slot. The NIC publishes RX_HEAD, then counts, then
 * writes its ledger.
 *
 * <p>A frame longer than BUFFER_SIZE spans consecutive descriptors; those after the first have
 * CONTINUED, the last has END_OF_PACKET. A descriptor without CONTINUED where one was expected
 * means that a NIC died in the middle of a frame: the host forgets the frame, which the restarted
 * NIC books as {@link DropReason#NIC_RESTART}. A frame may be published in parts as descriptors
 * come free, so its length is bounded by {@link DeviceDescriptor#MAX_FRAME_BYTES} and not by the
 * size of the ring.
 */
public final class QueueDescriptor {
    /** "KNETQUE1" in ASCII, little endian. */
    public static final long MAGIC = 0x3145_5551_5445_4E4BL;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = 8;
    public static final int QUEUE_INDEX_OFFSET = 12;
    public static final int DEVICE_ID_OFFSET = 16;

    public static final int RX_HEAD_OFFSET = 128;
    public static final int TX_HEAD_OFFSET = 136;
    public static final int RAISES_OFFSET = 144;

    public static final int RX_TAIL_OFFSET = 256;
    public static final int RX_CONSUMED_OFFSET = 264;
    public static final int TX_TAIL_OFFSET = 272;

    public static final int NOTIFICATION_OFFSET = 384;

    public static final int NIC_LEDGER_OFFSET = 512;
    public static final int HOST_LEDGER_OFFSET = 640;

    public static final int RX_RING_OFFSET = 1024;

    private QueueDescriptor() {}

    /** File name of a queue inside the device directory. */
    public static String fileName(final int queue) {
        return "queue-" + queue;
    }

    /** Distance in bytes between two packet buffers. */
    public static int bufferStride(final int bufferSize) {
        return bufferSize + 64;
    }

    public static int txRingOffset(final int rxRingSize) {
        return RX_RING_OFFSET + rxRingSize * RxDescriptor.LENGTH;
    }

    public static int rxBuffersOffset(final int rxRingSize, final int txRingSize) {
        return txRingOffset(rxRingSize) + txRingSize * TxDescriptor.LENGTH;
    }

    /** Offset of the transmit buffers. At most 2^31 - 1: the creator checks it. */
    public static long txBuffersOffset(
            final int rxRingSize, final int txRingSize, final int rxBuffers, final int bufferSize) {
        return rxBuffersOffset(rxRingSize, txRingSize)
                + (long) rxBuffers * bufferStride(bufferSize);
    }

    /** Length of the file. At most 2^31 - 1: the creator checks it. */
    public static long fileLength(
            final int rxRingSize, final int txRingSize, final int rxBuffers, final int bufferSize) {
        return txBuffersOffset(rxRingSize, txRingSize, rxBuffers, bufferSize)
                + (long) txRingSize * bufferStride(bufferSize);
    }
}
