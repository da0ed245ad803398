package knet.firmware;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The code that a file holds, read into memory: a file that is written anew while its classifier
 * runs does no harm.
 *
 * @param className of the classifier
 * @param entries files by path, for instance {@code org/example/Mine.class}
 * @param isOwn tells of a class of these, by name, that it is not to be taken from elsewhere
 * @param version of the file: see {@link FirmwareFile}
 */
record FirmwareCode(
        String className, Map<String, byte[]> entries, Predicate<String> isOwn, String version) {
    private static final int MOST_SOURCE_BYTES = 1 << 20;
    private static final int MOST_CLASS_BYTES = 16 << 20;
    private static final int MOST_NEIGHBOURS = 1000;
    private static final int MOST_TOLD = 5;
    private static final String CLASS = ".class";

    /**
     * Reads a file, and compiles it if it is a source.
     *
     * @throws FirmwareException if that cannot be done, or the file is of another version than the
     *     one that is asked for
     */
    static FirmwareCode read(final FirmwareFile file) {
        return switch (file.kind()) {
            case JAVA -> readSource(file);
            case CLASS -> readClass(file);
            case JAR -> readJar(file);
        };
    }

    /** The version that a file is of now: nothing is compiled. */
    static String version(final FirmwareFile file) {
        return file.kind() == FirmwareFile.Kind.JAVA
                ? FileBytes.version(sourceBytes(file))
                : read(file.withVersion(null)).version();
    }

    private static byte[] sourceBytes(final FirmwareFile file) {
        return FileBytes.read(file.path(), "Java source", MOST_SOURCE_BYTES);
    }

    private static void checkVersion(final FirmwareFile file, final String found) {
        if (file.version() != null && !file.version().equals(found)) {
            throw new FirmwareException(
                    Text.quote(file.path())
                            + " has changed: its version is @"
                            + found
                            + ", not @"
                            + file.version());
        }
    }

    private static FirmwareCode readSource(final FirmwareFile file) {
        final byte[] bytes = sourceBytes(file);
        final String version = FileBytes.version(bytes);
        checkVersion(file, version);
        final String shown = shown(file.path());
        final Map<String, byte[]> classes = CompiledSources.get(shown, version, bytes);
        return new FirmwareCode(
                publicClass(shown, classes), classes, name -> contains(classes, name), version);
    }

    /** As somebody in the working directory would name it: as javac prints what it is given. */
    private static String shown(final String path) {
        final Path file = Path.of(path);
        final Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here)
                ? here.relativize(file).toString()
                : file.normalize().toString();
    }

    /** The class of the file's name: javac has checked that no other is public. */
    private static String publicClass(final String path, final Map<String, byte[]> classes) {
        final String fileName = String.valueOf(Path.of(path).getFileName());
        final String simpleName = fileName.substring(0, fileName.length() - ".java".length());
        for (final String entry : classes.keySet()) {
            if (entry.equals(simpleName + CLASS) || entry.endsWith("/" + simpleName + CLASS)) {
                return entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
            }
        }
        final List<String> others = classNames(classes);
        throw new FirmwareException(
                path
                        + " has no class "
                        + Text.quote(simpleName)
                        + (others.isEmpty() ? "" : ", but " + some(others))
                        + ": a file is named after the public class in it that is the classifier");
    }

    /** Classes that may be meant by a user, by name: no nested ones. */
    List<String> classNames() {
        return classNames(entries);
    }

    private static List<String> classNames(final Map<String, byte[]> entries) {
        return entries.keySet().stream()
                .filter(path -> path.endsWith(CLASS) && path.indexOf('$') < 0)
                .filter(path -> !path.endsWith("-info" + CLASS) && !path.startsWith("META-INF/"))
                .map(path -> path.substring(0, path.length() - CLASS.length()).replace('/', '.'))
                .sorted()
                .toList();
    }

    private static String some(final List<String> names) {
        return names.size() <= MOST_TOLD
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_TOLD)) + " and others";
    }

    private static boolean contains(final Map<String, byte[]> entries, final String className) {
        return entries.containsKey(className.replace('.', '/') + CLASS);
    }

    /** A class file, and its neighbours in the same directory, which are of the same package. */
    private static FirmwareCode readClass(final FirmwareFile file) {
        final byte[] bytes = FileBytes.read(file.path(), "class file", MOST_CLASS_BYTES);
        final String className = ClassFile.nameIn(bytes);
        if (className == null) {
            throw new FirmwareException(Text.quote(file.path()) + " is no class file");
        }
        final String packagePath =
                className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
        final Map<String, byte[]> entries = neighbours(file.path(), packagePath);
        entries.put(className.replace('.', '/') + CLASS, bytes);
        final MessageDigest digest = FileBytes.digest();
        entries.forEach(
                (path, content) -> {
                    if (isOfClass(path, className)) {
                        digest.update(content);
                    }
                });
        final String version = FileBytes.version(digest);
        checkVersion(file, version);
        return new FirmwareCode(className, entries, name -> isOfClass(name, className), version);
    }

    /** The class itself, or one nested in it; by name or by path. */
    private static boolean isOfClass(final String nameOrPath, final String className) {
        final String name = nameOrPath.replace('/', '.');
        return name.equals(className)
                || name.equals(className + CLASS)
                || name.startsWith(className + "$");
    }

    private static Map<String, byte[]> neighbours(final String path, final String packagePath) {
        final Map<String, byte[]> entries = new TreeMap<>();
        final Path directory = Path.of(path).toAbsolutePath().getParent();
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + CLASS)) {
            for (final Path file : files) {
                if (!Files.isRegularFile(file) || entries.size() == MOST_NEIGHBOURS) {
                    continue;
                }
                bytes += Files.size(file);
                if (bytes > JarContents.MAX_BYTES) {
                    break;
                }
                entries.put(
                        packagePath + file.getFileName(),
                        FileBytes.read(file.toString(), "class file", MOST_CLASS_BYTES));
            }
        } catch (final IOException e) {
            throw new FirmwareException(directory + " cannot be read: " + e.getMessage(), e);
        }
        return entries;
    }

    /** Its version is that of its files: when they were packed makes no difference. */
    private static FirmwareCode readJar(final FirmwareFile file) {
        final Map<String, byte[]> contents = new TreeMap<>(JarContents.read(file.path()));
        final MessageDigest digest = FileBytes.digest();
        contents.forEach(
                (path, content) -> {
                    digest.update(path.getBytes(StandardCharsets.UTF_8));
                    digest.update(content);
                });
        final String version = FileBytes.version(digest);
        checkVersion(file, version);
        final String className =
                file.className() == null ? onlyListed(file.path(), contents) : file.className();
        return new FirmwareCode(
                className,
                contents,
                name -> isOfClass(name, className) && contains(contents, name),
                version);
    }

    private static String onlyListed(final String path, final Map<String, byte[]> contents) {
        final byte[] services = contents.get(ServicesFile.PATH);
        if (services == null) {
            throw new FirmwareException(
                    Text.quote(path)
                            + " has no "
                            + ServicesFile.PATH
                            + "; name one: "
                            + example(path, classNames(contents)));
        }
        final List<String> listed = ServicesFile.read(new ByteArrayInputStream(services));
        if (listed.size() != 1) {
            throw new FirmwareException(
                    Text.quote(path)
                            + " lists "
                            + (listed.isEmpty() ? "no class" : some(listed))
                            + "; name one: "
                            + example(path, listed.isEmpty() ? classNames(contents) : listed));
        }
        return listed.get(0);
    }

    /** How one of these is named. */
    private static String example(final String path, final List<String> classNames) {
        return path
                + "!"
                + (classNames.isEmpty() ? "CLASS" : classNames.get(0))
                + (classNames.size() > 1
                        ? ", or " + some(classNames.subList(1, classNames.size()))
                        : "");
    }
}
