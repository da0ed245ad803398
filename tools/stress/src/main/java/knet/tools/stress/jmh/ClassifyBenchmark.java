package knet.tools.stress.jmh;

import java.util.concurrent.TimeUnit;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.Packet;
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
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Nanoseconds and bytes allocated per packet, for each built-in classifier, headers parsed anew:
 * one operation is one frame of a capture in memory. {@code wrapOnly} is what the harness itself
 * costs; {@code parse} adds the header parser.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class ClassifyBenchmark {
    @Param({"flow-hash", "flow-hash:inner=true", "source-ip-mask", "round-robin"})
    public String firmware;

    private final Packet packet = new Packet();
    private Classifier classifier;

    @Setup
    public void create(final CapturedFrames frames) {
        classifier = FirmwareCatalog.load().create(firmware, frames.count());
    }

    @Benchmark
    public int classify(final CapturedFrames frames) {
        wrapNext(frames);
        return classifier.classify(packet, frames);
    }

    @Benchmark
    public int parse(final CapturedFrames frames) {
        wrapNext(frames);
        return packet.ports();
    }

    @Benchmark
    public int wrapOnly(final CapturedFrames frames) {
        wrapNext(frames);
        return packet.length();
    }

    private void wrapNext(final CapturedFrames frames) {
        final int frame = frames.advance();
        packet.wrap(frames.buffer(), frames.offset(frame), frames.length(frame));
    }

    /** Takes JMH's own options, for instance {@code -p capture=FILE}. */
    public static void main(final String[] args)
            throws RunnerException, CommandLineOptionException {
        new Runner(
                        new OptionsBuilder()
                                .parent(new CommandLineOptions(args))
                                .include(ClassifyBenchmark.class.getSimpleName())
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
