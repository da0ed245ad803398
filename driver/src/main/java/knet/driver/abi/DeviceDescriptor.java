package knet.driver.abi;

/**
 * Layout of the file {@code device} in a device directory: the register file and the counters of
 * both sides. Little endian; all multi-byte fields naturally aligned.
 *
 * <pre>
 *   offset  bytes  writer   field
 *        0      8  creator  MAGIC                 written last, with release: the file is ready
 *        8      4  creator  VERSION
 *       12      4  creator  QUEUES                1 to 256
 *       16      4  creator  RX_RING_SIZE          descriptors per receive ring, a power of two
 *       20      4  creator  TX_RING_SIZE          descriptors per transmit ring, a power of two
 *       24      4  creator  BUFFER_SIZE           bytes of a packet buffer, a multiple of 64
 *       28      4  creator  RX_BUFFERS            receive buffers per queue, at least RX_RING_SIZE
 *       32      8  creator  DEVICE_ID             random; tells one life of a directory from the next
 *       40      4  creator  WAKE                  how a sleeper is woken: one of WAKE_*
 *  ---- NIC's registers --------------------------------------------------------------------------
 *      128      8  NIC      NIC_PID
 *      136      8  NIC      NIC_EPOCH             1 for the first NIC process, +1 for each restart
 *      144      8  NIC      NIC_HEARTBEAT_NS      System.nanoTime() of the NIC, at least every 100 ms
 *      152      4  NIC      NIC_STATE             one of NIC_STATE_*
 *      156      4  NIC      NIC_FEATURES          bit set of FEATURE_*
 *      160      8  NIC      WIRE_POSITION         frames taken from the wire since the device was made:
 *                                                 where a restarted NIC resumes
 *      168      8  NIC      WIRE_BASE             WIRE_POSITION at which the wire named in WIRE began
 *      176      8  NIC      FIRMWARE_HUNG         number (from 1) of the frame whose classification hung
 *                                                 when the watchdog ended the NIC, until the next NIC
 *                                                 has booked it; 0: none. FIRMWARE names the culprit.
 *                                                 Negative: it hung at no frame (a tick, its start)
 *                                                 after so many
 *      192     32  NIC      NIC_QUARANTINED       bit set: queues that failed a check of the NIC
 *  ---- host's registers -------------------------------------------------------------------------
 *      256      8  host     HOST_PID
 *      264      8  host     HOST_EPOCH            as NIC_EPOCH
 *      272      8  host     HOST_HEARTBEAT_NS     System.nanoTime() of the host, at least every 100 ms
 *      280      4  host     HOST_STATE            one of HOST_STATE_*
 *      284      4  host     INTERRUPT_MODE        one of INTERRUPT_MODE_*
 *      288      4  host     RX_USECS              interrupt moderation: microseconds, 0 is off
 *      292      4  host     RX_FRAMES             interrupt moderation: frames, 0 is off
 *      296      4  host     ON_FULL               what the NIC does when a ring is full: ON_FULL_*
 *      300      4  host     ADAPTIVE_RX           1: the NIC adapts RX_USECS to the packet rate
 *      320      4  host     DOORBELL              transmit doorbell: +1 and a futex wake after a batch
 *      324      4  NIC      DOORBELL_WAITING      1 while the NIC sleeps on DOORBELL
 *      384     32  host     HOST_QUARANTINED      bit set: queues that failed a check of the host; the NIC
 *                                                 drops their frames as {@link DropReason#QUARANTINED}
 *  ---- text ---------------------------------------------------------------------------------------
 *      512   1024  NIC      FIRMWARE              4-byte length, then UTF-8: the firmware specification
 *     1536    512  NIC      WIRE                  4-byte length, then UTF-8: the wire specification
 *  ---- counters (Agrona's layout) -------------------------------------------------------------------
 *     4096         NIC      NIC counter values, then their metadata
 *                  host     host counter values, then their metadata
 * </pre>
 *
 * The creator is the process that makes the directory (either side may); its fields never change
 * afterwards. The registers of a side are written by the process that holds that side's file lock.
 */
public final class DeviceDescriptor {
    /** File name inside the device directory. */
    public static final String FILE_NAME = "device";

    /** Locked (whole file) by the live NIC process for as long as it owns the device. */
    public static final String NIC_LOCK_FILE_NAME = "nic.lock";

    /** Locked (whole file) by the live host process for as long as it owns the device. */
    public static final String HOST_LOCK_FILE_NAME = "host.lock";

    /** "KNETDEV1" in ASCII, little endian. */
    public static final long MAGIC = 0x3156_4544_5445_4E4BL;

    /** Version of every layout in this package. */
    public static final int VERSION = 1;

    public static final int MAX_QUEUES = 256;
    public static final int MIN_RING_SIZE = 8;
    public static final int MAX_RING_SIZE = 1 << 16;
    public static final int MIN_BUFFER_SIZE = 256;
    public static final int MAX_BUFFER_SIZE = 1 << 15;

    public static final int DEFAULT_RX_RING_SIZE = 1024;
    public static final int DEFAULT_TX_RING_SIZE = 512;
    public static final int DEFAULT_BUFFER_SIZE = 2048;

