package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class CompareTest {
    @TempDir Path directory;

    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    @Test
    void oneRowPerModeAndClassifierAndOneForAModeWithOneQueue() throws Exception {
        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes",
                        "interrupt,napi,knet",
                        "--firmware",
                        "source-ip-mask,flow-hash:udp=2tuple,key=symmetric,round-robin",
                        "--format",
                        "json");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        final JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.at("/schema").asInt()).isEqualTo(1);
        assertThat(json.at("/costs").asText()).isEqualTo("modern-x86");
        assertThat(json.at("/prices")).hasSize(Cost.values().length);
        assertThat(json.at("/rows")).hasSize(3 + 1 + 3);
        for (final JsonNode row : json.at("/rows")) {
            assertThat(row.at("/clock").asText()).isEqualTo("virtual");
            assertThat(row.at("/frames/offered").asLong()).isEqualTo(5759);
            assertThat(row.at("/frames/delivered").asLong()).isEqualTo(5759);
            assertThat(row.at("/frames/unaccounted").asLong()).isZero();
            assertThat(row.at("/consumed").asLong()).isEqualTo(2192);
            assertThat(row.at("/total/latencyNs/count").asLong()).isEqualTo(2192);
            assertThat(row.at("/total/latencyNs/p50").asLong()).isBetween(1_000L, 1_000_000L);
            assertThat(row.at("/trace/linkTypes/0").asText()).isEqualTo("EN10MB");
            assertThat(row.at("/warnings")).isEmpty();
            assertThat(row.at("/cpu")).hasSize(4);
            assertThat(row.at("/socketFull").asLong()).isZero();
        }
        assertThat(json.at("/rows/5/firmware").asText()).contains("key=symmetric");
        assertThat(json.at("/rows/5/steering/splitFlows").asLong()).isZero();
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheNumberOfWorkers() {
        final List<String> outputs = new ArrayList<>();
        for (final String threads : new String[] {"1", "2", "2"}) {
            outputs.add(
                    Cli.run(
                                    "compare",
                                    SAMPLE,
                                    "--rate=200kpps",
                                    "--costs=piii-550",
                                    "--modes=interrupt,knet",
                                    "--sensitivity",
                                    "--limit=1000",
                                    "--threads",
                                    threads,
                                    "--format=json")
                            .out());
        }

        assertThat(outputs.get(0)).contains("\"rows\"", "\"sensitivity\"");
        assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
        assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
    }

    @Test
    void everyModeRunsInVirtualTimeAndAccountsForEveryFrame() throws Exception {
        for (final String rate : new String[] {"original", "500kpps"}) {
            final JsonNode json =
                    json("compare", SAMPLE, "--rate", rate, "--costs=piii-550", "--format=json");

            assertThat(json.at("/rows")).hasSize(Modes.all().size());
            for (final JsonNode row : json.at("/rows")) {
                final String mode = row.at("/mode").asText();
                long dropped = 0;
                for (final JsonNode reason : row.at("/frames/dropped")) {
                    dropped += reason.asLong();
                }
                assertThat(row.at("/frames/offered").asLong()).as(mode).isEqualTo(5759);
                assertThat(row.at("/frames/delivered").asLong() + dropped).as(mode).isEqualTo(5759);
                assertThat(row.at("/consumed").asLong()).as(mode).isPositive();
                assertThat(row.at("/throughput/framesPerSecond").asDouble()).as(mode).isPositive();
                assertThat(row.at("/throughput/bitsPerSecond").asDouble()).as(mode).isPositive();
            }
        }
    }

    @Test
    void theTableFitsAWideTerminalAndSaysWhatItMeansAndWhatIsBest() {
        final Cli.Result result =
                Cli.run("compare", SAMPLE, "--rate", "300kpps", "--costs", "piii-550", "--wide");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains(
                        "virtual time, 4 processors, costs piii-550 (all of them assumed), seed 1")
                .contains("to app: frames whose data a user thread has read")
                .contains("lost by napi: ")
                .contains(" ring-full")
                .containsPattern("(?m)^knet +flow-hash +3 +\\d")
                .containsPattern("brings? the application the most: the data of ");
        // All but the last line, which is a sentence.
        assertThat(result.lines().subList(0, result.lines().size() - 1))
                .allMatch(line -> line.length() <= 140);
        assertThat(Cli.run("compare", SAMPLE, "--format", "csv").lines())
                .hasSize(1 + Modes.all().size());
    }

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
        final JsonNode bad = json(words);
        final JsonNode good =
                json("compare", SAMPLE, "--modes=knet", "--rate=20kpps", "--format=json");
        assertThat(bad.at("/faults").asText()).startsWith("5.00% of interrupts are lost");
        assertThat(good.at("/faults").isNull()).isTrue();
        assertThat(bad.at("/rows/0/lostInterrupts").asLong()).isPositive();
        assertThat(good.at("/rows/0/lostInterrupts").asLong()).isZero();
        assertThat(bad.at("/rows/0/total/latencyNs/max").asLong()).isGreaterThan(5_000_000);
    }

    @Test
    void theInterruptsGoWhereTheUserSendsThem() throws Exception {
        final JsonNode fixed =
                json("compare", SAMPLE, "--modes=knet", "--irq=fixed", "--format=json");
        final JsonNode spread =
                json("compare", SAMPLE, "--modes=knet", "--irq=round-robin", "--format=json");

        assertThat(fixed.at("/irq").asText()).isEqualTo("fixed");
        for (int cpu = 1; cpu < 4; cpu++) {
            assertThat(fixed.at("/rows/0/cpu/" + cpu + "/interrupts").asLong()).isZero();
            assertThat(spread.at("/rows/0/cpu/" + cpu + "/interrupts").asLong()).isPositive();
        }
    }

    @Test
    void sensitivityNamesTheCostsOnWhichMostHangs() throws Exception {
        final Object[] words = {
            "compare", SAMPLE, "--modes=napi", "--rate=150kpps", "--costs=piii-550", "--sensitivity"
        };

        assertThat(Cli.run(words).out())
                .containsPattern("(?m)^napi +\\S+ kpps +rx-packet \\+\\d+% / -\\d+%");
        final JsonNode effects =
                json(
                                "compare",
                                SAMPLE,
                                "--modes=napi",
                                "--rate=150kpps",
                                "--costs=piii-550",
                                "--sensitivity",
                                "--format=json")
                        .at("/sensitivity/ways/0/effects");
        for (final JsonNode effect : effects) {
            if (effect.at("/cost").asText().equals("rx-packet")) {
                assertThat(effect.at("/halved/framesPerSecond").asDouble())
                        .isGreaterThan(1.3 * effect.at("/doubled/framesPerSecond").asDouble());
            }
        }
        assertThat(effects).hasSizeGreaterThan(15);
    }

    @Test
    void aTimelineIsWrittenOfTheRowAndTheTimeThatAreAskedFor() throws Exception {
        final Path file = directory.resolve("t.json");

        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes=napi,knet",
                        "--rate=100kpps",
                        "--timeline",
                        file,
                        "--timeline-row=2",
                        "--window=10ms+2ms");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        final JsonNode events =
                new ObjectMapper().readTree(Files.readString(file)).at("/traceEvents");
        int spans = 0;
        boolean isKnet = false;
        for (final JsonNode event : events) {
            if (event.at("/ph").asText().equals("X")) {
                spans++;
                assertThat(event.at("/ts").asDouble()).isBetween(9_000.0, 12_000.0);
                isKnet |= event.at("/cat").asText().equals("kernel thread");
            }
        }
        assertThat(spans).isGreaterThan(20);
        assertThat(isKnet).isTrue();
    }

    @Test
    void aReportIsWrittenWithSensitivityAndTimeline() throws Exception {
        final Path page = directory.resolve("c.html");

        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--limit=500",
                        "--modes=napi,knet",
                        "--fault=slow-cpu=0:2",
                        "--report",
                        page);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(page))
                .contains("What hangs on which cost: throughput of")
                .contains("What happened when: napi")
                .contains("Faults were injected: processor 0 takes 2.00 times as long.")
                .contains("knet compare ")
                .contains("--fault=slow-cpu=0:2");
    }

    @Test
    void aPageBeginsSentencesWithCapitalsButNotWithThoseOfAMode() throws Exception {
        final Path one = directory.resolve("one.html");
        final Path two = directory.resolve("two.html");

        Cli.run("compare", SAMPLE, "--limit=200", "--modes=napi", "--report", one);
        Cli.run(
                "compare",
                SAMPLE,
                "--limit=2000",
                "--modes=napi,knet",
                "--rate=300kpps",
                "--costs=piii-550",
                "--report",
                two);

        assertThat(Files.readString(one)).contains("The application gets the data of");
        assertThat(Files.readString(two))
                .containsPattern("(napi|knet) (brings the least|are the|is the|the slowest)")
                .doesNotContain("Napi ", "Knet ");
    }

    @Test
    void anInputWithoutFramesIsSaidToBeOne() throws Exception {
        final Path empty = TestCaptures.udp(directory.resolve("empty.pcap"), 0);

        final Cli.Result result =
                Cli.run("compare", empty, "--report", directory.resolve("e.html"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("no frames came in: there is nothing to tell")
                .containsPattern("(?m)^napi +- .* - +- +- +- +- +- +-$");
    }

    @Test
    void aFrameAtTheEndOfTheClockIsAnErrorAndNoWait() throws Exception {
        final Path early = TestCaptures.udp(directory.resolve("a.pcap"), 3);

        final Cli.Result result =
                Cli.run("compare", early, SAMPLE, "--modes", "knet", "--rate", "x0.001");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("292 years").hasLineCount(1);
    }

    @Test
    void longFramesBringTheApplicationAllTheirBytesInEveryMode() throws Exception {
        final JsonNode result =
                json(
                        "compare",
                        "--format=json",
                        "generate:flows=4,packets=40,proto=udp,size=9000",
                        "--modes=interrupt,knet,napi-multi,software-classify");

        final JsonNode rows = result.at("/rows");
        assertThat(rows).hasSize(4);
        for (final JsonNode row : rows) {
            assertThat(row.at("/consumed").asLong()).isEqualTo(40);
            assertThat(row.at("/consumedBytes").asLong()).isEqualTo(40 * 9_000);
        }
    }

    @Test
    void aWireThatIsSilentForYearsIsNotWaitedFor() throws Exception {
        final Path early = TestCaptures.udp(directory.resolve("a.pcap"), 3);

        // One of them wants a tick each millisecond, which is a billion in a fortnight.
        final Cli.Result result =
                Cli.run(
                        "compare",
                        early,
                        SAMPLE,
                        "--modes=knet",
                        "--firmware=flow-hash,rss-plus-plus:interval-us=1000");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    private static JsonNode json(final Object... words) throws Exception {
        final Cli.Result result = Cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--window=5; --window: expected FROM+LENGTH, as 10ms+2ms",
                "--window=5ms+0; --window: the length must be more than 0",
                "--window=5ms+2parsec; --window: '2parsec' is no time such as",
                "--timeline-row=99; --timeline-row must be from 1 to"
            })
    void wrongArgumentsOfATimelineAreOneLine(final String argument, final String message) {
        final Path file = directory.resolve("t.json");

        final Cli.Result result = Cli.run("compare", SAMPLE, "--timeline", file, argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(message);
        assertThat(result.out()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aWindowInWhichNothingHappenedIsSaidToBeOne() {
        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes=napi",
                        "--timeline",
                        directory.resolve("t.json"),
                        "--window=1000000s+1s");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("--window 1000000s+1s: nothing happened in that time");
    }

    @Test
    void whereNothingIsClassifiedTheCsvNamesNoClassifier() {
        final List<String> lines =
                Cli.run(
                                "compare",
                                SAMPLE,
                                "--limit=10",
                                "--modes=napi,knet",
                                "--firmware=flow-hash:udp=2tuple,key=symmetric",
                                "--format=csv")
                        .lines();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("napi,-,10,");
        assertThat(lines.get(2)).startsWith("knet,\"flow-hash:").contains("2tuple,");
    }

    @Test
    void noAccountIsMoreThanTheWholeEvenIfTheRunIsAllBeginning() throws Exception {
        for (final int frames : new int[] {1, 2}) {
            final JsonNode json =
                    json(
                            "compare",
                            SAMPLE,
                            "--limit=" + frames,
                            "--cpus=1",
                            "--costs=piii-550",
                            "--format=json");
            for (final JsonNode row : json.at("/rows")) {
                double percent = 0;
                for (final JsonNode account : row.at("/cpuPercent")) {
                    percent += account.asDouble();
                }
                assertThat(percent).as(row.at("/mode").asText()).isBetween(0.1, 100.0001);
                long busyNs = 0;
                for (final String account :
                        List.of("hardInterruptNs", "softirqNs", "kernelThreadNs", "userThreadNs")) {
                    busyNs += row.at("/cpu/0/" + account).asLong();
                }
                assertThat(busyNs)
                        .as(row.at("/mode").asText())
                        .isLessThanOrEqualTo(row.at("/busySpanNs").asLong());
            }
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
}
