package knet.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The parameters that a classifier is made with. Its constructor asks for each by name, and says in
 * the same call the default, the range and a line of help; that is the whole declaration. So a
 * constructor asks for all of them, always: one that was not asked for is unknown.
 *
 * <p>Every method throws {@link FirmwareException} for a value that is not of the type or out of
 * range; a classifier lets it pass.
 */
public final class Parameters {
    private final String firmware;
    private final Map<String, String> given;
    private final int queues;
    private final Map<String, ParameterInfo> declared = new LinkedHashMap<>();

    private Parameters(final String firmware, final Map<String, String> given, final int queues) {
        if (queues < 1 || queues > IndirectionTable.MAX_QUEUES) {
            throw new FirmwareException(
                    firmware
                            + ": "
                            + queues
                            + " queues are not 1 to "
                            + IndirectionTable.MAX_QUEUES);
        }
        this.firmware = firmware;
        this.given = given;
        this.queues = queues;
    }

    /** The parameters of a specification, for a device with so many queues (1 to 256). */
    public static Parameters of(final FirmwareSpec spec, final int queues) {
        final FirmwareFile file = spec.file();
        return new Parameters(
                file == null ? spec.name() : file.fileName(), spec.parameters(), queues);
    }

    /** Nothing but defaults. */
    public static Parameters defaults(final int queues) {
        return new Parameters("firmware", Map.of(), queues);
    }

    /** Receive queues of the device, 1 to 256. */
    public int queues() {
        return queues;
    }

    /** A whole number, written in decimal or, with {@code 0x}, in hexadecimal. */
    public int intValue(
            final String name,
            final int defaultValue,
            final int min,
            final int max,
            final String help) {
        return (int) wholeNumber("int", name, defaultValue, min, max, help);
    }

    /** A whole number, written in decimal or, with {@code 0x}, in hexadecimal. */
    public long longValue(
            final String name,
            final long defaultValue,
            final long min,
            final long max,
            final String help) {
        return wholeNumber("long", name, defaultValue, min, max, help);
    }

    private long wholeNumber(
            final String type,
            final String name,
            final long defaultValue,
            final long min,
            final long max,
            final String help) {
        final String range = min + " to " + max;
        final String text = declare(name, type, Long.toString(defaultValue), range, help);
        if (text == null) {
            return defaultValue;
        }
        final long value = parseWholeNumber(name, text, range);
        if (value < min || value > max) {
            throw bad(name, text, "a whole number, " + range);
        }
        return value;
    }

    /** A power of two, {@code min} and {@code max} included. */
    public int powerOfTwo(
            final String name,
            final int defaultValue,
            final int min,
            final int max,
            final String help) {
        final String range = "a power of two, " + min + " to " + max;
        final String text = declare(name, "int", Integer.toString(defaultValue), range, help);
        if (text == null) {
            return defaultValue;
        }
        final long value = parseWholeNumber(name, text, range);
        if (value < min || value > max || Long.bitCount(value) != 1) {
            throw bad(name, text, range);
        }
        return (int) value;
    }

    private long parseWholeNumber(final String name, final String text, final String range) {
        try {
            return text.startsWith("0x")
                    ? Long.parseLong(text.substring(2), 16)
                    : Long.parseLong(text);
        } catch (final NumberFormatException e) {
            throw bad(name, text, "a whole number, " + range);
        }
    }

    /** A finite number. */
    public double doubleValue(
            final String name,
            final double defaultValue,
            final double min,
            final double max,
            final String help) {
        final String range = min + " to " + max;
        final String text = declare(name, "double", Double.toString(defaultValue), range, help);
        if (text == null) {
            return defaultValue;
        }
        try {
            final double value = Double.parseDouble(text);
            // Written so that NaN is refused as well.
            if (value >= min && value <= max) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // Told below.
        }
        throw bad(name, text, "a number, " + range);
    }

    /** {@code true} or {@code false}. */
    public boolean booleanValue(final String name, final boolean defaultValue, final String help) {
        return choice(name, Boolean.toString(defaultValue), help, "true", "false").equals("true");
    }

