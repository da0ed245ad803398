package knet.tools.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes JSON for programs that people also read: indented, line feed at the end. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final Separators SEPARATORS =
            Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");

    private static final int DECIMALS = 6;

    private JsonText() {}

    /** Writes one document. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * A field with a number of at most six decimals: more would be noise. In decimal, because
     * Double.toString is not the same on every JDK; null if there is no number.
     */
    public static void number(final JsonGenerator json, final String key, final double value)
            throws IOException {
        json.writeFieldName(key);
        number(json, value);
    }

    /** The same in an array. */
    public static void number(final JsonGenerator json, final double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(decimal(value));
        } else {
            json.writeNull(); // JSON has neither NaN nor infinity.
        }
    }

    /** A field with a list of strings. */
    public static void strings(
            final JsonGenerator json, final String key, final Iterable<String> values)
            throws IOException {
        json.writeArrayFieldStart(key);
        for (final String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** A finite number with at most six decimals, and no zeros at their end. */
    public static String decimal(final double value) {
        final BigDecimal rounded = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** The text that {@code body} writes. */
    public static String of(final Body body) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter(SEPARATORS)
                            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                            .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            body.write(json);
        } catch (final IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does no I/O
        }
        return text.append('\n').toString();
    }
}
