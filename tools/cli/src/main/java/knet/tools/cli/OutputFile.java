package knet.tools.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        if (isGzip(file)) {
            throw new Failure(file + ": captures are written plain; gzip it afterwards");
        }
        return isPcap(file) ? new PcapWriter(file) : new PcapNgWriter(file, comment);
    }

    private static boolean isPcap(final Path file) {
        final String name = name(file);
        return name.endsWith(".pcap") || name.endsWith(".cap");
    }

    private static boolean isGzip(final Path file) {
        return name(file).endsWith(".gz");
    }

    /** Whether a name does not promise another format. */
    static boolean isPcapNg(final Path file) {
        return !isPcap(file) && !isGzip(file);
    }

    private static String name(final Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /**
     * Fails, before a long run, if a file could not be written in it.
     *
     * @param inputs that are read meanwhile
     */
    static void check(final Path file, final List<Path> inputs) throws IOException {
        refuseInput(file, inputs);
        final Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new Failure(file + ": is a directory");
        }
        if (parent != null && !Files.isDirectory(parent)) {
            throw new Failure(file + ": there is no directory " + parent);
        }
        if (parent == null || !Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new Failure(file + ": cannot be written");
        }
    }

    /**
     * Fails if two outputs are one file.
     *
     * @param files some of them may be null
     */
    static void checkDistinct(final Path... files) {
        final Set<Path> seen = new HashSet<>();
        for (final Path file : files) {
            if (file != null && !seen.add(file.toAbsolutePath().normalize())) {
                throw new Failure(file + ": two outputs would go there");
            }
        }
    }

    /** Something that writes a file. */
    interface Writing {
        void run() throws IOException;
    }

    /**
     * Writes.
     *
     * @throws Failure that names the file, if it fails: the system's messages often do not
     */
    static void write(final Path file, final Writing writing) {
        try {
            writing.run();
        } catch (final FileSystemException e) {
            throw new Failure(Failures.describe(e));
        } catch (final IOException e) {
            throw new Failure(file + ": " + e.getMessage());
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
