package knet.tools.cli;

import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import knet.firmware.Classifier;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.tools.cli.firmware.Export;
import knet.tools.report.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet firmware export}: the commands that set a real NIC to do the same. */
@Command(
        name = "export",
        description = "Print the commands that set a real NIC to steer as a classifier does.",
        footer = {
            "",
            "What the tool or a NIC has no word for stands in a line that begins with #. Exit code 1"
                    + " if that is all there is.",
            "",
            "Example:",
            "  knet firmware export flow-hash:key=symmetric,udp=2tuple --queues 8"
        })
final class FirmwareExport implements Callable<Integer> {
    /** What Linux takes for a name, without what a shell takes for more. */
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,14}");

    private static final int MOST_PORTS = 1024;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    @Parameters(
            paramLabel = FirmwareNames.LABEL,
            description = "Classifier, as --firmware takes it.")
    private String name;

    @Option(
            names = "--queues",
            paramLabel = "N",
            defaultValue = "4",
            description = "Receive queues, 1 to 256 (default: ${DEFAULT-VALUE}).")
    private int queues;

    @Option(
            names = "--to",
            paramLabel = "TOOL",
            defaultValue = "ethtool",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Export.Tool to;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            defaultValue = "eth0",
            description = "Network interface, for ethtool (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port, for testpmd (default: ${DEFAULT-VALUE}).")
    private int port;

    private final Console console;

    FirmwareExport(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Arguments.between(spec, "--queues", queues, 1, FirmwareOptions.MAX_QUEUES);
        Arguments.between(spec, "--port", port, 0, MOST_PORTS - 1);
        if (!INTERFACE.matcher(device).matches()) {
            throw Arguments.bad(
                    spec, "--interface '" + device + "' is no name of a network interface");
        }
        final FirmwareSpec firmware = FirmwareNames.parse(spec, name);
        final Export export =
                Export.of(
                        firmware.toString(),
                        firmware.name(),
                        create(firmware),
                        queues,
                        to,
                        device,
                        port);
        print(export);
        if (export.commands().isEmpty()) {
            throw new Failure(firmware + ": " + to + " can set nothing of it in a NIC");
        }
        return Exit.DONE;
    }

    private Classifier create(final FirmwareSpec firmware) {
        try {
            return OwnFirmware.create(firmware, queues);
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "", e);
        }
    }

    private void print(final Export export) {
        switch (format.get()) {
            case json -> console.out().print(export.json());
            case csv -> {
                console.out().print("kind,line\n");
                for (final String line : export.lines()) {
                    console.out()
                            .print(Csv.line(Export.isRemark(line) ? "remark" : "command", line));
                }
            }
            case table ->
                    export.lines()
                            .forEach(line -> console.out().println(PlainText.printable(line)));
        }
        console.out().flush();
    }
}
