package knet.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads files that a user named, whole, and tells their versions apart. */
final class FileBytes {
    /** Of a digest: enough to tell the versions apart that a day of work makes of a file. */
    private static final int VERSION_BYTES = 4;

    private static final int MOST_SIMILAR = 1000;

    private FileBytes() {}

    /**
     * A file's bytes.
     *
     * @param what it is to be, for messages
     * @param most a larger one is refused, bytes
     * @throws FirmwareException if there is no such file, or it cannot be read, or is too large
     */
    static byte[] read(final String path, final String what, final int most) {
        final Path file = path(path, what);
        // Not through the file's size, which a pipe or a file that grows does not have.
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new FirmwareException(
                        Text.quote(path) + " is larger than a " + what + " may be: " + size(most));
            }
            return bytes;
        } catch (final AccessDeniedException e) {
            throw new FirmwareException(Text.quote(path) + ": permission denied", e);
        } catch (final IOException e) {
            throw new FirmwareException(Text.quote(path) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A path that leads to a file.
     *
     * @throws FirmwareException if it does not
     */
    static Path path(final String path, final String what) {
        try {
            final Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw new FirmwareException(Text.quote(path) + " is a directory, not a " + what);
            }
            if (Files.isRegularFile(file)) {
                return file;
            }
            if (Files.exists(file)) {
                throw new FirmwareException(Text.quote(path) + " is no regular file");
            }
        } catch (final InvalidPathException e) {
            throw new FirmwareException("no such " + what + ": " + Text.quote(path), e);
        }
        throw new FirmwareException(
                "no such " + what + ": " + Text.quote(path) + Text.suggestion(path, similar(path)));
    }

    /** Files of the same kind in the directory where that one is not. */
    private static List<String> similar(final String path) {
        final Path file = Path.of(path);
        final String name = String.valueOf(file.getFileName());
        final String ending = name.substring(name.lastIndexOf('.') + 1);
        final Path parent = file.toAbsolutePath().getParent();
        final List<String> found = new ArrayList<>();
        if (parent == null || !Files.isDirectory(parent)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, "*." + ending)) {
            for (final Path other : files) {
                if (found.size() < MOST_SIMILAR) {
                    found.add(file.resolveSibling(other.getFileName()).toString());
                }
            }
        } catch (final IOException e) {
            found.clear(); // There is nothing to suggest.
        }
        found.sort(null);
        return found;
    }

    private static String size(final int bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** The version that these bytes are: see {@link FirmwareFile}. */
    static String version(final byte[] bytes) {
        final MessageDigest digest = digest();
        digest.update(bytes);
        return version(digest);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    static String version(final MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }
}
