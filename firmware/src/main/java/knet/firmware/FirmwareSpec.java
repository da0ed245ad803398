package knet.firmware;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user asks for: {@code NAME[:key=value,...]}. NAME is that of a known classifier, a class
 * on the class path, or a {@link FirmwareFile}. Whether it exists, and takes these parameters, is
 * for {@link FirmwareCatalog} to say.
 *
 * @param name of the classifier, class or file
 * @param parameters as given, in the order given
 */
public record FirmwareSpec(String name, Map<String, String> parameters) {
    /**
     * Longest specification, UTF-8 bytes, a file's version not counted: a device carries both in a
     * register.
     */
    public static final int MAX_LENGTH_BYTES = 1000;

    public FirmwareSpec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads one specification. Blanks around names and values are dropped. The path of a file ends
     * at a colon as any name does, unless it begins with {@code /}, {@code ./} or {@code ../}: such
     * a path may hold colons, commas and equals signs.
     *
     * @throws FirmwareException if it is empty, too long, or a parameter is not {@code key=value}
     *     or given twice
     */
    public static FirmwareSpec parse(final String text) {
        final int endOfPath = FirmwareFile.endOfPath(text);
        final int colon = text.indexOf(':', Math.max(0, endOfPath));
        final String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        checkLength(text, name);
        if (name.isEmpty()) {
            throw new FirmwareException("firmware: no name in " + Text.quote(text));
        }
        if (name.indexOf(',') >= 0 && endOfPath < 0) {
            throw new FirmwareException("firmware: one is wanted, not a list: " + Text.quote(text));
        }
        if (name.indexOf('=') >= 0 && endOfPath < 0) {
            throw new FirmwareException(
                    "firmware: no name before the parameters: " + Text.quote(text));
        }
        final Map<String, String> parameters = new LinkedHashMap<>();
        if (colon >= 0 && !text.substring(colon + 1).isBlank()) {
            for (final String element : text.substring(colon + 1).split(",", -1)) {
                addParameter(name, element, parameters);
            }
        }
        return new FirmwareSpec(name, parameters);
    }

    private static void checkLength(final String text, final String name) {
        final FirmwareFile file = FirmwareFile.of(name);
        final int version =
                file == null || file.version() == null ? 0 : file.version().length() + 1;
        if (text.getBytes(StandardCharsets.UTF_8).length - version > MAX_LENGTH_BYTES) {
            throw new FirmwareException(
                    "firmware: longer than " + MAX_LENGTH_BYTES + " bytes: " + Text.quote(text));
        }
    }

    private static void addParameter(
            final String name, final String element, final Map<String, String> parameters) {
        final int equals = element.indexOf('=');
        if (equals < 1 || element.substring(0, equals).isBlank()) {
            throw new FirmwareException(
                    name + ": " + Text.quote(element) + " is not a parameter: key=value wanted");
        }
        final String key = element.substring(0, equals).strip();
        if (parameters.put(key, element.substring(equals + 1).strip()) != null) {
            throw new FirmwareException(name + ": " + Text.quote(key) + " is given twice");
        }
    }

    /**
     * Reads a list. An element without {@code =}, or with {@code :} before it, starts a new
     * specification: {@code flow-hash:udp=2tuple,key=symmetric,round-robin} are two.
     *
     * @throws FirmwareException as {@link #parse}
     */
    public static List<FirmwareSpec> parseList(final String text) {
        final List<FirmwareSpec> specs = new ArrayList<>();
        String current = null;
        for (final String element : text.split(",", -1)) {
            if (startsSpec(element)) {
                if (current != null) {
                    specs.add(parse(current));
                }
                current = element;
            } else if (current == null) {
                throw new FirmwareException(
                        "firmware: the list begins with a parameter: " + Text.quote(text));
            } else {
                current += (current.indexOf(':') < 0 ? ":" : ",") + element;
            }
        }
        specs.add(parse(current));
        return specs;
    }

    private static boolean startsSpec(final String element) {
        final int equals = element.indexOf('=');
        final int colon = element.indexOf(':');
        // A colon in a value starts nothing: ethtool writes keys as 6d:5a:56:...
        return equals < 0 || colon >= 0 && colon < equals;
    }

    /** The file that is named; null if it is not one. */
    public FirmwareFile file() {
        return FirmwareFile.of(name);
    }

    /**
     * The same, found from any directory.
     *
     * @throws FirmwareException if that is too long
     */
    public FirmwareSpec absolute() {
        final FirmwareFile file = file();
        return file == null ? this : parse(withFile(file.absolute()).toString());
    }

    /** The same as somebody would write it in a directory, if a file in or below it is named. */
    public FirmwareSpec relativeTo(final Path directory) {
        final FirmwareFile file = file();
        return file == null ? this : withFile(file.relativeTo(directory));
    }

    /**
     * A specification for people: a file in or below the working directory is named from there.
     *
     * @param text it may come from anywhere; what is no specification is returned as it is
     */
    public static String shown(final String text) {
        try {
            return parse(text).relativeTo(Path.of("").toAbsolutePath()).toString();
        } catch (final FirmwareException e) {
            return text;
        }
    }

    /** The same of whatever version the file is; or the same, if no file is named. */
    public FirmwareSpec ofAnyVersion() {
        final FirmwareFile file = file();
        return file == null ? this : withFile(file.withVersion(null));
    }

    FirmwareSpec withFile(final FirmwareFile file) {
        return new FirmwareSpec(file.toString(), parameters);
    }

    /** {@code NAME[:key=value,...]}, without blanks, the parameters as given. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(name);
        char separator = ':';
        for (final Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(separator).append(parameter.getKey()).append('=');
            text.append(parameter.getValue());
            separator = ',';
        }
        return text.toString();
    }
}
