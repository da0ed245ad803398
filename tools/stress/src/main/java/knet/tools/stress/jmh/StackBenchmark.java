package knet.tools.stress.jmh;

import java.util.concurrent.TimeUnit;
import knet.driver.RxFrame;
import knet.driver.abi.RxDescriptor;
import knet.threads.app.ByteCounts;
import knet.threads.stack.NetStack;
import knet.threads.stack.StackConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Nanoseconds and bytes allocated per frame through the protocol stack: Ethernet, IP, UDP or TCP,
 * the byte-counting application. One operation is one frame: {@code tcp-1460} an in-order TCP
 * segment with timestamps and 1460 bytes of data, {@code udp-24} a frame of 66 bytes, {@code tcp-6}
 * one of 72. {@code harness} is what preparing the frame costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class StackBenchmark {
    /** Whether the receive descriptor carries the NIC's verdict on the checksums. */
    @Param({"nic", "software"})
    public String checksum;

    /** What the frames are: protocol and bytes of data. */
    @Param({"tcp-1460", "tcp-6", "udp-24"})
    public String frame;

    /** Flows that frames belong to, in turn. */
    @Param({"1", "64", "1024"})
    public int flows;

    private final RxFrame rx = new RxFrame();
    private SyntheticFrames frames;
    private NetStack stack;
    private int flags;
    private int number;

    @Setup(Level.Iteration)
    public void create() {
        final String[] parts = frame.split("-");
        frames = new SyntheticFrames(parts[0].equals("tcp"), Integer.parseInt(parts[1]), flows);
        stack =
                new NetStack(
                        StackConfig.defaults().withApplication(new ByteCounts(false)),
                        (arrivalNs, queue) -> {});
        flags =
                RxDescriptor.END_OF_PACKET
                        | (checksum.equals("nic")
                                ? RxDescriptor.IP_CHECKSUM_CHECKED
                                        | RxDescriptor.IP_CHECKSUM_GOOD
                                        | RxDescriptor.L4_CHECKSUM_CHECKED
                                        | RxDescriptor.L4_CHECKSUM_GOOD
                                : 0);
        number = 0;
    }

    @Benchmark
    public int receive() {
        final int i = prepare();
        stack.onFrame(rx);
        return i;
    }

    @Benchmark
    public int harness() {
        return prepare();
    }

    private int prepare() {
        final int i = number++;
        final int slot = i & SyntheticFrames.SLOTS - 1;
        frames.advance(slot, i & frames.flows() - 1);
        rx.wrap(
                frames.buffer(),
                frames.offset(slot),
                frames.length(),
                flags,
                0,
                i,
                i * 100L,
                i * 100L,
                0);
        return i;
    }

    /** A benchmark that drops what it should deliver measures nothing. */
    @TearDown(Level.Iteration)
    public void check() {
        final long delivered =
                stack.stats().tcp().get("inOrder") + stack.stats().udp().get("delivered");
        final long taken = stack.stats().ip().get("frames");
        if (delivered != taken) {
            throw new IllegalStateException(delivered + " of " + taken + " were delivered");
        }
    }

    /** Takes JMH's own options, for instance {@code -p frame=tcp-1460 -p flows=1}. */
    public static void main(final String[] args)
            throws RunnerException, CommandLineOptionException {
        new Runner(
                        new OptionsBuilder()
                                .parent(new CommandLineOptions(args))
                                .include(StackBenchmark.class.getSimpleName())
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
