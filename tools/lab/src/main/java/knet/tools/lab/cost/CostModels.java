package knet.tools.lab.cost;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads cost models. A line of a file is
 *
 * <pre>
 *   interrupt = 3300 cycles | assumed | about 6 us
 * </pre>
 *
 * name, figure with its unit (ns, us, ms, cycles; for what is paid by the byte ns/B or cycles/B),
 * where it comes from ({@link Mark}), and the source. {@code clock = 550 MHz} gives cycles their
 * length. What begins with # is a comment.
 */
public final class CostModels {
    private static final List<String> SHIPPED = List.of("modern-x86", "piii-550");
    private static final long MAX_BYTES = 1 << 20;
    private static final double MAX_NS = 1e12;
    private static final Pattern FIGURE =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z]\\S*)");

    private final String name;
    private final Map<Cost, Price> prices = new EnumMap<>(Cost.class);
    private double cycleNs;

    private CostModels(final String name) {
        this.name = name;
    }

    /** Names of the models that come with the program. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * A model that comes with the program, that of {@link ThisMachine}, or one of a file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is no such model, or a line of it is wrong; one
     *     line of text
     */
    public static CostModel load(final String nameOrFile) throws IOException {
        if (SHIPPED.contains(nameOrFile)) {
            try (InputStream in = CostModels.class.getResourceAsStream(nameOrFile + ".costs")) {
                return parse(nameOrFile, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        if (nameOrFile.equals(ThisMachine.NAME)) {
            return ThisMachine.ofUser().load();
        }
        final Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "no cost model '"
                            + nameOrFile
                            + "', nor a file of this name; there are "
                            + String.join(", ", SHIPPED)
                            + ", and "
                            + ThisMachine.NAME
                            + " after knet lab calibrate");
        }
        return parse(file.getFileName().toString(), text(file));
    }

    /**
     * What a file holds.
     *
     * @throws IllegalArgumentException if it is too long for a cost model
     */
    static String text(final Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(file + ": too long for a cost model");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /**
     * A model from its text.
     *
     * @throws IllegalArgumentException if a line is wrong; the message says which and why
     */
    static CostModel parse(final String name, final String text) {
        final CostModels reader = new CostModels(name);
        int number = 0;
        for (final String line : text.split("\\R", -1)) {
            number++;
            final String content = line.strip();
            if (!content.isEmpty() && content.charAt(0) != '#') {
                try {
                    reader.read(content);
                } catch (final IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            name + ", line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return new CostModel(name, reader.prices);
    }

    /**
     * A model with some figures of the user's own.
     *
     * @param assignments {@code user-packet=5us,user-byte=0.2ns/B}
     * @throws IllegalArgumentException if one is wrong; one line of text
     */
    public static CostModel with(final CostModel model, final String assignments) {
        final CostModels reader = new CostModels(model.name());
        final Set<Cost> given = EnumSet.noneOf(Cost.class);
        CostModel changed = model;
        for (final String assignment : assignments.split(",", -1)) {
            final int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "'" + assignment + "': expected NAME=FIGURE, as in user-packet=5us");
            }
            final Cost cost = Cost.of(assignment.substring(0, equals).strip());
            if (!given.add(cost)) {
                throw new IllegalArgumentException("'" + cost.key() + "' is given twice");
            }
            final double ns = reader.nanoseconds(cost, assignment.substring(equals + 1).strip());
            changed = changed.with(cost, new Price(ns, Mark.ASSUMED, "given on the command line"));
        }
        return changed;
    }

    private void read(final String line) {
        final String[] parts = line.split("\\|", 3);
        final int equals = parts[0].indexOf('=');
        if (equals < 0 || parts.length < 3) {
            throw new IllegalArgumentException(
                    "expected 'name = figure unit | cited, measured, fitted or assumed | source'");
        }
        final String key = parts[0].substring(0, equals).strip();
        final String figure = parts[0].substring(equals + 1).strip();
        final Mark mark = mark(parts[1].strip());
        final String source = parts[2].strip();
        if (source.isEmpty()) {
            throw new IllegalArgumentException("'" + key + "' has no source");
        }
        if (key.equals("clock")) {
            clock(figure);
            return;
        }
        final Cost cost = Cost.of(key);
        if (prices.put(cost, new Price(nanoseconds(cost, figure), mark, source)) != null) {
            throw new IllegalArgumentException("'" + key + "' is given twice");
        }
    }

    private void clock(final String figure) {
        final Matcher matcher = FIGURE.matcher(figure);
        if (!matcher.matches() || !matcher.group(2).equals("MHz")) {
            throw new IllegalArgumentException("the clock must be given in MHz: '" + figure + "'");
        }
        final double megahertz = Double.parseDouble(matcher.group(1));
        if (!(megahertz >= 1 && megahertz <= 100_000)) {
            throw new IllegalArgumentException("a clock of " + figure);
        }
        cycleNs = 1000 / megahertz;
    }

    private double nanoseconds(final Cost cost, final String figure) {
        final boolean isPerByte = cost.isPerByte();
        final Matcher matcher = FIGURE.matcher(figure);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + figure + "' is no figure with a unit");
        }
        String unit = matcher.group(2);
        if (isPerByte != unit.endsWith("/B")) {
            throw new IllegalArgumentException(
                    cost.key()
                            + (isPerByte
                                    ? " is paid by the byte: ns/B or cycles/B"
                                    : " is not paid by the byte"));
        }
        unit = unit.replace("/B", "");
        final double ns = Double.parseDouble(matcher.group(1)) * unitNs(unit);
        if (ns > MAX_NS) {
            throw new IllegalArgumentException(figure + " is longer than 1000 s");
        }
        return ns;
    }

    private double unitNs(final String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "cycles" -> {
                if (cycleNs == 0) {
                    throw new IllegalArgumentException("cycles need 'clock = N MHz' before them");
                }
                yield cycleNs;
            }
            default ->
                    throw new IllegalArgumentException(
                            "no unit '" + unit + "'; there are ns, us, ms, cycles");
        };
    }

    private static Mark mark(final String word) {
        for (final Mark mark : Mark.values()) {
            if (mark.word().equals(word.toLowerCase(Locale.ROOT))) {
                return mark;
            }
        }
        throw new IllegalArgumentException(
                "'" + word + "' is not one of cited, measured, fitted, assumed");
    }
}
