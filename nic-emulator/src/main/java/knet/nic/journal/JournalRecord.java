package knet.nic.journal;

/**
 * Layout of the journal's records, each a document of raw bytes, little endian.
 *
 * <pre>
 *   decision   u8 1   i64 frame number   u32 hash   u16 queue   u8 kind (ordinal of PacketKind)
 *   firmware   u8 2   i64 frame number from which on it runs     u16 length   UTF-8 specification
 *   capture    u8 3   i64 frames that the wire has brought       u64 hash over them
 * </pre>
 *
 * A capture's record follows the decision on its last frame. Journals from before there were such
 * records have none, nor has what a NIC writes that goes on for one that died.
 *
 * <p>A NIC that is started again goes on in the same journal; frame numbers count from 0 for the
 * life of the device and never repeat.
 */
final class JournalRecord {
    static final byte DECISION = 1;
    static final byte FIRMWARE = 2;
    static final byte CAPTURE = 3;

    private JournalRecord() {}
}