    /**
     * Longest frame that may cross the device, captured bytes: libpcap's largest snapshot length,
     * and room for the Ethernet header that a capture of another link type gets.
     */
    public static final int MAX_FRAME_BYTES = 262_144 + 64;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = 8;
    public static final int QUEUES_OFFSET = 12;
    public static final int RX_RING_SIZE_OFFSET = 16;
    public static final int TX_RING_SIZE_OFFSET = 20;
    public static final int BUFFER_SIZE_OFFSET = 24;
    public static final int RX_BUFFERS_OFFSET = 28;
    public static final int DEVICE_ID_OFFSET = 32;

    public static final int WAKE_OFFSET = 40;

    public static final int NIC_PID_OFFSET = 128;
    public static final int NIC_EPOCH_OFFSET = 136;
    public static final int NIC_HEARTBEAT_NS_OFFSET = 144;
    public static final int NIC_STATE_OFFSET = 152;
    public static final int NIC_FEATURES_OFFSET = 156;
    public static final int WIRE_POSITION_OFFSET = 160;
    public static final int WIRE_BASE_OFFSET = 168;
    public static final int FIRMWARE_HUNG_OFFSET = 176;
    public static final int NIC_QUARANTINED_OFFSET = 192;

    public static final int HOST_PID_OFFSET = 256;
    public static final int HOST_EPOCH_OFFSET = 264;
    public static final int HOST_HEARTBEAT_NS_OFFSET = 272;
    public static final int HOST_STATE_OFFSET = 280;
    public static final int INTERRUPT_MODE_OFFSET = 284;
    public static final int RX_USECS_OFFSET = 288;
    public static final int RX_FRAMES_OFFSET = 292;
    public static final int ON_FULL_OFFSET = 296;
    public static final int ADAPTIVE_RX_OFFSET = 300;
    public static final int DOORBELL_OFFSET = 320;
    public static final int DOORBELL_WAITING_OFFSET = 324;
    public static final int HOST_QUARANTINED_OFFSET = 384;

    public static final int FIRMWARE_OFFSET = 512;
    public static final int FIRMWARE_LENGTH = 1024;
    public static final int WIRE_OFFSET = 1536;
    public static final int WIRE_LENGTH = 512;

    /** A sleeper waits in futex(2) on the word itself. */
    public static final int WAKE_FUTEX = 1;

    /** A sleeper waits on a Unix-domain socket in the device directory. */
    public static final int WAKE_SOCKET = 2;

    /** A sleeper looks at the word again and again, parking in between. */
    public static final int WAKE_PARK = 3;

    /** No NIC has ever run, or the last one ended in good order before its wire did. */
    public static final int NIC_STATE_DOWN = 0;

    /** The NIC runs; its wire waits until the host is up (HOST_STATE_UP). */
    public static final int NIC_STATE_READY = 1;

    /** Frames are being taken from the wire. */
    public static final int NIC_STATE_RUNNING = 2;

    /**
     * The wire has ended and every frame taken from it is published or dropped: nothing more comes.
     */
    public static final int NIC_STATE_WIRE_DONE = 3;

    public static final int HOST_STATE_DOWN = 0;
    public static final int HOST_STATE_UP = 1;

    /** The host asks the NIC to take no more frames from the wire and to go to WIRE_DONE. */
    public static final int HOST_STATE_STOP_WIRE = 2;

    /**
     * The classifier may spread the packets of one flow over queues: the host must lock flow state.
     */
    public static final int FEATURE_SPRAYING = 1;

    /** The NIC verifies IPv4, TCP and UDP checksums and gives its verdict in the descriptor. */
    public static final int FEATURE_RX_CHECKSUM = 1 << 1;

    /**
     * {@link NotificationDescriptor}'s protocol: a notification masks its queue until it is
     * re-armed.
     */
    public static final int INTERRUPT_MODE_AUTO_MASK = 0;

    /** The classic interrupt: one raise for every packet, whatever the host is doing. */
    public static final int INTERRUPT_MODE_UNMASKED = 1;

    /** The NIC raises nothing: the host polls without sleeping. */
    public static final int INTERRUPT_MODE_OFF = 2;

    /** A frame that finds its ring full is dropped and counted as {@link DropReason#RING_FULL}. */
    public static final int ON_FULL_DROP = 0;

    /** The NIC waits for space (a lossless replay); nothing is dropped for want of space. */
    public static final int ON_FULL_WAIT = 1;

    /** Start of the counter regions. */
    public static final int COUNTERS_OFFSET = 4096;

    /**
     * Bytes of counter values of one side: 128 a counter (Agrona's CountersReader.COUNTER_LENGTH).
     */
    public static final int COUNTER_VALUES_LENGTH = 128 * 8192;

    /** Bytes of counter metadata of one side: 512 a counter (Agrona's METADATA_LENGTH). */
    public static final int COUNTER_METADATA_LENGTH = 512 * 8192;

    public static final int NIC_COUNTER_VALUES_OFFSET = COUNTERS_OFFSET;
    public static final int NIC_COUNTER_METADATA_OFFSET =
            NIC_COUNTER_VALUES_OFFSET + COUNTER_VALUES_LENGTH;
    public static final int HOST_COUNTER_VALUES_OFFSET =
            NIC_COUNTER_METADATA_OFFSET + COUNTER_METADATA_LENGTH;
    public static final int HOST_COUNTER_METADATA_OFFSET =
            HOST_COUNTER_VALUES_OFFSET + COUNTER_VALUES_LENGTH;

    /** Length of the file. */
    public static final int FILE_LENGTH = HOST_COUNTER_METADATA_OFFSET + COUNTER_METADATA_LENGTH;

    private DeviceDescriptor() {}
}
