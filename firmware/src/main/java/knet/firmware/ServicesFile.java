package knet.firmware;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code META-INF/services/knet.firmware.Classifier}, the file of {@link
 * java.util.ServiceLoader}: a class name a line, {@code #} begins a comment. ServiceLoader itself
 * insists on a constructor without arguments; a classifier may have one that takes {@link
 * Parameters}.
 */
final class ServicesFile {
    static final String PATH = "META-INF/services/" + Classifier.class.getName();

    private ServicesFile() {}

    /** Class names in all such files that a loader sees. */
    static Set<String> read(final ClassLoader loader) {
        final Set<String> names = new LinkedHashSet<>();
        try {
            for (final URL url : Collections.list(loader.getResources(PATH))) {
                final URLConnection connection = url.openConnection();
                connection.setUseCaches(false);
                try (InputStream in = connection.getInputStream()) {
                    names.addAll(read(in));
                }
            }
        } catch (final IOException e) {
            throw new FirmwareException(PATH + " cannot be read: " + e.getMessage(), e);
        }
        return names;
    }

    static List<String> read(final InputStream in) {
        final List<String> names = new ArrayList<>();
        final BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final int comment = line.indexOf('#');
                final String name = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
