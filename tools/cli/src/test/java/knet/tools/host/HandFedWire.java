package knet.tools.host;

import java.nio.ByteOrder;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;

/** A wire whose owner says when a frame comes: UDP datagrams of 60 bytes, each of another flow. */
final class HandFedWire implements FrameSource {
    private static final int IP = 14;
    private static final int UDP = IP + 20;
    private static final int LENGTH = 60;
    private static final long EPOCH_NS = 1_600_000_000_000_000_000L;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH]);
    private int waiting;
    private int taken;
    private boolean isEnded;

    HandFedWire() {
        bytes.putShort(12, (short) 0x0800, ByteOrder.BIG_ENDIAN);
        bytes.putByte(IP, (byte) 0x45);
        bytes.putShort(IP + 2, (short) (LENGTH - IP), ByteOrder.BIG_ENDIAN);
        bytes.putByte(IP + 8, (byte) 64);
        bytes.putByte(IP + 9, (byte) 17);
        bytes.putInt(IP + 12, 0x0A00_0001, ByteOrder.BIG_ENDIAN);
        bytes.putInt(IP + 16, 0x0A00_0002, ByteOrder.BIG_ENDIAN);
        bytes.putShort(IP + 10, (short) 0x66BD, ByteOrder.BIG_ENDIAN);
        bytes.putShort(UDP + 2, (short) 53, ByteOrder.BIG_ENDIAN);
        bytes.putShort(UDP + 4, (short) (LENGTH - UDP), ByteOrder.BIG_ENDIAN);
    }

    /** So many frames are there for the NIC to take. */
    void offer(final int frames) {
        waiting += frames;
    }

    /** Nothing will come any more. */
    void end() {
        isEnded = true;
    }

    /** Frames that the NIC has taken. */
    int taken() {
        return taken;
    }

    @Override
    public boolean next(final Frame frame) {
        if (waiting == 0) {
            return false;
        }
        waiting--;
        bytes.putShort(UDP, (short) (1024 + taken % 50_000), ByteOrder.BIG_ENDIAN);
        frame.wrap(bytes, 0, LENGTH, LENGTH, EPOCH_NS + taken);
        taken++;
        return true;
    }

    @Override
    public boolean isExhausted() {
        return isEnded && waiting == 0;
    }

    @Override
    public String damage() {
        return null;
    }

    @Override
    public void close() {}
}
