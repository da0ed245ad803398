package knet.firmware;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

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
        try {
            final Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw new FirmwareException("no such jar: " + Text.quote(path));
            }
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                    ZipInputStream zip = new ZipInputStream(raw)) {
                return read(path, zip);
            }
        } catch (final ZipException | IllegalArgumentException e) {
            if (e instanceof InvalidPathException) {
                throw new FirmwareException("no such jar: " + Text.quote(path), e);
            }
            throw new FirmwareException(Text.quote(path) + " is damaged: " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new FirmwareException(Text.quote(path) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> read(final String path, final ZipInputStream zip)
            throws IOException {
        final Map<String, byte[]> contents = new HashMap<>();
        int left = MAX_BYTES;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.isDirectory()) {
                continue;
            }
            // The entry's own word about its size is not trusted.
            final byte[] bytes = zip.readNBytes(left + 1);
            left -= bytes.length;
            if (left < 0 || contents.size() == MAX_ENTRIES) {
                throw new FirmwareException(
                        Text.quote(path) + " is larger than a classifier's jar may be: 64 MiB");
            }
            contents.put(entry.getName(), bytes);
        }
        if (contents.isEmpty()) {
            throw new FirmwareException(Text.quote(path) + " is not a jar, or empty");
        }
        return contents;
    }
}
