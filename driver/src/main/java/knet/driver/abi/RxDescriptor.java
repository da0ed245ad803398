package knet.driver.abi;

/**
 * A receive descriptor: 32 bytes, two to a cache line. The host fills in BUFFER when it posts the
 * slot; the NIC reads BUFFER, writes the frame there, and writes the rest back.
 *
 * <pre>
 *    0  u32  host  BUFFER       number of a receive buffer of this queue, 0 to RX_BUFFERS - 1
 *    4  u16  NIC   LENGTH       bytes of the frame in this buffer, 1 to BUFFER_SIZE; 0 only in the one
 *                               descriptor of a frame that holds no captured bytes
 *    6  u16  NIC   FLAGS        END_OF_PACKET and the NIC's findings
 *    8  u32  NIC   HASH         the classifier's hash, 0 if it made none
 *   12  u32  NIC   ARRIVAL      number of the frame in the order of the wire, low 32 bits: compare
 *                               two with signed subtraction (RFC 1982)
 *   16  i64  NIC   CAPTURE_NS   protocol time: the capture's timestamp, ns since 1970, made
 *                               non-decreasing over the whole wire
 *   24  i64  NIC   ARRIVAL_NS   the run's clock when the NIC took the frame from the wire, ns
 * </pre>
 *
 * In a frame that spans descriptors, HASH to ARRIVAL_NS and the findings are valid in every one of
 * them.
 */
public final class RxDescriptor {
    public static final int LENGTH = 32;

    public static final int BUFFER_OFFSET = 0;
    public static final int LENGTH_OFFSET = 4;
    public static final int FLAGS_OFFSET = 6;
    public static final int HASH_OFFSET = 8;
    public static final int ARRIVAL_OFFSET = 12;
    public static final int CAPTURE_NS_OFFSET = 16;
    public static final int ARRIVAL_NS_OFFSET = 24;

    /** Last (or only) descriptor of its frame. */
    public static final int END_OF_PACKET = 1;

    /** The capture holds fewer bytes than were on the wire (snapshot length). */
    public static final int TRUNCATED = 1 << 1;

    /** The NIC looked at the IPv4 header checksum. */
    public static final int IP_CHECKSUM_CHECKED = 1 << 2;

    /** The IPv4 header checksum is right (meaningful with IP_CHECKSUM_CHECKED). */
    public static final int IP_CHECKSUM_GOOD = 1 << 3;

    /** The NIC looked at the TCP or UDP checksum: never for fragments or truncated frames. */
    public static final int L4_CHECKSUM_CHECKED = 1 << 4;

    /** The TCP or UDP checksum is right, or UDP over IPv4 without one. */
    public static final int L4_CHECKSUM_GOOD = 1 << 5;

    /**
     * The TCP or UDP checksum field holds the uncomplemented sum of the pseudo-header: the frame
     * was captured in a sending host that leaves the checksum to its NIC.
     */
    public static final int L4_CHECKSUM_OFFLOADED = 1 << 6;

    /**
     * This descriptor goes on with the frame of the one before it: set on every descriptor of a
     * frame but its first.
     */
    public static final int CONTINUED = 1 << 7;

    private RxDescriptor() {}
}
