package knet.firmware.builtin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A file that holds what would be too long for a parameter's value. */
final class ParameterFile {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final Pattern COMMENT = Pattern.compile("#.*");

    private ParameterFile() {}

    /**
     * Its lines, from each of which a {@code #} and what follows is taken away.
     *
     * @throws IllegalArgumentException if it cannot be read, or is too long
     */
    static List<String> lines(final String file) {
        try {
            final Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException("no such file");
            }
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("longer than " + MAX_FILE_BYTES + " bytes");
            }
            return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                    .map(line -> COMMENT.matcher(line).replaceFirst(""))
                    .toList();
        } catch (final IOException | InvalidPathException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }
}
