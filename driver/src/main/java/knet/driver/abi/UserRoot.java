package knet.driver.abi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Finds the directory in which a user's devices lie. */
final class UserRoot {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private UserRoot() {}

    /**
     * Where an environment variable says, else in shared memory, else among temporary files.
     *
     * @throws DeviceException if that directory belongs to somebody else
     */
    static Path find(final String variable) {
        final String chosen = System.getenv(variable);
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        final Path parent =
                Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                        ? SHARED_MEMORY
                        : Path.of(System.getProperty("java.io.tmpdir"));
        final Path root = parent.resolve("knet-" + userId());
        // Anybody may create names there: a directory planted by another user is not ours.
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !isOwnDirectory(root)) {
            throw new DeviceException(
                    root
                            + " is not a directory of this user alone; set "
                            + variable
                            + " to another place");
        }
        return root;
    }

    private static boolean isOwnDirectory(final Path path) {
        try {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getOwner(Path.of("/proc/self")));
        } catch (final IOException | UnsupportedOperationException e) {
            return Files.isWritable(path);
        }
    }

    private static String userId() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (final IOException | RuntimeException e) {
            return System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_-]", "_");
        }
    }
}
