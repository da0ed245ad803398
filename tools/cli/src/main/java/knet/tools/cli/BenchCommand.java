package knet.tools.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import knet.tools.bench.BenchReport;
import knet.tools.bench.BenchSettings;
import knet.tools.bench.BenchSuite;
import knet.tools.bench.Machine;
import knet.tools.bench.Measurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet bench}: throughput and latency of this build on this machine. */
@Command(
        name = "bench",
        description =
                "Measure this build on this machine: medians of several runs, and ratios against a"
                        + " reference run in the same minute.",
        footer = {
            "",
            "Examples:  knet bench",
            "           knet bench ring-64B path-64B --runs 9",
            "           knet bench --quick --format json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final double QUICK = 0.05;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Only these benchmarks (default: all; --list prints their names).")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Print the benchmarks' names.")
    private boolean list;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of each, 1 to 1000 (default: 5, with --quick 2).")
    private Integer runs;

    @Option(
            names = "--quick",
            description = "A twentieth of the work: to see that it runs, not to quote.")
    private boolean quick;

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description =
                    "The capture for path-sample and classification"
                            + " (default: traces/samples/web-64-clients.pcap).")
    private Path sample;

    private final Console console;

    BenchCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        final BenchSuite suite = new BenchSuite();
        if (list) {
            suite.names().forEach(console.out()::println);
            return Exit.DONE;
        }
        for (final String name : names) {
            if (!suite.names().contains(name)) {
                throw Arguments.bad(
                        spec,
                        "no benchmark " + name + "; there are " + String.join(", ", suite.names()));
            }
        }
        final Predicate<String> wanted = name -> names.isEmpty() || names.contains(name);
        final Machine machine = Machine.here();
        final List<Measurement> results = suite.run(settings(), wanted, done -> {});
        final BenchReport report = new BenchReport(machine, results);
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> report.table();
                            case json -> report.json();
                            case csv -> report.csv();
                        });
        return Exit.DONE;
    }

    private BenchSettings settings() {
        final Path capture = sample != null ? sample : defaultSample();
        if (!Files.isRegularFile(capture)) {
            throw Arguments.bad(spec, "--sample: " + capture + " is no file");
        }
        try {
            return new BenchSettings(
                    runs != null ? runs : quick ? 2 : 5,
                    quick ? QUICK : 1,
                    capture,
                    line -> {
                        if (console.errIsTerminal()) {
                            console.say(line);
                        }
                    });
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private static Path defaultSample() {
        final String root = System.getenv("KNET_HOME");
        return Path.of(root == null ? "" : root, "traces", "samples", "web-64-clients.pcap");
    }
}
