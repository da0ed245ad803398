package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.firmware.check.ClassifierCheck;
import knet.firmware.check.ClassifierChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class FirmwareCheckTest {
    @TempDir Path directory;

    private Path source(final String name, final String body) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".java"),
                "import knet.firmware.*;\npublic class "
                        + name
                        + " implements Classifier {\n  long n; Object last;\n"
                        + "  public int classify(Packet p, QueueState q) { "
                        + body
                        + " }\n}\n");
    }

    @Test
    void theTemplatePassesEveryCheck() throws Exception {
        final Path file = directory.resolve("LeastLoaded.java");
        Files.writeString(file, Cli.run("firmware", "new", "LeastLoaded").out());

        final Cli.Result result = Cli.run("firmware", "check", file, "--format", "json");

        assertThat(result.code()).as(result.out()).isZero();
        final JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.at("/passed").asBoolean()).isTrue();
        assertThat(json.at("/firmware/0/firmware").asText()).isEqualTo(file.toString());
        assertThat(json.at("/firmware/0/checks").findValuesAsText("check"))
                .isEqualTo(ClassifierChecks.all().stream().map(ClassifierCheck::name).toList());
    }

    @Test
    void whatIsWrongIsFoundAndNamed() throws Exception {
        final Path moves = source("Moves", "return (int) (n++ % q.count());");
        final Path boxes =
                source("Boxes", "last = new int[3]; return p.sourceLow32() & q.count() - 1;");

        final Cli.Result result = Cli.run("firmware", "check", moves, boxes);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.lines())
                .anyMatch(line -> line.matches(" +affinity +FAILED +a flow was on queue .*"))
                .anyMatch(line -> line.matches(" +hot swap +FAILED +a flow went to another .*"))
                .anyMatch(line -> line.matches(" +allocation +FAILED +\\d+ bytes in 100000 .*"))
                .anyMatch(line -> line.matches("FAILED: \\d of 9 checks"))
                .endsWith("0 of 2 classifiers pass; these do not: " + moves + ", " + boxes);
    }

    @Test
    void oneThatDoesNotReturnFails() throws Exception {
        final Path file = source("Hangs", "while (n >= 0) { n &= 7; } return 0;");

        final Cli.Result result =
                Cli.run("firmware", "check", file, "--timeout", "1", "--format", "csv");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.lines())
                .containsExactly(
                        "firmware,check,passed,detail",
                        file
                                + ",queue range,false,not done within 1 s: the checks after this"
                                + " one are not run");
    }

    @Test
    void whatCannotBeMadeIsAnErrorInTheArguments() throws Exception {
        final Path file = source("Fine", "return 0;");
        final List<String> said =
                Cli.run("firmware", "check", file + ":shift=3").err().lines().toList();
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("Fine.java: no parameter 'shift'; it takes none");
        assertThat(Cli.run("firmware", "check", "flow-hsh").code()).isEqualTo(2);
        assertThat(Cli.run("firmware", "check", file, "--timeout", "0").code()).isEqualTo(2);
    }

    @Test
    void theChecksCanBeListed() {
        assertThat(Cli.run("firmware", "check", "--list").lines())
                .hasSize(9)
                .allMatch(line -> line.matches("[a-z ]+: .+"));
    }
}
