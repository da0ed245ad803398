package knet.tools.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the files of a benchmark, in memory (/dev/shm) where the machine has that. */
final class BenchFolder {
    private BenchFolder() {}

    static Path create() throws IOException {
        final Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "knet-bench-")
                : Files.createTempDirectory("knet-bench-");
    }

    static void delete(final Path folder) throws IOException {
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
