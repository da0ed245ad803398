package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifiers from source files, in every command that takes one. */
@Timeout(120)
final class FirmwareFileTest {
    @TempDir Path directory;

    private Path capture;

    @BeforeEach
    void writeCapture() throws IOException {
        capture = TestCaptures.udp(directory.resolve("a.pcap"), 100);
    }

    private Path source(final String name, final String members) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".java"),
                "import knet.firmware.*;\npublic class "
                        + name
                        + " implements Classifier {\n"
                        + members
                        + "\n}\n");
    }

    private Path byPort() throws IOException {
        return source(
                "ByPort",
                "  final int shift;\n"
                        + "  public ByPort(Parameters p) {"
                        + " shift = p.intValue(\"shift\", 0, 0, 15, \"low bits to drop\"); }\n"
                        + "  public int classify(Packet p, QueueState q) {"
                        + " return (p.sourcePort() >> shift) % q.count(); }");
    }

    @Test
    void aReplayRunsItInTheNic() throws Exception {
        final Cli.Result result =
                Cli.run(
                        "replay",
                        capture,
                        "--firmware",
                        byPort() + ":shift=1",
                        "--device-dir",
                        directory.resolve("devices"),
                        "--format",
                        "json");
        assertThat(result.code()).as(result.err()).isZero();
        final JsonNode run = new ObjectMapper().readTree(result.out());
        assertThat(run.at("/firmware").asText()).matches(".*/ByPort\\.java@[0-9a-f]{8}:shift=1");
        for (int queue = 0; queue < 4; queue++) {
            assertThat(run.at("/queuesDetail/" + queue + "/frames").asLong()).isBetween(24L, 26L);
        }
        assertThat(run.at("/steering/splitFlows").asLong()).isZero();
    }

    @Test
    void classifyAndCompareTakeItToo() throws Exception {
        final Path file = byPort();
        assertThat(Cli.run("classify", capture, "--firmware", file).lines().get(1))
                .isEqualTo("0,00000000," + 1000 % 4 + ",ipv4-l4");
        final Cli.Result compared =
                Cli.run(
                        "compare",
                        capture,
                        "--firmware",
                        "flow-hash," + file,
                        "--modes",
                        "knet",
                        "--cpus",
                        "4",
                        "--rate",
                        "10kpps");
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("ByPort.java");
        assertThat(Cli.run("firmware", "list", file).out())
                .startsWith("by-port  (" + file + ")")
                .contains("shift=0  low bits to drop");
    }

    @Test
    void theHostKnowsWhereTheReassembledDatagramBelongs() throws Exception {
        final Path fragments = Path.of("..", "..", "traces", "samples", "ip-fragments.pcap");
        final Path copy = directory.resolve("FlowHash.java");
        Files.writeString(
                copy,
                Files.readString(
                        Path.of(
                                "../../firmware/src/main/java/knet/firmware/builtin/"
                                        + "FlowHash.java")));
        final JsonNode builtIn = replay(fragments, "flow-hash");
        final JsonNode own = replay(fragments, copy.toString());
        // Reassembled datagrams are handed to the queue that the classifier names for them.
        assertThat(own.at("/steering/splitReasons"))
                .isEqualTo(builtIn.at("/steering/splitReasons"));
        assertThat(own.at("/ip")).isEqualTo(builtIn.at("/ip"));
    }

    private JsonNode replay(final Path file, final String firmware) throws Exception {
        final Cli.Result result =
                Cli.run(
                        "replay",
                        file,
                        "--firmware",
                        firmware,
                        "--device-dir",
                        directory.resolve("devices"),
                        "--format",
                        "json");
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    @Test
    void aCompileErrorIsWhatJavacSaysAndAnErrorInTheArguments() throws Exception {
        final Path file = source("Wrong", "  int x = ;\t\u001b[31m");
        for (final String command : List.of("replay", "classify")) {
            final Cli.Result result = Cli.run(command, capture, "--firmware", file);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.lines()).isEmpty();
            assertThat(result.err().lines())
                    .startsWith(file + ":3: error: illegal start of expression")
                    .contains("          ^")
                    .endsWith("knet " + command + ": the classifier does not compile");
            assertThat(result.err()).doesNotContain("\u001b").contains("  int x = ;\t?");
        }
        for (final String clock : List.of("virtual", "real")) {
            final Cli.Result compared =
                    Cli.run(
                            "compare",
                            capture,
                            "--clock",
                            clock,
                            "--firmware",
                            "flow-hash," + file);
            assertThat(compared.code()).isEqualTo(2);
            assertThat(compared.err().lines())
                    .startsWith(file + ":3: error: illegal start of expression")
                    .contains("          ^")
                    .endsWith("knet compare: the classifier does not compile");
        }
        final Cli.Result listed = Cli.run("firmware", "list", file);
        assertThat(listed.code()).isEqualTo(2);
        assertThat(listed.err()).contains(":3: error:");
    }

    @Test
    void oneThatHangsWhileItIsMadeIsFoundOutBeforeTheRun() throws Exception {
        final Path file =
                source(
                        "Endless",
                        "  static int n; static { while (n >= 0) n &= 7; }\n"
                                + "  public int classify(Packet p, QueueState q) { return 0; }");
        final Cli.Result result = Cli.run("classify", capture, "--firmware", file);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("its static initialiser or constructor has not returned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare", "lab livelock", "lab scale", "lab run"})
    void soItIsWhereverClassifiersAreSimulated(final String command) throws Exception {
        final Path file = source("Sleepy", constructor("", "Sleepy"));
        final Path plan =
                Files.writeString(
                        directory.resolve("plan.txt"), "firmware = " + file + "\ncpus = 1\n");
        final List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(
                command.equals("lab run")
                        ? List.of(plan, capture)
                        : List.of(capture, "--firmware", file));

        final Cli.Result result = Cli.run(words.toArray());

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("its static initialiser or constructor has not returned");
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void oneThatHangsOnlyWhenItIsMadeAgainEndsTheRun() throws Exception {
        final String key = "knet.test." + directory.getFileName();
        final Path file =
                source(
                        "Second",
                        constructor(
                                "if (System.setProperty(\"" + key + "\", \"\") != null)",
                                "Second"));

        final Cli.Result result = Cli.run("compare", capture, "--modes=knet", "--firmware", file);

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("its static initialiser or constructor has not returned");
        assertThat(result.code()).isEqualTo(1);
        System.clearProperty(key);
    }

    private static String constructor(final String condition, final String name) {
        return "public "
                + name
                + "() throws InterruptedException { "
                + condition
                + " Thread.sleep(Long.MAX_VALUE); }\n"
                + "public int classify(Packet p, QueueState q) { return 0; }";
    }

    @Test
    void theTemplateRunsAsItIs() throws Exception {
        final Path file = directory.resolve("LeastLoaded.java");
        Files.writeString(file, Cli.run("firmware", "new", "LeastLoaded").out());
        final JsonNode run = replay(capture, file.toString());
        assertThat(run.at("/frames/delivered").asLong()).isEqualTo(100);
        assertThat(run.at("/nic/firmwareCounters/moves").asLong()).isPositive();
        assertThat(run.at("/warnings")).isEmpty();
    }
}