    /** One of the constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E enumValue(
            final String name, final E defaultValue, final String help) {
        final E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        final String[] labels =
                Arrays.stream(constants).map(Parameters::label).toArray(String[]::new);
        final String chosen = choice(name, label(defaultValue), help, labels);
        return constants[Arrays.asList(labels).indexOf(chosen)];
    }

    private static String label(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One of the words. */
    public String choice(
            final String name,
            final String defaultValue,
            final String help,
            final String... words) {
        final String range = String.join("|", words);
        final String text = declare(name, "choice", defaultValue, range, help);
        if (text == null) {
            return defaultValue;
        }
        if (!Arrays.asList(words).contains(text)) {
            throw bad(name, text, range + Text.suggestion(text, Arrays.asList(words)));
        }
        return text;
    }

    /** Any text. */
    public String text(final String name, final String defaultValue, final String help) {
        final String text = declare(name, "text", defaultValue, "any", help);
        return text == null ? defaultValue : text;
    }

    /**
     * Whatever a function makes of a text.
     *
     * @param type for lists of parameters: one word
     * @param range what is wanted, in words
     * @param parser throws {@link IllegalArgumentException} if the text is not that; the message
     *     says why
     */
    public <T> T parsed(
            final String name,
            final String type,
            final String defaultValue,
            final String range,
            final String help,
            final Function<String, T> parser) {
        final String given = declare(name, type, defaultValue, range, help);
        final String text = given == null ? defaultValue : given;
        try {
            return parser.apply(text);
        } catch (final IllegalArgumentException e) {
            throw bad(name, text, range + ": " + e.getMessage());
        }
    }

    /**
     * An exception for parameters that are right one by one and wrong together.
     *
     * @param why without the classifier's name, which is put before it
     */
    public FirmwareException refusal(final String why) {
        return new FirmwareException(firmware + ": " + why);
    }

    /**
     * So many bytes in hexadecimal, colons between them or not, or a name for some.
     *
     * @param defaultName one of the names
     * @param named bytes that have a name
     */
    public byte[] bytes(
            final String name,
            final int length,
            final String defaultName,
            final Map<String, byte[]> named,
            final String help) {
        final List<String> names = new ArrayList<>(named.keySet());
        names.sort(null);
        final String range =
                length + " bytes in hexadecimal, or one of " + String.join(", ", names);
        final String given = declare(name, "hex", defaultName, range, help);
        final String text = given == null ? defaultName : given;
        final byte[] known = named.get(text);
        if (known != null) {
            return known.clone();
        }
        final String digits = text.replace(":", "");
        try {
            final byte[] bytes = HexFormat.of().parseHex(digits);
            if (bytes.length == length) {
                return bytes;
            }
        } catch (final IllegalArgumentException e) {
            // Told below.
        }
        throw bad(name, text, range + Text.suggestion(text, names));
    }

    /** What has been asked for so far. */
    List<ParameterInfo> declared() {
        return List.copyOf(declared.values());
    }

    /** Refuses what was given and never asked for. */
    void checkAllAskedFor() {
        for (final String name : given.keySet()) {
            if (!declared.containsKey(name)) {
                throw new FirmwareException(
                        firmware
                                + ": no parameter "
                                + Text.quote(name)
                                + Text.suggestion(name, declared.keySet())
                                + (declared.isEmpty()
                                        ? "; it takes none"
                                        : "; it takes " + String.join(", ", declared.keySet())));
            }
        }
    }

    private String declare(
            final String name,
            final String type,
            final String defaultValue,
            final String range,
            final String help) {
        declared.putIfAbsent(name, new ParameterInfo(name, type, defaultValue, range, help));
        return given.get(name);
    }

    private FirmwareException bad(final String name, final String text, final String wanted) {
        return new FirmwareException(
                firmware + ": " + name + "=" + Text.quote(text) + " is not " + wanted);
    }
}
