package knet.driver.abi;

/**
 * A transmit descriptor: 32 bytes. Slot i uses transmit buffer i, so it carries no buffer number. A
 * frame longer than BUFFER_SIZE spans consecutive descriptors. The host fills the slots and
 * publishes TX_TAIL; the NIC sends and publishes TX_HEAD (the completion).
 *
 * <pre>
 *    0  u16  host  LENGTH       bytes of the frame in this buffer, 1 to BUFFER_SIZE
 *    2  u16  host  FLAGS        END_OF_PACKET
 *    4  u32  host  (reserved, 0)
 *    8  i64  host  TIMESTAMP_NS protocol time of the frame, ns since 1970
 *   16  i64  host  COOKIE       the host's own; the NIC does not look at it
 *   24  i64  host  (reserved, 0)
 * </pre>
 */
public final class TxDescriptor {
    public static final int LENGTH = 32;

    public static final int LENGTH_OFFSET = 0;
    public static final int FLAGS_OFFSET = 2;
    public static final int TIMESTAMP_NS_OFFSET = 8;
    public static final int COOKIE_OFFSET = 16;

    /** Last (or only) descriptor of its frame. */
    public static final int END_OF_PACKET = 1;

    private TxDescriptor() {}
}
