package knet.tools.bench;

/**
 * What a classifier costs on one kind of packet.
 *
 * @param firmware its specification, as the user wrote it
 * @param kind of packet: a {@link PacketSort}'s key, or {@code trace}
 * @param ns nanoseconds a packet, against {@code flow-hash} in the same run
 * @param bytesPerPacket allocated on the heap; NaN if this JVM does not count
 */
public record ClassifierCost(String firmware, String kind, Measurement ns, double bytesPerPacket) {
    private static final double NS_PER_SECOND = 1e9;

    /** A frame of 64 bytes on the wire, with preamble and gap. */
    private static final int WIRE_BITS = 8 * (64 + 8 + 12);

    /** What one core classifies. */
    public double packetsPerSecond() {
        return NS_PER_SECOND / ns.median();
    }

    /** The line that one core keeps up with at frames of 64 bytes: 10 Gbit/s at 14.88 Mpps. */
    public double bitsPerSecond() {
        return packetsPerSecond() * WIRE_BITS;
    }
}
