package knet.tools.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines {@code key = value} of a file. Not {@link java.util.Properties}: that knows neither the
 * lines of keys nor that one is given twice.
 */
final class SweepFile {
    private static final int MOST_BYTES = 1 << 20;

    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(int line, String value) {}

    private SweepFile(final String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param known keys that it may have
     * @throws IllegalArgumentException if a line is wrong; one line of text that says which
     */
    static SweepFile read(final Path file, final List<String> known) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(
                    file + ": is no sweep file: longer than " + MOST_BYTES + " bytes");
        }
        final byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        try {
            return parse(
                    file.toString(),
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
                    known);
        } catch (final CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is no text in UTF-8", e);
        }
    }

    /** The same for text that has been read. */
    static SweepFile parse(final String name, final String text, final List<String> known) {
        final SweepFile file = new SweepFile(name);
        int number = 0;
        for (final String line : text.lines().toList()) {
            number++;
            final String content = line.strip();
            if (!content.isEmpty() && content.charAt(0) != '#') {
                file.add(number, content, known);
            }
        }
        return file;
    }

    private void add(final int number, final String line, final List<String> known) {
        final int equals = line.indexOf('=');
        if (equals < 0) {
            throw at(number, "expected 'key = value', or # and a comment; YAML is not read");
        }
        final String key = line.substring(0, equals).strip();
        final String value = line.substring(equals + 1).strip();
        if (!known.contains(key)) {
            throw at(number, "no key '" + key + "'; there are " + String.join(", ", known));
        }
        if (value.isEmpty()) {
            throw at(number, key + " has no value");
        }
        final Entry before = entries.putIfAbsent(key, new Entry(number, value));
        if (before != null) {
            throw at(number, key + " is given twice, first in line " + before.line());
        }
    }

    private IllegalArgumentException at(final int line, final String message) {
        return new IllegalArgumentException(name + ", line " + line + ": " + message);
    }

    /** Something wrong with the value of a key, or with that it is missing. */
    IllegalArgumentException wrong(final String key, final String message) {
        final Entry entry = entries.get(key);
        return entry == null
                ? new IllegalArgumentException(name + ": " + key + ": " + message)
                : at(entry.line(), key + ": " + message);
    }

    /** Of the file. */
    String name() {
        return name;
    }

    /** Whether a key is given. */
    boolean has(final String key) {
        return entries.containsKey(key);
    }

    /** The value of a key. */
    String get(final String key, final String usual) {
        final Entry entry = entries.get(key);
        return entry == null ? usual : entry.value();
    }

    /** Its elements between commas, none of which may be empty. */
    List<String> list(final String key, final String usual) {
        final List<String> elements = new ArrayList<>();
        for (final String element : get(key, usual).split(",", -1)) {
            if (element.isBlank()) {
                throw wrong(key, "between two commas, or beside one, there is nothing");
            }
            elements.add(element.strip());
        }
        return distinct(key, elements);
    }

    /** Its elements, whole numbers between two bounds, both allowed. */
    List<Integer> integers(final String key, final String usual, final int least, final int most) {
        final List<Integer> numbers = new ArrayList<>();
        for (final String element : list(key, usual)) {
            final boolean isNumber = element.matches("\\d{1,9}");
            final int number = isNumber ? Integer.parseInt(element) : -1;
            if (!isNumber || number < least || number > most) {
                throw wrong(
                        key, "must be from " + least + " to " + most + ", not '" + element + "'");
            }
            numbers.add(number);
        }
        return distinct(key, numbers);
    }

    /** Fails if an element of a list is there twice. */
    <T> List<T> distinct(final String key, final List<T> elements) {
        if (elements.stream().distinct().count() < elements.size()) {
            throw wrong(key, "the same is asked for twice");
        }
        return elements;
    }
}
