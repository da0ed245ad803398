package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.tools.bench.ClassifierBench;
import knet.tools.bench.ClassifierCost;
import knet.tools.bench.ClassifierCosts;
import knet.tools.bench.FramesInMemory;
import knet.tools.bench.Machine;
import knet.tools.bench.PacketSort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet firmware bench}: what classifiers cost. */
@Command(
        name = "bench",
        description =
                "Measure what classifiers cost on this machine, side by side: nanoseconds and bytes"
                        + " a packet, and what line rate that is, per kind of packet.",
        footer = {
            "",
            "flow-hash, which the others are held against, always runs too.",
            "",
            "Example:  knet firmware bench ./LeastLoaded.java rps --trace a.pcap"
        })
final class FirmwareBench implements Callable<Integer> {
    private static final String ALL_KINDS = "all";

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;
    @Mixin private BenchOptions measuring;

    @Parameters(
            paramLabel = FirmwareNames.LABEL,
            arity = "0..*",
            description = "Classifiers, as --firmware takes them (default: all that have a name).")
    private List<String> names = List.of();

    @Option(
            names = "--queues",
            paramLabel = "N",
            defaultValue = "8",
            description = "Receive queues to spread over, 1 to 256 (default: ${DEFAULT-VALUE}).")
    private int queues;

    @Option(
            names = "--kinds",
            paramLabel = "KIND,...",
            split = ",",
            hideParamSyntax = true,
            defaultValue = ALL_KINDS,
            description =
                    "Kinds of packets: tcp4, udp4, tcp6, vlan, vxlan, gre, fragment, icmp, arp"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<String> kinds;

    @Option(names = "--trace", paramLabel = "FILE", description = "Also the frames of a capture.")
    private Path trace;

    private final Console console;

    FirmwareBench(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Arguments.between(spec, "--queues", queues, 1, FirmwareOptions.MAX_QUEUES);
        measuring.check(spec);
        final List<PacketSort> sorts = sorts();
        if (trace != null && (!Files.isRegularFile(trace) || !Files.isReadable(trace))) {
            throw new Failure(trace + ": no such file, or it cannot be read");
        }
        final Map<String, ClassifierBench.Maker> makers = makers();
        final Machine machine = Machine.here();
        final Map<String, FramesInMemory> frames = ClassifierBench.frames(sorts, trace);
        final List<ClassifierCost> costs;
        try {
            costs =
                    new ClassifierBench(queues, measuring.runs(), measuring.scale(), this::progress)
                            .run(makers, frames);
        } catch (final FirmwareException e) {
            throw new Failure(e.getMessage(), e);
        } finally {
            progress("");
        }
        final ClassifierCosts report = new ClassifierCosts(machine, costs);
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> report.table();
                            case json -> report.json();
                            case csv -> csv(costs);
                        });
        return Exit.DONE;
    }

    private List<PacketSort> sorts() {
        if (kinds.equals(List.of(ALL_KINDS))) {
            return List.of(PacketSort.values());
        }
        final List<PacketSort> sorts = new ArrayList<>();
        for (final String kind : kinds) {
            sorts.add(
                    PacketSort.of(kind)
                            .orElseThrow(
                                    () ->
                                            Arguments.bad(
                                                    spec,
                                                    "--kinds: no kind '"
                                                            + kind
                                                            + "'; there are "
                                                            + String.join(
                                                                    ", ", PacketSort.keys()))));
        }
        if (sorts.stream().distinct().count() < sorts.size()) {
            throw Arguments.bad(spec, "--kinds: one of them is given twice");
        }
        return sorts;
    }

    /** The reference first. */
    private Map<String, ClassifierBench.Maker> makers() {
        final Map<String, ClassifierBench.Maker> makers = new LinkedHashMap<>();
        final List<String> all = new ArrayList<>(FirmwareNames.orAll(names));
        if (!all.contains(ClassifierBench.REFERENCE)) {
            all.add(0, ClassifierBench.REFERENCE);
        }
        for (final String name : all) {
            final FirmwareImage image = FirmwareNames.find(spec, FirmwareNames.parse(spec, name));
            try {
                OwnFirmware.create(image, queues);
            } catch (final FirmwareException e) {
                throw Arguments.bad(spec, "", e);
            }
            if (makers.put(name, () -> OwnFirmware.create(image, queues)) != null) {
                throw Arguments.bad(spec, name + " is given twice");
            }
        }
        return makers;
    }

    /** One line that is written over. */
    private void progress(final String kind) {
        if (console.errIsTerminal()) {
            console.err().print("\r\u001b[K" + (kind.isEmpty() ? "" : kind + "..."));
            console.err().flush();
        }
    }

    private static String csv(final List<ClassifierCost> costs) {
        final StringBuilder text =
                new StringBuilder(
                        "firmware,kind,median,unit,min,max,runs,reference,ratio,packetsPerSecond,"
                                + "bitsPerSecond64B,bytesPerPacket\n");
        for (final ClassifierCost cost : costs) {
            text.append(
                    Csv.line(
                            cost.firmware(),
                            cost.kind(),
                            cost.ns().median(),
                            cost.ns().unit(),
                            cost.ns().min(),
                            cost.ns().max(),
                            cost.ns().runs().length,
                            cost.ns().reference(),
                            cost.ns().ratio(),
                            cost.packetsPerSecond(),
                            cost.bitsPerSecond(),
                            Double.isNaN(cost.bytesPerPacket()) ? "" : cost.bytesPerPacket()));
        }
        return text.toString();
    }
}
