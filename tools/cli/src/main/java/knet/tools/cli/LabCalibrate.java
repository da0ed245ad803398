package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import knet.tools.lab.cost.ThisMachine;
import knet.tools.lab.real.Calibration;
import knet.tools.lab.real.CalibrationResult;
import knet.tools.lab.real.Processors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet lab calibrate}: what things cost on this machine. */
@Command(
        name = "calibrate",
        description =
                "Measure what things cost on this machine: with the product's own NIC, rings, network"
                        + " threads and wake-ups, on two processors. What comes out is the cost model"
                        + " this-machine.",
        footer = {"", "Example:  knet lab calibrate && knet compare a.pcap --costs this-machine"})
final class LabCalibrate implements Callable<Integer> {
    private static final int MOST_SECONDS = 600;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE.costs",
            description =
                    "Where to write it (default: this-machine.costs in the user's cache, where"
                            + " --costs this-machine finds it).")
    private Path out;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Time to take: more rounds, steadier medians (default: ${DEFAULT-VALUE}).")
    private int seconds;

    private final Console console;

    LabCalibrate(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Arguments.between(spec, "--seconds", seconds, 1, MOST_SECONDS);
        if (out != null && out.toString().isEmpty()) {
            throw Arguments.bad(spec, "--out names no file");
        }
        final ThisMachine target = out == null ? ThisMachine.ofUser() : ThisMachine.at(out);
        if (out == null) {
            Files.createDirectories(target.file().toAbsolutePath().getParent());
        }
        OutputFile.check(target.file(), List.of());
        final CalibrationResult result =
                new Calibration(Processors.find(), TimeUnit.SECONDS.toNanos(seconds), console::say)
                        .run();
        console.out()
                .print(
                        switch (format.get()) {
                            case json -> result.json();
                            case csv -> CalibrationCsv.of(result);
                            case table -> result.table();
                        });
        console.out().flush();
        OutputFile.write(target.file(), () -> target.write(result.file()));
        console.say(
                "written to "
                        + target.file()
                        + ": --costs "
                        + (out == null ? ThisMachine.NAME : target.file()));
        return Exit.DONE;
    }
}
