package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
    @Test
    void listsEveryCommandAndNoneOfALaterRelease() {
        final Cli.Result result = Cli.run("--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(Commands.names());
        assertThat(result.out()).doesNotContain("serve");
    }

    @Test
    void everyCommandHasHelpThatFitsATerminal() {
        for (final String command : Commands.names()) {
            final Cli.Result result = Cli.run(command, "--help");
            assertThat(result.code()).as(command).isZero();
            assertThat(result.err()).as(command).isEmpty();
            assertThat(result.lines()).as(command).allMatch(line -> line.length() <= 100);
            assertThat(result.out()).contains("Usage: knet " + command);
            assertThat(result.out()).as(command).doesNotContain("......");
        }
    }

    @Test
    void versionNamesProgramAndJava() {
        final Cli.Result result = Cli.run("--version");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .matches(
                        "knet \\d+\\.\\d+\\.\\d+\\S*, Java "
                                + Runtime.version().feature()
                                + ".*\\R");
    }

    @Test
    void firmwareIsListedWithParametersAndHelp() {
        assertThat(Cli.run("firmware", "list").out())
                .contains("flow-hash", "source-ip-mask", "round-robin", "key=default");
        assertThat(Cli.run("firmware", "list", "flow-hash", "--format", "json").out())
                .contains("\"name\": \"flow-hash\"", "\"default\": \"128\"")
                .doesNotContain("round-robin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "nic", "host"})
    void theOptionsOfLongCommandsStandUnderHeadings(final String command) {
        final List<String> lines = Cli.run(command, "--help").lines();

        assertThat(lines)
                .contains("Device and memory:", "Output:")
                .doesNotContain("Other:", "Options:");
        assertThat(lines.get(0)).startsWith("Usage: knet " + command + " [OPTIONS]");
        assertThat(lines.stream().filter(line -> line.strip().startsWith("--device="))).hasSize(1);
        final int format = indexOf(lines, command.equals("nic") ? "--write=" : "--format=");
        assertThat(format).isGreaterThan(lines.indexOf("Output:"));
    }

    private static int indexOf(final List<String> lines, final String option) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(option)) {
                return i;
            }
        }
        return -1;
    }
}
