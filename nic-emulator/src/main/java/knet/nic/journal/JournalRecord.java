package knet.nic.journal;

/**
 * Layout of the journal's records, each a document of raw bytes, little endian.
 *
 * <pre>
 *   decision   u8 1   i64 frame number   u32 hash   u16 queue   u8 kind (ordinal of PacketKind)
 *   firmware   u8 2   i64 frame number from which on it runs     u16 length   UTF-8 specification
 * </pre>
 *
 * A NIC that is started again goes on in the same journal; frame numbers count from 0 for the life
 * of the device and never repeat.
 */
final class JournalRecord {
    static final byte DECISION = 1;
    static final byte FIRMWARE = 2;

    private JournalRecord() {}
}
