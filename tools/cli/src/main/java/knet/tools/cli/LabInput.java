package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Workload;
import knet.traces.FrameSource;
import knet.traces.source.PreloadedCapture;
import picocli.CommandLine.Mixin;

/** Frames for experiments: what the user gives, or what the experiment makes for itself. */
final class LabInput {
    /** A capture must fit into memory, because it is read by several runs at a time. */
    static final long MOST_BYTES = 2L << 30;

    @Mixin private InputOptions input;

    /** Takes the first word away, which is something else than a FILE; null if there is none. */
    String takeFirst() {
        return input.takeFirst();
    }

    /** True if the user named any input. */
    boolean isGiven() {
        return input.isGiven();
    }

    /** What was named elsewhere than on the command line, where nothing was. */
    void give(final List<String> names) {
        input.give(names);
    }

    /** The captures; none if frames come from elsewhere. */
    List<Path> files() {
        return input.files();
    }

    /** As the user spelt them. */
    List<String> names() {
        return input.names();
    }

    /**
     * What comes in.
     *
     * @param own traffic of the experiment's own, for {@code generate:}
     */
    Runner runner(final String own, final Console console) throws IOException {
        if (!input.isGiven()) {
            return new Runner(Workload.endless(own), FirmwareOracle::create);
        }
        try (FrameSource source = input.open()) {
            final PreloadedCapture capture = PreloadedCapture.load(source, MOST_BYTES);
            input.report(source, console);
            if (capture.frames() == 0) {
                throw new Failure(String.join(", ", input.names()) + ": holds no frames");
            }
            return new Runner(Workload.of(input.names(), capture), FirmwareOracle::create);
        }
    }
}
