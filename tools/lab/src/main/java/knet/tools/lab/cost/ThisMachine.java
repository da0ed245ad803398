package knet.tools.lab.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cost model of the machine that this runs on: a file in the user's cache that a calibration
 * writes, and that is found by its name everywhere.
 */
public final class ThisMachine {
    /** Its name wherever a cost model is asked for. */
    public static final String NAME = "this-machine";

    /** Begins the comment line with the time of the calibration. */
    public static final String MEASURED_AT = "# measured at ";

    /** Begins the comment line with the cores' distance, nanoseconds. */
    public static final String CORE_DISTANCE = "# core distance ";

    private static final Pattern LEADING_NUMBER = Pattern.compile("([0-9]{1,9}).*");
    private static final int HEAD_LINES = 20;

    private final Path file;

    private ThisMachine(final Path file) {
        this.file = file;
    }

    /** In the cache directory of the user: $XDG_CACHE_HOME, or ~/.cache. */
    public static ThisMachine ofUser() {
        final String asked = System.getenv("XDG_CACHE_HOME");
        // As the specification has it: a relative path is to be ignored.
        final Path cache =
                asked != null && Path.of(asked).isAbsolute()
                        ? Path.of(asked)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return at(cache.resolve("knet").resolve(NAME + ".costs"));
    }

    /** In another file. */
    public static ThisMachine at(final Path file) {
        return new ThisMachine(file);
    }

    /** Where it is, or will be. */
    public Path file() {
        return file;
    }

    /** True if the machine was calibrated. */
    public boolean isCalibrated() {
        return Files.isRegularFile(file);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the machine was never calibrated, or a line is wrong; one
     *     line of text
     */
    public CostModel load() throws IOException {
        if (!isCalibrated()) {
            throw new IllegalArgumentException(
                    "what things cost on this machine was never measured: run knet lab calibrate"
                            + " first");
        }
        return CostModels.parse(NAME, CostModels.text(file));
    }

    /** How long ago it was measured; null if the file does not say. */
    public Duration age(final Instant now) throws IOException {
        final String text = headLine(MEASURED_AT);
        if (text == null) {
            return null;
        }
        try {
            return Duration.between(Instant.parse(text), now);
        } catch (final DateTimeException e) {
            return null; // Somebody has edited the comment.
        }
    }

    /** How long a cache line took from core to core then, nanoseconds; 0 if it does not say. */
    public long coreDistanceNs() throws IOException {
        final String text = headLine(CORE_DISTANCE);
        final Matcher matcher = LEADING_NUMBER.matcher(text == null ? "" : text);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private String headLine(final String beginning) throws IOException {
        final String[] lines = CostModels.text(file).split("\\R", HEAD_LINES);
        for (final String line : lines) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
        }
        return null;
    }

    /**
     * Replaces it.
     *
     * @param text of a cost model
     */
    public void write(final String text) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        final Path next = Files.createTempFile(folder, NAME, ".tmp");
        try {
            Files.writeString(next, text, StandardCharsets.UTF_8);
            Files.move(
                    next,
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
