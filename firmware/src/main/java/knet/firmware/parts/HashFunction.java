package knet.firmware.parts;

/** What makes 32 bits of a flow's fields. */
public enum HashFunction {
    /** RSS's, with a key: see {@link knet.firmware.Toeplitz}. */
    TOEPLITZ,
    /** CRC-32C (Castagnoli; RFC 3720, appendix B.4) of the bytes that RSS hashes. */
    CRC32C,
    /**
     * CRC-32 (IEEE 802.3) of the same bytes; a NIC's {@code hfunc crc32} may take them otherwise.
     */
    CRC32,
    /** See {@link XxHash32}; of the same bytes, with seed 0. */
    XXH32
}
