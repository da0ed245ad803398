package knet.nic.process;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** A file of properties that is replaced as a whole: a reader sees the old one or the new one. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a file.
     *
     * @param title its first line, a comment
     * @throws IOException if there is no space
     */
    static void write(
            final Path directory, final String name, final String title, final Properties values)
            throws IOException {
        final StringWriter text = new StringWriter();
        values.store(text, title);
        final Path target = directory.resolve(name);
        final Path temporary = directory.resolve("." + name + ".new");
        Files.writeString(temporary, text.toString());
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
