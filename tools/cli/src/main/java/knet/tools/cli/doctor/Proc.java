package knet.tools.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Linux's text files about the machine, empty where there are none. */
final class Proc {
    private Proc() {}

    /** The value of {@code key:} in a file such as /proc/meminfo, or an empty string. */
    static String value(final String file, final String key) {
        for (final String line : text(file).split("\n")) {
            if (line.startsWith(key + ":")) {
                return line.substring(key.length() + 1).strip();
            }
        }
        return "";
    }

    /** The whole file, or an empty string. */
    static String text(final String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (final IOException | RuntimeException e) {
            return "";
        }
    }

    /** True if the process holds a capability. */
    static boolean isCapable(final int capability) {
        final String effective = value("/proc/self/status", "CapEff");
        if (effective.isEmpty()) {
            return false;
        }
        return (Long.parseUnsignedLong(effective, 16) >>> capability & 1) != 0;
    }

    static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }
}
