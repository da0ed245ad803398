package knet.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Every built-in classifier, in several shapes: a file, which other modules' tests read as well.
 */
public final class BuiltInSpecs {
    public static final List<String> ALL =
            lines(Path.of("src/test/resources/knet/firmware/built-in-specs.txt"));

    private BuiltInSpecs() {}

    private static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
