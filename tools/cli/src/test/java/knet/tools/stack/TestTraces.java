package knet.tools.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where captures for tests are: the repository's samples, and a folder that a user names. */
public final class TestTraces {
    private static final String FOLDER_PROPERTY = "knet.captures";

    private TestTraces() {}

    public static List<Path> all() throws IOException {
        final List<Path> files = new ArrayList<>(in(samples()));
        files.addAll(in(folder()));
        return files;
    }

    /** The folder that the user names; one that does not exist if there is none. */
    static Path folder() {
        return Path.of(System.getProperty(FOLDER_PROPERTY, "no-captures-given"));
    }

    private static Path samples() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            final Path samples = directory.resolve("traces").resolve("samples");
            if (Files.isDirectory(samples)) {
                return samples;
            }
            directory = directory.getParent();
        }
        return Path.of("traces", "samples");
    }

    private static List<Path> in(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?"))
                    .sorted()
                    .toList();
        }
    }
}
