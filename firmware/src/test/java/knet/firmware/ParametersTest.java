package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private enum Mode {
        FAST,
        VERY_SLOW
    }

    private static final Map<String, byte[]> NAMED =
            Map.of("ones", new byte[] {1, 1}, "twos", new byte[] {2, 2});

    /** Every type, under a name of its own. */
    private static final Map<String, Function<Parameters, Object>> READERS =
            Map.of(
                    "int", p -> p.intValue("int", 5, -1, 300, "an int"),
                    "long", p -> p.longValue("long", 1L << 40, 0, Long.MAX_VALUE, "a long"),
                    "power", p -> p.powerOfTwo("power", 8, 1, 64, "a power"),
                    "double", p -> p.doubleValue("double", 0.5, 0, 1, "a double"),
                    "boolean", p -> p.booleanValue("boolean", false, "a boolean"),
                    "enum", p -> p.enumValue("enum", Mode.FAST, "a mode"),
                    "choice", p -> p.choice("choice", "red", "a colour", "red", "green"),
                    "text", p -> p.text("text", "none", "a text"),
                    "bytes",
                            p ->
                                    java.util.HexFormat.of()
                                            .formatHex(p.bytes("bytes", 2, "ones", NAMED, "hex")));

    private static Parameters given(final String key, final String value) {
        return Parameters.of(new FirmwareSpec("mine", Map.of(key, value)), 4);
    }

    @ParameterizedTest
    @CsvSource({
        "int, 5",
        "long, 1099511627776",
        "power, 8",
        "double, 0.5",
        "boolean, false",
        "enum, FAST",
        "choice, red",
        "text, none",
        "bytes, 0101"
    })
    void hasDefaults(final String type, final String value) {
        assertThat(READERS.get(type).apply(Parameters.defaults(1))).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({
        "int, -1, -1",
        "int, 300, 300",
        "int, 0x10, 16",
        "int, 010, 10",
        "long, 9223372036854775807, 9223372036854775807",
        "power, 1, 1",
        "power, 64, 64",
        "double, 0.25, 0.25",
        "double, 1, 1.0",
        "double, 1e-3, 0.001",
        "boolean, true, true",
        "enum, very-slow, VERY_SLOW",
        "choice, green, green",
        "text, a b:c, a b:c",
        "bytes, twos, 0202",
        "bytes, c0FF, c0ff",
        "bytes, c0:ff, c0ff"
    })
    void readsValues(final String type, final String value, final String read) {
        assertThat(READERS.get(type).apply(given(type, value))).hasToString(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | -2 | a whole number, -1 to 300",
                "int | 301 | a whole number, -1 to 300",
                "int | 4294967296 | a whole number, -1 to 300",
                "int | 99999999999999999999 | a whole number, -1 to 300",
                "int | 1.5 | a whole number, -1 to 300",
                "int | ten | a whole number, -1 to 300",
                "int | '' | a whole number, -1 to 300",
                "int | 0x | a whole number, -1 to 300",
                "power | 3 | a power of two, 1 to 64",
                "power | 0 | a power of two, 1 to 64",
                "power | -8 | a power of two, 1 to 64",
                "power | 128 | a power of two, 1 to 64",
                "power | -9223372036854775808 | a power of two, 1 to 64",
                "double | NaN | a number, 0.0 to 1.0",
                "double | Infinity | a number, 0.0 to 1.0",
                "double | half | a number, 0.0 to 1.0",
                "boolean | yes | true|false",
                "boolean | treu | true|false (did you mean 'true'?)",
                "enum | very_slow | fast|very-slow (did you mean 'very-slow'?)",
                "choice | blue | red|green",
                "bytes | c0f | 2 bytes in hexadecimal, or one of ones, twos",
                "bytes | c0 | 2 bytes in hexadecimal, or one of ones, twos",
                "bytes | c0ffee | 2 bytes in hexadecimal, or one of ones, twos",
                "bytes | two | did you mean 'twos'?"
            })
    void saysWhatIsWantedInstead(final String type, final String value, final String wanted) {
        assertThatThrownBy(() -> READERS.get(type).apply(given(type, value)))
                .isInstanceOf(FirmwareException.class)
                .hasMessageStartingWith("mine: " + type + "='" + value + "' is not ")
                .hasMessageContaining(wanted)
                .hasMessageNotContaining("\n");
    }

    @Test
    void namedBytesAreCopies() {
        Parameters.defaults(1).bytes("b", 2, "ones", NAMED, "hex")[0] = 9;
        assertThat(NAMED.get("ones")).containsExactly(1, 1);
    }

    @Test
    void keepsWhatWasDeclared() {
        final Parameters parameters = Parameters.defaults(1);
        parameters.intValue("shift", 0, 0, 31, "bits to drop");
        parameters.enumValue("mode", Mode.VERY_SLOW, "how");
        assertThat(parameters.declared())
                .containsExactly(
                        new ParameterInfo("shift", "int", "0", "0 to 31", "bits to drop"),
                        new ParameterInfo("mode", "choice", "very-slow", "fast|very-slow", "how"));
    }

    @Test
    void refusesWhatWasNotAskedFor() {
        final Parameters parameters = given("kye", "1");
        parameters.text("key", "", "a key");
        parameters.text("other", "", "another");
        assertThatThrownBy(parameters::checkAllAskedFor)
                .hasMessage("mine: no parameter 'kye' (did you mean 'key'?); it takes key, other");
        assertThatThrownBy(given("x", "1")::checkAllAskedFor)
                .hasMessage("mine: no parameter 'x'; it takes none");
    }

    @Test
    void readsWhateverAFunctionMakesOfAText() {
        final Function<Parameters, Integer> length =
                p ->
                        p.parsed(
                                "word",
                                "word",
                                "abc",
                                "a word",
                                "any",
                                text -> {
                                    if (text.isEmpty()) {
                                        throw new IllegalArgumentException("it is empty");
                                    }
                                    return text.length();
                                });
        assertThat(length.apply(Parameters.defaults(1))).isEqualTo(3);
        assertThat(length.apply(given("word", "x"))).isEqualTo(1);
        assertThatThrownBy(() -> length.apply(given("word", "")))
                .isInstanceOf(FirmwareException.class)
                .hasMessage("mine: word='' is not a word: it is empty");
        assertThat(given("word", "x").refusal("too short"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage("mine: too short");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "257"})
    void refusesANumberOfQueuesThatNoDeviceHas(final int queues) {
        assertThatThrownBy(() -> Parameters.defaults(queues))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(queues + " queues");
    }
}
