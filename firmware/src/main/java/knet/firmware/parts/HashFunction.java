package knet.firmware.parts;

/** What makes 32 bits of a flow's fields. */
public enum HashFunction {
    /** RSS's, with a key: see {@link knet.firmware.Toeplitz}. */
    TOEPLITZ,
    /** CRC-32C (Castagnoli; RFC 3720, appendix B.4), as {@code rte_hash_crc} and OVS have it. */
    CRC32C,
    /** CRC-32 (IEEE 802.3), as {@code ethtool -X DEV hfunc crc32} asks for it. */
    CRC32,
    /** See {@link XxHash32}; with seed 0. */
    XXH32
}
