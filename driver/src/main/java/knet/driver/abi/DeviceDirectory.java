package knet.driver.abi;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The directory in which devices live, one directory each: {@code $KNET_DEVICE_DIR}, or {@code
 * /dev/shm/knet-UID}, or a directory under {@code java.io.tmpdir} where there is no /dev/shm.
 *
 * <p>A device appears whole or not at all: it is made under a temporary name, which starts with a
 * dot, and renamed.
 */
public final class DeviceDirectory {
    /** Environment variable that names another directory. */
    public static final String ENVIRONMENT_VARIABLE = "KNET_DEVICE_DIR";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern TEMPORARY = Pattern.compile("\\.(new|old)-([0-9]{1,10})-.*");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path root;

    private DeviceDirectory(final Path root) {
        this.root = root;
    }

    /** At a given place; it is made when the first device is. */
    public static DeviceDirectory at(final Path root) {
        return new DeviceDirectory(root.toAbsolutePath().normalize());
    }

    /**
     * Where this user's devices live.
     *
     * @throws DeviceException if that directory belongs to somebody else
     */
    public static DeviceDirectory ofUser() {
        return at(UserRoot.find(ENVIRONMENT_VARIABLE));
    }

    /** The directory that holds the devices. */
    public Path root() {
        return root;
    }

    /**
     * The directory of a device.
     *
     * @param name 1 to 64 of A-Z, a-z, 0-9, dot, underscore, minus; not starting with a dot
     * @throws DeviceException if the name is another one
     */
    public Path path(final String name) {
        if (!NAME.matcher(name).matches()) {
            throw new DeviceException(
                    "bad device name \""
                            + printable(name)
                            + "\": 1 to 64 letters, digits, '.', '_' or '-', not starting with"
                            + " '.'");
        }
        return root.resolve(name);
    }

    public boolean exists(final String name) {
        return Files.isDirectory(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes a device with the kind of wake that suits this machine best. */
    public Path create(final String name, final DeviceConfig config) {
        return create(name, config, Wake.best());
    }

    /**
     * Makes a device. Its files are allocated here, so that a run cannot fail for want of memory.
     *
     * @param wake one of {@link DeviceDescriptor}'s WAKE_*
     * @return its directory
     * @throws DeviceException if it exists, or there is too little space; nothing is left behind
     */
    public Path create(final String name, final DeviceConfig config, final int wake) {
        final Path target = path(name);
        if (exists(name)) {
            throw new DeviceException("device " + name + " exists already in " + root);
        }
        final Path temporary = root.resolve(temporaryName("new", name));
        try {
            createRoot();
            checkSpace(name, config);
            DeviceFiles.createDirectory(temporary);
            DeviceFiles.create(temporary, config, RANDOM.nextLong(), wake);
            publish(temporary, target);
            return target;
        } catch (final IOException e) {
            deleteQuietly(temporary);
            if (exists(name)) {
                throw new DeviceException("device " + name + " exists already in " + root, e);
            }
            checkSpace(name, config);
            throw new DeviceException("device " + name + " cannot be made: " + FileReason.of(e), e);
        } catch (final RuntimeException e) {
            deleteQuietly(temporary);
            throw e;
        }
    }

    /**
     * Opens a device as it is, or makes it. One that no live process owns is made anew if its sizes
     * are others, if it is damaged, or if nothing is left to do with it: its wire is done and its
     * rings are empty.
     *
     * @throws DeviceException if a live process owns one with other sizes
     */
    public DeviceMemory openOrCreate(final String name, final DeviceConfig config) {
        return locked(
                name,
                () -> {
                    if (exists(name)) {
                        final DeviceMemory memory = openIfSuitable(name, config);
                        if (memory != null) {
                            return memory;
                        }
                        remove(name);
                    }
                    create(name, config);
                    return open(name);
                });
    }

    /** Null if it is to be made anew. */
    private DeviceMemory openIfSuitable(final String name, final DeviceConfig config) {
        final boolean isLive = status(name).isLive();
        final DeviceMemory memory;
        try {
            memory = open(name);
        } catch (final DeviceException e) {
            if (isLive) {
                throw e;
            }
            return null;
        }
        final DeviceConfig actual = memory.config();
        if (actual.equals(config) && (isLive || !SpentDevice.isSpent(memory))) {
            return memory;
        }
        memory.close();
        if (isLive) {
            throw new DeviceException("device " + name + " is in use with other sizes: " + actual);
        }
        return null;
    }

    /**
     * Opens a device with the sizes it has. It is made anew if no live process owns it and nothing
     * is left to do with it: its wire is done and its rings are empty.
     *
     * @throws DeviceException if there is no such device, or it is damaged
     */
    public DeviceMemory openForRun(final String name) {
        if (!exists(name)) {
            throw missing(name);
        }
        return locked(
                name,
                () -> {
                    final DeviceMemory memory = open(name);
                    if (status(name).isLive() || !SpentDevice.isSpent(memory)) {
                        return memory;
                    }
                    final DeviceConfig config = memory.config();
                    memory.close();
                    remove(name);
                    create(name, config);
                    return open(name);
                });
    }

    private DeviceMemory locked(final String name, final Supplier<DeviceMemory> action) {
        path(name); // A bad name is reported before anything is made.
        try {
            createRoot();
        } catch (final IOException e) {
            throw new DeviceException("device " + name + " cannot be made: " + FileReason.of(e), e);
        }
        try {
            final RootLock lock = RootLock.acquire(root);
            try (lock) {
                return action.get();
            }
        } catch (final IOException e) {
            throw new DeviceException(
                    "device " + name + ": " + root + " cannot be locked: " + FileReason.of(e), e);
        }
    }

    /**
     * Opens a device's register file.
     *
     * @throws DeviceException if there is no such device, or it is damaged
     */
    public DeviceMemory open(final String name) {
        if (!exists(name)) {
            throw missing(name);
        }
        return DeviceMemory.open(path(name));
    }

    /** All devices, by name. */
    public List<DeviceStatus> list() {
        final List<DeviceStatus> devices = new ArrayList<>();
        for (final Path path : entries()) {
            final String name = String.valueOf(path.getFileName());
            if (NAME.matcher(name).matches() && exists(name)) {
                devices.add(status(name));
            }
        }
        devices.sort(Comparator.comparing(DeviceStatus::name));
        return devices;
    }

    /** Who owns a device, and how many queues it has. */
    public DeviceStatus status(final String name) {
        final Path path = path(name);
        return new DeviceStatus(
                name,
                OwnerLock.owner(path, Side.NIC),
                OwnerLock.owner(path, Side.HOST),
                queues(path));
    }

    /**
     * Deletes a device.
     *
     * @throws DeviceException if a live process owns one of its sides
     */
    public void remove(final String name) {
        final Path path = path(name);
        if (!exists(name)) {
            throw missing(name);
        }
        final OwnerLock nic = OwnerLock.acquire(path, Side.NIC);
        try (nic) {
            final OwnerLock host = OwnerLock.acquire(path, Side.HOST);
            try (host) {
                final Path old = root.resolve(temporaryName("old", name));
                Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
                DeviceFiles.delete(old);
            }
        } catch (final IOException e) {
            throw new DeviceException(
                    "device " + name + " cannot be removed: " + FileReason.of(e), e);
        }
    }

    /**
     * Deletes some of the devices that no live process owns.
     *
     * @param chosen which, by name
     * @return the names of those deleted
     */
    public List<String> removeStale(final Predicate<String> chosen) {
        final List<String> removed = new ArrayList<>();
        for (final DeviceStatus device : list()) {
            if (!device.isLive() && chosen.test(device.name())) {
                remove(device.name());
                removed.add(device.name());
            }
        }
        return removed;
    }

    /**
     * Deletes the devices that no live process owns, and what killed processes left half made.
     *
     * @return the names of those devices
     */
    public List<String> removeStale() {
        final List<String> removed = removeStale(name -> true);
        for (final Path path : entries()) {
            final var matcher = TEMPORARY.matcher(String.valueOf(path.getFileName()));
            if (matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(2))).isEmpty()) {
                deleteQuietly(path);
            }
        }
        return removed;
    }

