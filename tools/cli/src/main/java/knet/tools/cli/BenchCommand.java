package knet.tools.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import knet.tools.bench.BenchReport;
import knet.tools.bench.BenchSettings;
import knet.tools.bench.BenchSuite;
import knet.tools.bench.Descriptions;
import knet.tools.bench.Machine;
import knet.tools.bench.Measurement;
import knet.tools.lab.bench.SimulatedPacketsBench;
import knet.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet bench}: throughput and latency of this build on this machine. */
@Command(
        name = "bench",
        description = "Measure this build on this machine: medians, spread, and ratios.",
        footer = {"", "Example:  knet bench 'ring-*' wakeup --runs 7"})
final class BenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;
    @Mixin private BenchOptions measuring;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Benchmarks to run, * stands for any characters (default: all).")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Print which benchmarks there are and end.")
    private boolean list;

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "Capture for what is measured on one (default: a sample).")
    private Path sample;

    private final Console console;

    BenchCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        final BenchSuite suite = new BenchSuite(new SimulatedPacketsBench());
        if (list) {
            final TextTable table = new TextTable("<benchmark", "<what it measures");
            suite.names().forEach(name -> table.row(name, Descriptions.ofBenchmark(name)));
            console.out().print(table);
            return Exit.DONE;
        }
        measuring.check(spec);
        final Set<String> wanted = wanted(suite.names());
        final Machine machine = Machine.here();
        final BenchSettings settings =
                new BenchSettings(measuring.runs(), measuring.scale(), samplePath(), console::say);
        final List<Measurement> results = suite.run(settings, wanted::contains, result -> {});
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

    private Set<String> wanted(final List<String> known) {
        if (names.isEmpty()) {
            return Set.copyOf(known);
        }
        final Set<String> wanted = new LinkedHashSet<>();
        for (final String name : names) {
            final Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
            final List<String> matching = new ArrayList<>(known);
            matching.removeIf(candidate -> !pattern.matcher(candidate).matches());
            if (matching.isEmpty()) {
                throw Arguments.bad(
                        spec, "no benchmark '" + name + "'; there are " + String.join(", ", known));
            }
            wanted.addAll(matching);
        }
        return wanted;
    }

    private Path samplePath() {
        if (sample != null) {
            if (!Files.isRegularFile(sample) || !Files.isReadable(sample)) {
                throw new Failure(sample + ": no such file, or it cannot be read");
            }
            return sample;
        }
        final Path path =
                Path.of(
                        System.getProperty("knet.home", "."),
                        "traces",
                        "samples",
                        "web-64-clients.pcap");
        if (!Files.isReadable(path)) {
            throw new Failure(path + ": the sample is missing; name another with --sample");
        }
        return path;
    }
}
