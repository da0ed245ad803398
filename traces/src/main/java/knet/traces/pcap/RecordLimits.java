package knet.traces.pcap;

/** Bounds that tell a record from garbage. */
final class RecordLimits {
    /** Of one packet: libpcap's MAXIMUM_SNAPLEN and Wireshark's WTAP_MAX_PACKET_SIZE_STANDARD. */
    static final int MAX_CAPTURED_BYTES = 262_144;

    /** Of a pcapng block whose contents are read; others may have any length. */
    static final int MAX_BLOCK_BYTES = 16 << 20;

    /** Interfaces of one pcapng section. */
    static final int MAX_INTERFACES = 1 << 16;

    private RecordLimits() {}

    /** A 32-bit unsigned length as an int, clamped. */
    static int clampedLength(final int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
