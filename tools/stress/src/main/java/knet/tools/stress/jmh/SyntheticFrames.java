package knet.tools.stress.jmh;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.nio.ByteBuffer;
import knet.driver.abi.InternetChecksum;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames as they lie in the buffers of a receive ring: one per slot, slots a buffer's stride apart,
 * in memory off the heap. Flow i goes from 10.x.y.z, port 1024 + i, to one server.
 */
final class SyntheticFrames {
    static final int SLOTS = 1024;
    private static final int STRIDE = 2048 + 64;
    private static final int IP = 14;
    private static final int L4 = 34;
    private static final int TCP_HEADER = 32;
    private static final int UDP_HEADER = 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * STRIDE));
    private final int frameLength;
    private final int flows;
    private final boolean tcp;
    private final int payloadLength;
    private final int[] nextSequence;
    private final long[] sumWithoutSequence = new long[SLOTS];

    SyntheticFrames(final boolean tcp, final int payloadLength, final int flows) {
        this.tcp = tcp;
        this.flows = flows;
        this.payloadLength = payloadLength;
        this.nextSequence = new int[flows];
        this.frameLength = L4 + (tcp ? TCP_HEADER : UDP_HEADER) + payloadLength;
        for (int slot = 0; slot < SLOTS; slot++) {
            write(slot, slot % flows);
        }
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int offset(final int slot) {
        return slot * STRIDE;
    }

    int length() {
        return frameLength;
    }

    int flows() {
        return flows;
    }

    /** Makes the frame of a slot the next segment of a flow. */
    void advance(final int slot, final int flow) {
        if (flows > SLOTS) {
            write(slot, flow);
        }
        if (tcp) {
            final int sequence = nextSequence[flow];
            nextSequence[flow] = sequence + payloadLength;
            final int at = offset(slot) + L4;
            buffer.putInt(at + 4, sequence, BIG_ENDIAN);
            final long sum = sumWithoutSequence[slot] + (sequence >>> 16) + (sequence & 0xffff);
            buffer.putShort(at + 16, (short) ~InternetChecksum.fold(sum), BIG_ENDIAN);
        }
    }

    private void write(final int slot, final int flow) {
        final int at = offset(slot);
        buffer.setMemory(at, frameLength, (byte) 0x5a);
        buffer.putShort(at + 12, (short) 0x0800, BIG_ENDIAN);
        buffer.putInt(at + IP, 0x45000000 | frameLength - IP, BIG_ENDIAN);
        buffer.putInt(at + IP + 4, 0x00004000, BIG_ENDIAN);
        buffer.putInt(at + IP + 8, (64 << 24) | (tcp ? 6 : 17) << 16, BIG_ENDIAN);
        buffer.putInt(at + IP + 12, 0x0a000000 | flow >>> 8, BIG_ENDIAN);
        buffer.putInt(at + IP + 16, 0xc0a80001, BIG_ENDIAN);
        buffer.putShort(
                at + IP + 10, (short) InternetChecksum.checksum(buffer, at + IP, 20), BIG_ENDIAN);
        final int l4 = at + L4;
        final int l4Length = frameLength - L4;
        buffer.putInt(l4, (1024 + (flow & 0xff)) << 16 | 80, BIG_ENDIAN);
        if (tcp) {
            buffer.putLong(l4 + 4, 0, BIG_ENDIAN);
            buffer.putInt(l4 + 12, 0x80100000 | 0xffff, BIG_ENDIAN);
            buffer.putInt(l4 + 16, 0, BIG_ENDIAN);
            buffer.putInt(l4 + 20, 0x0101080a, BIG_ENDIAN);
            buffer.putLong(l4 + 24, 0x0000000100000001L, BIG_ENDIAN);
        } else {
            buffer.putInt(l4 + 4, l4Length << 16, BIG_ENDIAN);
        }
        final int pseudo =
                InternetChecksum.pseudoHeaderSum(buffer, at + IP + 12, 4, tcp ? 6 : 17, l4Length);
        sumWithoutSequence[slot] = pseudo + InternetChecksum.sum(buffer, l4, l4Length);
        if (!tcp) {
            buffer.putShort(
                    l4 + 6, (short) ~InternetChecksum.fold(sumWithoutSequence[slot]), BIG_ENDIAN);
        }
    }
}
