package knet.tools.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder for the files of a benchmark, in memory (/dev/shm) where the machine has that. */
public final class BenchFolder {
    private static final String PREFIX = "knet-bench-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,10})-.*");

    private BenchFolder() {}

    /** Makes one, and takes away those that killed benchmarks left. */
    public static Path create() throws IOException {
        final Path memory = Path.of("/dev/shm");
        final Path parent =
                Files.isDirectory(memory) && Files.isWritable(memory)
                        ? memory
                        : Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (final Path folder : old) {
                if (isLeftBehind(folder)) {
                    delete(folder);
                }
            }
        }
        return Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static boolean isLeftBehind(final Path folder) throws IOException {
        final Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isWritable(folder);
    }

    /** Takes it away, with all that is in it. */
    public static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.deleteIfExists(file);
                                } catch (final IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
