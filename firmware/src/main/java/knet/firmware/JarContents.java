package knet.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a jar into memory, whole. */
final class JarContents {
    /** Unpacked: far above any classifier, far below what hurts. */
    static final int MAX_BYTES = 64 << 20;

    private static final int MAX_ENTRIES = 20_000;

    private JarContents() {}

    /**
     * Contents by path.
     *
     * @throws FirmwareException if there is no such file, it is no jar, or too large
     */
    static Map<String, byte[]> read(final String path) {
        final Path file = FileBytes.path(path, "jar");
        // Needs the directory at the jar's end, so that a jar cut short is found out.
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return read(path, zip);
        } catch (final ZipException | IllegalArgumentException e) {
            throw new FirmwareException(
                    Text.quote(path) + " is not a whole jar: " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new FirmwareException(Text.quote(path) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> read(final String path, final ZipFile zip)
            throws IOException {
        final Map<String, byte[]> contents = new HashMap<>();
        int left = MAX_BYTES;
        for (final ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.isDirectory()) {
                continue;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                // The entry's own word about its size is not trusted.
                final byte[] bytes = in.readNBytes(left + 1);
                left -= bytes.length;
                if (left < 0 || contents.size() == MAX_ENTRIES) {
                    throw new FirmwareException(
                            Text.quote(path) + " is larger than a classifier's jar may be: 64 MiB");
                }
                contents.put(entry.getName(), bytes);
            }
        }
        return contents;
    }
}
