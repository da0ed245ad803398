package knet.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.tools.cli.firmware.Import;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet firmware import}: the classifier that does what a real NIC is set to. */
@Command(
        name = "import",
        description =
                "Print the classifier that steers as a real NIC does, from what ethtool says of it.",
        footer = {
            "",
            "FILE holds what ethtool -x printed, and may hold what ethtool -n DEV rx-flow-hash TYPE"
                    + " and ethtool -n DEV printed.",
            "",
            "Example:",
            "  ethtool -x eth0 > x.txt; ethtool -n eth0 rx-flow-hash udp4 >> x.txt",
            "  knet classify a.pcap --queues 8 --firmware \"$(knet firmware import x.txt)\""
        })
final class FirmwareImport implements Callable<Integer> {
    private static final int MOST_BYTES = 1 << 20;
    private static final String STDIN = "-";

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Text of ethtool's, of one device; - for the standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--fields",
            paramLabel = "FILE",
            description = "What ethtool -n DEV rx-flow-hash TYPE printed; may be repeated.")
    private List<String> fields = List.of();

    @Option(names = "--rules", paramLabel = "FILE", description = "What ethtool -n DEV printed.")
    private List<String> rules = List.of();

    @Option(
            names = "--indir-file",
            paramLabel = "FILE",
            description = "Write the table there, and name the file: for one that is too long.")
    private Path indirFile;

    @Option(
            names = "--rules-file",
            paramLabel = "FILE",
            description = "Write the filters there, and name the file: for more than a few.")
    private Path rulesFile;

    private final Console console;

    FirmwareImport(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final List<String> names = new ArrayList<>(files);
        names.addAll(fields);
        names.addAll(rules);
        final Import nic = read(names);
        final String indirName = write(indirFile, nic.indir().replace(";", "\n"));
        final String rulesName = write(rulesFile, String.join("\n", nic.rules()));
        final String specification = nic.specification(indirName, rulesName);
        check(specification, nic);
        switch (format.get()) {
            case json -> console.out().print(nic.json(specification));
            case csv ->
                    console.out()
                            .print("firmware,queues\n" + Csv.line(specification, nic.queues()));
            case table -> {
                console.out().println(specification);
                nic.notes().forEach(note -> console.say("knet: " + note));
            }
        }
        return Exit.DONE;
    }

    private static Import read(final List<String> names) {
        final List<Import.Source> sources = new ArrayList<>();
        for (final String name : names) {
            sources.add(new Import.Source(name.equals(STDIN) ? "stdin" : name, text(name)));
        }
        try {
            return Import.of(sources);
        } catch (final IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private static String text(final String name) {
        try (InputStream in =
                name.equals(STDIN) ? System.in : Files.newInputStream(Path.of(name))) {
            final byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Failure(name + ": longer than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (final IOException | InvalidPathException e) {
            throw new Failure(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes a file, and names it from the root; null if none is wanted. */
    private static String write(final Path file, final String text) {
        if (file == null) {
            return null;
        }
        try {
            Files.writeString(file, text + "\n");
            return file.toAbsolutePath().toString();
        } catch (final IOException e) {
            throw new Failure(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** What is printed is a classifier: it is made once. */
    private void check(final String specification, final Import nic) {
        final int length = specification.getBytes(StandardCharsets.UTF_8).length;
        if (length > FirmwareSpec.MAX_LENGTH_BYTES) {
            throw new Failure(
                    "the classifier takes "
                            + length
                            + " bytes to say, "
                            + FirmwareSpec.MAX_LENGTH_BYTES
                            + " at most: give "
                            + (rulesFile == null && nic.rules().size() > 1
                                    ? "--rules-file FILE"
                                    : "--indir-file FILE")
                            + " to keep the "
                            + (rulesFile == null && nic.rules().size() > 1 ? "filters" : "table")
                            + " in");
        }
        try {
            OwnFirmware.create(FirmwareSpec.parse(specification), nic.queues());
        } catch (final FirmwareException e) {
            throw new Failure("what ethtool says makes no classifier: " + e.getMessage(), e);
        }
    }
}
