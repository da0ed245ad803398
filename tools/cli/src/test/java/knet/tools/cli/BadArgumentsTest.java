package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad argument: exit code 2, one line that says what is allowed, nothing on stdout. */
final class BadArgumentsTest {
    @TempDir static Path directory;

    @BeforeAll
    static void writeCapture() throws Exception {
        TestCaptures.udp(directory.resolve("a.pcap"), 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                   | a command is missing: ",
                "fly                                | no command or argument 'fly' is known here",
                "clasify                            | did you mean",
                "--flag                             | no option '--flag' is known here",
                "classify                           | a FILE is missing, or --store",
                "classify FILE --queues 0           | --queues must be from 1 to 256, not 0",
                "classify FILE --queues 257         | --queues must be from 1 to 256, not 257",
                "classify FILE --queues many        | 'many' is not a whole number",
                "classify FILE --limit -1           | --limit must be at least 0, not -1",
                "classify FILE --limit 1e9          | '1e9' is not a whole number",
                "classify FILE --seed x             | 'x' is not a whole number",
                "classify FILE --format xml         | expected one of [table, json, csv]",
                "classify FILE --firmware nope      | no firmware 'nope'",
                "classify FILE --firmware flow-hash:key=1     | key='1' is not 40 bytes",
                "classify FILE --firmware flow-hash:table=3   | a power of two",
                "classify FILE --firmware flow-hash:what=3    | what",
                "classify FILE --firmware ''                  | --firmware",
                "classify FILE --firmware source-ip-mask --queues 3 | must be a power of two, not 3",
                "classify FILE --queues 1 --queues 2          | should be specified only once",
                "firmware                           | a command is missing: list",
                "firmware lst                       | did you mean",
                "firmware list nope                 | no firmware 'nope'",
                "firmware list --format xml         | expected one of [table, json, csv]",
                "devices --format xml               | expected one of [table, json, csv]",
                "devices now                        | no command or argument 'now' is known here",
                "top --interval 0                   | --interval must be from 0.05 to 3600 seconds",
                "top --interval NaN                 | --interval must be from 0.05 to 3600 seconds",
                "top --interval soon                | soon",
                "top --count 0                      | --count must be at least 1, not 0",
                "doctor --format xml                | expected one of [table, json, csv]",
            })
    void areExplained(final String arguments, final String message) {
        final String line = arguments == null ? "" : arguments;
        final Cli.Result result = Cli.run(words(line));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("knet").contains(message).contains("--help)");
    }

    @Test
    void verboseShowsWhere() {
        assertThat(Cli.run("classify", directory.resolve("none.pcap"), "--verbose").err())
                .contains("\n\tat ");
    }

    private static Object[] words(final String line) {
        if (line.isBlank()) {
            return new Object[0];
        }
        final String[] words = line.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("FILE")) {
                words[i] = directory.resolve("a.pcap").toString();
            } else if (words[i].equals("''")) {
                words[i] = "";
            }
        }
        return words;
    }
}
