package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code knet compare --clock real}: NIC processes and network threads, one way after the other.
 */
@Timeout(120)
final class CompareRealTest {
    private static final int WIDEST = 140;
    private static final int FRAMES = 400;

    @TempDir static Path directory;

    private static Path capture;

    @BeforeAll
    static void writeCapture() throws Exception {
        capture = TestCaptures.udp(directory.resolve("a.pcap"), FRAMES);
    }

    @Test
    void everyWayIsAWholeRunAndNothingIsUnaccounted() throws Exception {
        final JsonNode result =
                new ObjectMapper()
                        .readTree(
                                run(
                                        "--modes=napi,knet,software-classify",
                                        "--firmware=flow-hash,round-robin",
                                        "--cpus=2",
                                        "--rate=max",
                                        "--on-full=wait", // A busy machine may be late.
                                        "--format=json"));

        assertThat(result.at("/clock").asText()).isEqualTo("real");
        assertThat(result.at("/complete").asBoolean()).isTrue();
        // One queue serves napi: whoever classifies, it is one way.
        assertThat(result.at("/rows")).hasSize(5);
        assertThat(result.at("/rows/0/mode").asText()).isEqualTo("napi");
        for (final JsonNode row : result.at("/rows")) {
            assertThat(row.at("/frames/offered").asLong()).isEqualTo(FRAMES);
            assertThat(row.at("/frames/delivered").asLong()).isEqualTo(FRAMES);
            assertThat(row.at("/frames/unaccounted").asLong()).isZero();
            assertThat(row.at("/clock").asText()).isEqualTo("real");
        }
        final JsonNode dealt = result.at("/rows/2");
        assertThat(dealt.at("/firmware").asText()).isEqualTo("round-robin");
        assertThat(dealt.at("/queuesDetail/0/frames").asLong()).isEqualTo(FRAMES / 2);
    }

    @Test
    void theTableFitsAScreenAndSaysWhereProcessorsAreMissing() {
        final String table = run("--modes=interrupt,software-classify", "--cpus=64", "--rate=max");

        assertThat(table).contains("asked for 64 network processors").contains("*");
        assertThat(
                        table.lines()
                                .filter(
                                        line ->
                                                line.startsWith("mode")
                                                        || line.contains("  flow-hash "))
                                .mapToInt(String::length))
                .isNotEmpty()
                .allSatisfy(width -> assertThat(width).isLessThanOrEqualTo(WIDEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fault=lost-interrupts=0.1",
                "--costs=modern-x86",
                "--cost=user-packet=1us",
                "--sensitivity",
                "--timeline=t.json",
                "--irq=round-robin"
            })
    void whatOnlyASimulationHasIsRefused(final String option) {
        final Cli.Result result = Cli.run("compare", capture, "--clock=real", option);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(option.replaceFirst("=.*", "") + " goes with --clock virtual");
        assertThat(result.out()).isEmpty();
    }

    private static String run(final String... words) {
        final List<Object> all = new ArrayList<>(List.of("compare", capture, "--clock=real"));
        all.addAll(List.of(words));
        final Cli.Result result = Cli.run(all.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }
}