    private static int queues(final Path path) {
        try (DeviceMemory memory = DeviceMemory.open(path)) {
            return memory.config().queues();
        } catch (final DeviceException e) {
            return 0;
        }
    }

    private void createRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root.getParent());
            try {
                DeviceFiles.createDirectory(root);
            } catch (final FileAlreadyExistsException e) {
                // The other side, started at the same moment, may have made it just now.
                if (!Files.isDirectory(root)) {
                    throw e;
                }
            }
        }
    }

    private void checkSpace(final String name, final DeviceConfig config) {
        final long available;
        try {
            available = Files.getFileStore(root).getUsableSpace();
        } catch (final IOException e) {
            return;
        }
        if (available < config.totalLength()) {
            throw new DeviceException(
                    "device "
                            + name
                            + " needs "
                            + config.totalLength()
                            + " bytes in "
                            + root
                            + ", "
                            + available
                            + " are available (fewer queues, smaller rings or another "
                            + ENVIRONMENT_VARIABLE
                            + " would do)");
        }
    }

    private static void publish(final Path temporary, final Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(temporary, target);
        }
    }

    private List<Path> entries() {
        final List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            entries.forEach(paths::add);
        } catch (final NoSuchFileException | NotDirectoryException e) {
            return paths;
        } catch (final IOException e) {
            throw new DeviceException(root + ": cannot be listed: " + FileReason.of(e), e);
        }
        return paths;
    }

    private static String temporaryName(final String kind, final String name) {
        return "."
                + kind
                + "-"
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(RANDOM.nextLong())
                + "-"
                + name;
    }

    private static void deleteQuietly(final Path directory) {
        try {
            DeviceFiles.delete(directory);
        } catch (final IOException e) {
            // Best effort: removeStale() will find it by its name.
            return;
        }
    }

    private DeviceException missing(final String name) {
        return new DeviceException("no device " + name + " in " + root);
    }

    private static String printable(final String name) {
        final String cut = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
