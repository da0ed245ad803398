package knet.tools.stress.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import knet.firmware.Packet;
import knet.firmware.Toeplitz;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hash alone, over 12 or 36 bytes of 1024 different inputs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class ToeplitzBenchmark {
    private static final int INPUTS = 1024;
    private static final int IPV4 = 4;
    private static final int FRAME_LENGTH = 64;

    @Param({"4", "6"})
    public int ipVersion;

    private final Toeplitz toeplitz = new Toeplitz(Toeplitz.defaultKey());
    private final Packet[] packets = new Packet[INPUTS];
    private int next;

    @Setup
    public void fill() {
        final Random random = new Random(1);
        for (int i = 0; i < INPUTS; i++) {
            final byte[] frame = new byte[FRAME_LENGTH];
            random.nextBytes(frame);
            final boolean isIpv4 = ipVersion == IPV4;
            frame[12] = (byte) (isIpv4 ? 0x08 : 0x86);
            frame[13] = (byte) (isIpv4 ? 0x00 : 0xdd);
            frame[14] = (byte) (isIpv4 ? 0x45 : 0x60);
            // IPv4's fragment fields, or IPv6's next header; then IPv4's protocol.
            frame[20] = (byte) (isIpv4 ? 0 : 17);
            frame[21] = 0;
            frame[23] = 17;
            packets[i] = new Packet();
            packets[i].wrap(new UnsafeBuffer(frame), 0, frame.length);
            packets[i].kind();
        }
    }

    /** Headers are parsed already. */
    @Benchmark
    public int hash() {
        next = (next + 1) & (INPUTS - 1);
        final Packet packet = packets[next];
        return toeplitz.hash(packet, packet.hasPorts());
    }
}
