package knet.tools.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the capture that the benchmarks of small packets read: UDP or TCP over IPv4 in 64-byte
 * frames of many flows, checksums right, in a pcap file with nanoseconds.
 */
final class SmallPacketCapture {
    static final int FRAME_BYTES = 64;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int UDP = 17;
    private static final int TCP = 6;

    private SmallPacketCapture() {}

    /**
     * Writes a capture.
     *
     * @param frames how many, spread over the flows in turn
     * @param flows distinct source addresses and ports, at least 1
     * @param tcp TCP segments with in-order payload, else UDP datagrams
     */
    static void write(final Path file, final int frames, final int flows, final boolean tcp)
            throws IOException {
        final ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        final int[] sequence = new int[flows];
        try (OutputStream stream = Files.newOutputStream(file)) {
            out.putInt(0xA1B23C4D).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
            out.putInt(262_144).putInt(1);
            for (int i = 0; i < frames; i++) {
                if (out.remaining() < 16 + FRAME_BYTES) {
                    stream.write(out.array(), 0, out.position());
                    out.clear();
                }
                out.putInt(1_700_000_000 + i / 1_000_000).putInt(i % 1_000_000 * 1000);
                out.putInt(FRAME_BYTES).putInt(FRAME_BYTES);
                final int flow = i % flows;
                frame(out, flow, tcp, sequence[flow]);
                sequence[flow] += FRAME_BYTES - ETHERNET - IPV4 - 20;
            }
            stream.write(out.array(), 0, out.position());
        }
    }

    private static void frame(
            final ByteBuffer out, final int flow, final boolean tcp, final int sequence) {
        final int start = out.position();
        out.order(ByteOrder.BIG_ENDIAN);
        out.putLong(0x0200_0000_0001_0200L).putInt(0x0000_0002).putShort((short) 0x0800);
        final int ipLength = FRAME_BYTES - ETHERNET;
        out.putShort((short) 0x4500).putShort((short) ipLength).putInt(0x0000_4000);
        out.put((byte) 64).put((byte) (tcp ? TCP : UDP)).putShort((short) 0);
        out.putInt(0x0A00_0000 + flow).putInt(0x0AFF_0001);
        out.putShort((short) (1024 + flow % 60_000)).putShort((short) (tcp ? 80 : 53));
        if (tcp) {
            out.putInt(sequence).putInt(1).putShort((short) 0x5010).putShort((short) 0xFFFF);
            out.putInt(0);
        } else {
            out.putShort((short) (ipLength - IPV4)).putShort((short) 0);
        }
        while (out.position() < start + FRAME_BYTES) {
            out.put((byte) out.position());
        }
        final int ip = start + ETHERNET;
        out.putShort(ip + 10, (short) ~fold(sum(out, ip, IPV4)));
        final int l4 = ip + IPV4;
        final long pseudo = sum(out, ip + 12, 8) + (tcp ? TCP : UDP) + (ipLength - IPV4);
        final int checksum = ~fold(pseudo + sum(out, l4, ipLength - IPV4)) & 0xFFFF;
        out.putShort(l4 + (tcp ? 16 : 6), (short) (checksum == 0 ? 0xFFFF : checksum));
        out.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long sum(final ByteBuffer buffer, final int offset, final int length) {
        long sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += buffer.getShort(offset + i) & 0xFFFF;
        }
        return sum;
    }

    private static int fold(final long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >> 16);
        }
        return (int) folded;
    }
}
