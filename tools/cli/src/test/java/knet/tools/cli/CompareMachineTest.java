package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine that the rows of {@code knet compare} have in common, as its options make it. */
@Timeout(120)
final class CompareMachineTest {
    @TempDir Path directory;

    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    @Test
    void faultsAreInjectedAndTold() throws Exception {
        final Object[] faulty = {
            "compare",
            SAMPLE,
            "--modes=knet",
            "--rate=20kpps",
            "--costs=piii-550",
            "--fault",
            "lost-interrupts=0.05,nic-stall=5ms/100ms,slow-cpu=2:3"
        };

        assertThat(Cli.run(faulty).out())
                .contains(
                        "faults injected: 5.00% of interrupts are lost, the NIC stands still for"
                                + " 5.00 ms in every 100 ms, processor 2 takes 3.00 times as long");
        final Object[] words = Arrays.copyOf(faulty, faulty.length + 1);
        words[faulty.length] = "--format=json";
        final JsonNode bad = Cli.json(words);
        final JsonNode good =
                Cli.json("compare", SAMPLE, "--modes=knet", "--rate=20kpps", "--format=json");
        assertThat(bad.at("/faults").asText()).startsWith("5.00% of interrupts are lost");
        assertThat(good.at("/faults").isNull()).isTrue();
        assertThat(bad.at("/rows/0/lostInterrupts").asLong()).isPositive();
        assertThat(good.at("/rows/0/lostInterrupts").asLong()).isZero();
        assertThat(bad.at("/rows/0/total/latencyNs/max").asLong()).isGreaterThan(5_000_000);
    }

    @Test
    void theInterruptsGoWhereTheUserSendsThem() throws Exception {
        final JsonNode fixed =
                Cli.json("compare", SAMPLE, "--modes=knet", "--irq=fixed", "--format=json");
        final JsonNode spread =
                Cli.json("compare", SAMPLE, "--modes=knet", "--irq=round-robin", "--format=json");

        assertThat(fixed.at("/irq").asText()).isEqualTo("fixed");
        for (int cpu = 1; cpu < 4; cpu++) {
            assertThat(fixed.at("/rows/0/cpu/" + cpu + "/interrupts").asLong()).isZero();
            assertThat(spread.at("/rows/0/cpu/" + cpu + "/interrupts").asLong()).isPositive();
        }
    }

    @Test
    void lostInterruptsAreCountedAndWhatHappensThenIsTold() {
        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes=knet",
                        "--rate=20kpps",
                        "--fault=lost-interrupts=1");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("faults injected: 100% of interrupts are lost")
                .contains(
                        "a sleeper whose interrupt is lost looks by itself: after 500 ms with few"
                                + " network threads, 2.00 s with many")
                .containsPattern("(?m)^mode .* irqs lost$");
        assertThat(Cli.run("compare", SAMPLE, "--limit=10", "--modes=knet").out())
                .doesNotContain("irqs lost")
                .contains("interrupts: with those of the NIC's start and end");
    }

    @Test
    void aCostModelOfTheUsersOwnIsNamedAndItsMistakesAreTold() throws Exception {
        final Path file = directory.resolve("mine.costs");
        Files.writeString(file, "interrupt = 3 furlongs | assumed | why not\n");

        final Cli.Result result = Cli.run("compare", SAMPLE, "--costs", file);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("mine.costs, line 1: no unit 'furlongs'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--modes=turbo; --modes: no mode 'turbo'",
                "--modes=knet,knet; --modes: one of them is given twice",
                "--irq=random; --irq must be mode, round-robin, fixed, per-queue, not 'random'",
                "--fault=fire; --fault: 'fire' is no fault=value; there are lost-interrupts",
                "--fault=fire=1; --fault: no fault 'fire'",
                "--fault=slow-cpu=4:2; --fault: slow-cpu=4:2: processors are 0 to 3",
                "--fault=lost-interrupts=2; --fault: the share of lost interrupts must be 0 to 1",
                "--fault=nic-stall=5ms; --fault: nic-stall=5ms: expected TIME/EVERY",
                "--timeline-row=1; --timeline-row goes with --timeline or --report",
                "--window=1ms+1ms; --window goes with --timeline or --report",
                "--modes=; --modes names no mode",
                "--modes=,; --modes names no mode",
                "--threads=-1; --threads must be from 0 to 1024, not -1",
                "--firmware=nosuch; --firmware: ",
                "--firmware=flow-hash,flow-hash; --firmware: one of them is given twice",
                "--cpus=0; --cpus must be from 1 to 256, not 0",
                "--costs=cheap; --costs: no cost model 'cheap'",
                "--cost=user-packet=5; --cost: '5' is no figure with a unit",
                "--cost=naps=5us; --cost: no cost 'naps'",
                "--rate=fast; --rate: ",
                "--ring=100; --ring must be a power of two",
                "--ring=4; --ring must be a power of two from 8"
            })
    void wrongArgumentsAreOneLine(final String argument, final String message) {
        final Cli.Result result = Cli.run("compare", SAMPLE, argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(message);
        assertThat(result.out()).isEmpty();
    }
}
