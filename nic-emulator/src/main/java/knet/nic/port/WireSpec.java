package knet.nic.port;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a NIC is connected to, as a user writes it:
 *
 * <pre>
 *   pcap:FILE[,FILE...]    captures, one after the other; a comma in a name is written \,
 *   store:DIR              a trace store
 *   live:INTERFACE         what arrives at an interface of this machine
 *   generate:KEY=VALUE,... synthetic traffic
 * </pre>
 *
 * @param argument what follows the colon
 */
public record WireSpec(Kind kind, String argument) {
    /** What the colon follows. */
    public enum Kind {
        PCAP,
        STORE,
        LIVE,
        GENERATE;

        String prefix() {
            return name().toLowerCase(java.util.Locale.ROOT) + ":";
        }
    }

    /**
     * Reads a specification.
     *
     * @throws IllegalArgumentException if it is none; the message is one line
     */
    public static WireSpec parse(final String text) {
        for (final Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix())) {
                final String argument = text.substring(kind.prefix().length());
                if (argument.isEmpty() && kind != Kind.GENERATE) {
                    throw new IllegalArgumentException("wire '" + text + "' names nothing");
                }
                return new WireSpec(kind, argument);
            }
        }
        throw new IllegalArgumentException(
                "wire '"
                        + text.replaceAll("\\p{Cntrl}", "?")
                        + "' is none of pcap:FILE[,FILE...], store:DIR, live:INTERFACE,"
                        + " generate:KEY=VALUE,...");
    }

    /** The wire of capture files. */
    public static WireSpec ofCaptures(final List<Path> files) {
        final List<String> names = new ArrayList<>();
        for (final Path file : files) {
            names.add(file.toString().replace("\\", "\\\\").replace(",", "\\,"));
        }
        return new WireSpec(Kind.PCAP, String.join(",", names));
    }

    /** The wire of a trace store. */
    public static WireSpec ofStore(final Path directory) {
        return new WireSpec(Kind.STORE, directory.toString());
    }

    /**
     * The capture files.
     *
     * @throws IllegalArgumentException if one of them cannot be a path
     */
    public List<Path> files() {
        try {
            // A name with a comma that somebody typed as it is.
            if (argument.indexOf(',') >= 0 && Files.isRegularFile(Path.of(argument))) {
                return List.of(Path.of(argument));
            }
            final List<Path> files = new ArrayList<>();
            final StringBuilder name = new StringBuilder();
            for (int i = 0; i < argument.length(); i++) {
                final char c = argument.charAt(i);
                if (c == '\\' && i + 1 < argument.length()) {
                    name.append(argument.charAt(++i));
                } else if (c == ',') {
                    files.add(path(name));
                } else {
                    name.append(c);
                }
            }
            files.add(path(name));
            return files;
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException("wire: no path: " + e.getMessage(), e);
        }
    }

    private static Path path(final StringBuilder name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("wire: the name of a capture is empty");
        }
        final Path path = Path.of(name.toString());
        name.setLength(0);
        return path;
    }

    /** True if a second reading gives the same frames: a restarted NIC may skip what was taken. */
    public boolean isRepeatable() {
        return kind != Kind.LIVE;
    }

    /** What was read, for reports. */
    public String title() {
        return switch (kind) {
            case PCAP -> String.join(",", files().stream().map(Path::toString).toList());
            case STORE -> argument;
            default -> this.toString();
        };
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return kind.prefix() + argument;
    }
}
