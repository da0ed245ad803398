package knet.threads.ip;

/** What is known about the checksum of a TCP segment or UDP datagram. */
public enum ChecksumVerdict {
    GOOD,
    BAD,
    /** The field holds the sum of the pseudo-header: the sending host left the rest to its NIC. */
    OFFLOADED,
    /** Bytes are missing in the capture. */
    UNVERIFIABLE,
    /** The policy is not to look. */
    IGNORED
}
