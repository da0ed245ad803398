package knet.threads.host;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** A 60-byte Ethernet frame with a UDP datagram in it. */
final class UdpFrames {
    private static final ByteOrder NETWORK = ByteOrder.BIG_ENDIAN;
    private static final int IP = 14;
    private static final int UDP = IP + 20;
    private static final int LENGTH = 60;

    private UdpFrames() {}

    static void build(
            final MutableDirectBuffer frame, final int sourcePort, final int destinationPort) {
        frame.setMemory(0, LENGTH, (byte) 0);
        frame.putShort(12, (short) 0x0800, NETWORK);
        frame.putByte(IP, (byte) 0x45);
        frame.putShort(IP + 2, (short) (LENGTH - IP), NETWORK);
        frame.putByte(IP + 8, (byte) 64);
        frame.putByte(IP + 9, (byte) 17);
        frame.putInt(IP + 12, 0x0A00_0001, NETWORK);
        frame.putInt(IP + 16, 0x0A00_0002, NETWORK);
        frame.putShort(IP + 10, (short) headerChecksum(frame), NETWORK);
        frame.putShort(UDP, (short) sourcePort, NETWORK);
        frame.putShort(UDP + 2, (short) destinationPort, NETWORK);
        frame.putShort(UDP + 4, (short) (LENGTH - UDP), NETWORK);
    }

    /**
     * One fragment of a UDP datagram without checksum. The first 8 bytes of the datagram are the
     * UDP header.
     *
     * @param offset of the fragment in the datagram, a multiple of 8
     * @param length of the fragment; the last one ends the datagram
     * @return length of the frame
     */
    static int fragment(
            final MutableDirectBuffer frame,
            final int id,
            final int destinationPort,
            final int offset,
            final int length,
            final int datagramLength) {
        frame.setMemory(0, UDP + length, (byte) 0);
        frame.putShort(12, (short) 0x0800, NETWORK);
        frame.putByte(IP, (byte) 0x45);
        frame.putShort(IP + 2, (short) (20 + length), NETWORK);
        frame.putShort(IP + 4, (short) id, NETWORK);
        final int more = offset + length < datagramLength ? 0x2000 : 0;
        frame.putShort(IP + 6, (short) (more | offset >> 3), NETWORK);
        frame.putByte(IP + 8, (byte) 64);
        frame.putByte(IP + 9, (byte) 17);
        frame.putInt(IP + 12, 0x0A00_0001, NETWORK);
        frame.putInt(IP + 16, 0x0A00_0002, NETWORK);
        frame.putShort(IP + 10, (short) headerChecksum(frame), NETWORK);
        if (offset == 0) {
            frame.putShort(UDP, (short) 1234, NETWORK);
            frame.putShort(UDP + 2, (short) destinationPort, NETWORK);
            frame.putShort(UDP + 4, (short) datagramLength, NETWORK);
        }
        return UDP + length;
    }

    private static int headerChecksum(final MutableDirectBuffer frame) {
        int sum = 0;
        for (int i = IP; i < UDP; i += 2) {
            sum += frame.getShort(i, NETWORK) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~((sum & 0xFFFF) + (sum >>> 16));
    }
}
