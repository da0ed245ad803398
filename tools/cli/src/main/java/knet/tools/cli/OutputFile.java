package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import knet.traces.pcap.FrameWriter;
import knet.traces.pcap.PcapNgWriter;
import knet.traces.pcap.PcapWriter;

/** Capture files to write, by their names' endings. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Creates a capture file.
     *
     * @param comment for formats that hold one
     * @param inputs that are read meanwhile: none of them may be overwritten
     */
    static FrameWriter create(final Path file, final String comment, final List<Path> inputs)
            throws IOException {
        refuseInput(file, inputs);
        return isPcap(file) ? new PcapWriter(file) : new PcapNgWriter(file, comment);
    }

    private static boolean isPcap(final Path file) {
        final String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".pcap") || name.endsWith(".cap");
    }

    /**
     * Fails, before a long run, if a file could not be written in it.
     *
     * @param inputs that are read meanwhile
     */
    static void check(final Path file, final List<Path> inputs) throws IOException {
        refuseInput(file, inputs);
        final Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)
                || parent == null
                || !Files.isDirectory(parent)
                || !Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new Failure(file + ": cannot be written");
        }
    }

    private static void refuseInput(final Path file, final List<Path> inputs) throws IOException {
        for (final Path input : inputs) {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                throw new Failure(file + ": is an input, and would be overwritten");
            }
        }
    }
}
