package knet.firmware;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a classifier in it, as a specification names it: {@code FILE.java}, {@code
 * FILE.class}, {@code FILE.jar} or {@code FILE.jar!CLASS}. Behind any of them {@code @VERSION} pins
 * one version of the file: the first digits of the SHA-256 of its bytes. So two versions of a file
 * are two specifications.
 *
 * @param kind of file
 * @param path as written
 * @param className the class in a jar; null if the jar, or the file, has but one
 * @param version eight hexadecimal digits; null for whatever the file holds when it is read
 */
public record FirmwareFile(Kind kind, String path, String className, String version) {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?<path>.*?\\.(?<kind>java|class|jar))(?:(?<=jar)!(?<class>[^@!]+))?"
                            + "(?:@(?<version>[0-9a-f]{8}))?",
                    Pattern.DOTALL);

    /** In a text that goes on with parameters. */
    private static final Pattern NAME_BEFORE_COLON =
            Pattern.compile(NAME.pattern() + "(?=\\s*:|\\s*$)", Pattern.DOTALL);

    /** What kind of file it is, by the end of its name. */
    public enum Kind {
        JAVA,
        CLASS,
        JAR
    }

    /**
     * Reads the name of a specification.
     *
     * @return null if it is not that of a file
     */
    static FirmwareFile of(final String name) {
        final Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        return new FirmwareFile(
                Kind.valueOf(matcher.group("kind").toUpperCase(Locale.ROOT)),
                matcher.group("path"),
                matcher.group("class"),
                matcher.group("version"));
    }

    /**
     * Where a path at the beginning of a specification ends. Such a path begins with {@code /},
     * {@code ./} or {@code ../}, and may hold what ends any other name.
     *
     * @return -1 if the text does not begin with the path of such a file
     */
    static int endOfPath(final String text) {
        if (!text.startsWith("/") && !text.startsWith("./") && !text.startsWith("../")) {
            return -1;
        }
        final Matcher matcher = NAME_BEFORE_COLON.matcher(text);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /**
     * The version that the file is of now, whatever is asked for here.
     *
     * @throws FirmwareException if it cannot be read; one line
     */
    public String versionNow() {
        return FirmwareCode.version(this);
    }

    /** The last part of the path. */
    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The same, found from any directory. */
    FirmwareFile absolute() {
        final Path file = pathOrNull();
        return file == null ? this : withPath(file.toAbsolutePath().normalize().toString());
    }

    /** The same with a path relative to a directory, if it lies in or below it. */
    FirmwareFile relativeTo(final Path directory) {
        final Path file = pathOrNull();
        return file == null || !file.startsWith(directory)
                ? this
                : withPath("./" + directory.relativize(file));
    }

    private Path pathOrNull() {
        try {
            return Path.of(path);
        } catch (final InvalidPathException e) {
            return null; // Whoever opens it says so.
        }
    }

    private FirmwareFile withPath(final String other) {
        return new FirmwareFile(kind, other, className, version);
    }

    /** The same file in the version of that digest; null for any. */
    FirmwareFile withVersion(final String digest) {
        return new FirmwareFile(kind, path, className, digest);
    }

    /** As a specification names it. */
    @Override
    public String toString() {
        return path
                + (className == null ? "" : "!" + className)
                + (version == null ? "" : "@" + version);
    }
}
