package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HelpTest {
    @Test
    void listsEveryCommandAndNoneOfALaterRelease() {
        final Cli.Result result = Cli.run("--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(Commands.names());
        assertThat(result.out()).doesNotContain("compare", "serve", "lab");
    }

    @Test
    void everyCommandHasHelpThatFitsATerminal() {
        for (final String command : Commands.names()) {
            final Cli.Result result = Cli.run(command, "--help");
            assertThat(result.code()).as(command).isZero();
            assertThat(result.err()).as(command).isEmpty();
            assertThat(result.lines()).as(command).allMatch(line -> line.length() <= 100);
            assertThat(result.out()).contains("Usage: knet " + command);
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
}
