package knet.threads.base;

/** What to do about checksums. The NIC's verdict is used where it gave one. */
public enum ChecksumPolicy {
    /** Discard what is wrong. */
    VERIFY,
    /** Look at no checksum. */
    IGNORE,
    /**
     * As VERIFY, but accept, and count apart, what a sending host leaves to its NIC: an IPv4 header
     * checksum of zero, and a TCP or UDP checksum that is the uncomplemented sum of the
     * pseudo-header. Captures made in the sending host are full of them.
     */
    AUTO
}
