package knet.firmware;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * The class path that this program runs with, in full. The launcher, and test runners as well, name
 * one jar whose manifest names the others; a compiler does not read all forms of that.
 */
final class RunningClassPath {
    private final Set<Path> entries = new LinkedHashSet<>();

    private RunningClassPath() {}

    /** In the form of the option {@code -classpath}. */
    static String text() {
        final RunningClassPath path = new RunningClassPath();
        for (final String entry :
                System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            path.add(entry);
        }
        return path.entries.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void add(final String entry) {
        try {
            add(Path.of(entry).toAbsolutePath());
        } catch (final InvalidPathException e) {
            return; // Java itself passes over such an entry.
        }
    }

    private void add(final Path entry) {
        if (!Files.exists(entry) || !entries.add(entry) || !Files.isRegularFile(entry)) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            final Manifest manifest = jar.getManifest();
            final String others =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (others != null) {
                addAll(others.strip().split(" +"), entry.toUri());
            }
        } catch (final IOException e) {
            return; // Not a jar: nothing is in it for Java either.
        }
    }

    /** Elements are URLs, relative to the jar's own (the JAR file specification). */
    private void addAll(final String[] urls, final URI base) {
        for (final String url : urls) {
            try {
                add(Path.of(base.resolve(url)));
            } catch (final IllegalArgumentException | FileSystemNotFoundException e) {
                continue; // No file of this machine.
            }
        }
    }
}
