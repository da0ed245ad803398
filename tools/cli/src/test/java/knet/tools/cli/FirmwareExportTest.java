package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FirmwareExportTest {
    private static final Path SAMPLES = Path.of("..", "..", "traces", "samples").normalize();
    private static final Path ETHTOOL = Path.of("/usr/sbin/ethtool");

    private static final String RULES =
            "ntuple:rules=tcp4 dst-port 80 action 2;"
                    + "udp4 src-ip 10.0.0.0 m 0.255.255.255 tos 8 action 3;"
                    + "ip6 dst-ip 2001:db8::1 m ::ffff tclass 16 m 0x3 l4proto 6 action 1 loc 7;"
                    + "sctp6 src-port 5 m 0xff00 action 0;"
                    + "ether dst 01:02:03:04:05:06 m 00:00:00:00:00:ff proto 0x88f7 vlan 5 m"
                    + " 0xf000 action 1;"
                    + "ip4 dst-mac 01:02:03:04:05:06 action 0";

    @TempDir Path directory;

    @Test
    void flowHashIsSaidInEthtoolsWords() {
        final Cli.Result result =
                Cli.run(
                        "firmware",
                        "export",
                        "flow-hash:key=symmetric,udp=2tuple,tcp6=sd",
                        "--queues",
                        8,
                        "--interface",
                        "ens1f0");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .contains(
                        "ethtool -L ens1f0 combined 8",
                        "ethtool -X ens1f0 hfunc toeplitz",
                        "# for a key of 40 bytes; ethtool -x ens1f0 tells the NIC's length. Where it is"
                                + " 52 (i40e, ice, iavf) the command fails: end the key with"
                                + " :00:00:00:00:00:00:00:00:00:00:00:00, which changes no hash",
                        "ethtool -X ens1f0 hkey 6d:5a" + ":6d:5a".repeat(19),
                        "ethtool -X ens1f0 equal 8",
                        "ethtool -N ens1f0 rx-flow-hash tcp4 sdfn",
                        "ethtool -N ens1f0 rx-flow-hash udp4 sd",
                        "ethtool -N ens1f0 rx-flow-hash sctp4 sdfn",
                        "ethtool -N ens1f0 rx-flow-hash tcp6 sd",
                        "ethtool -N ens1f0 rx-flow-hash udp6 sd")
                .noneMatch(line -> line.contains("# cannot"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight=3;1;0;4 | ethtool -X eth0 weight 3 1 0 4",
                "indir=2-3 | ethtool -X eth0 equal 2 start 2",
                "indir=0*100;1*28 | ethtool -X eth0 weight 25 7",
                "indir=0;3;1;2;2 | # cannot set the table entry by entry: ethtool -X has equal and"
                        + " weight alone",
                "xfrm=symmetric-xor | ethtool -X eth0 xfrm symmetric-xor",
                "xfrm=symmetric-or-xor | ethtool -X eth0 xfrm symmetric-or-xor",
                "tcp4=none | # cannot hash nothing of tcp4",
                "ip6=s | # cannot choose fields of what has no ports: ip6 is to be hashed on s",
                "inner=true | # cannot hash what a tunnel carries: ethtool has no word for inner"
                        + " headers"
            })
    void parametersAreSaidOrItIsSaidThatTheyCannotBe(final String parameters, final String line) {
        final Cli.Result result = Cli.run("firmware", "export", "flow-hash:" + parameters);

        assertThat(result.code()).isZero();
        assertThat(result.lines()).contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow-hash:hash=crc32",
                "flow-hash:hash=xxh32",
                "flow-hash:xfrm=sorted",
                "jsq",
                "rps",
                "round-robin",
                "maglev",
                "spray"
            })
    void whatNoNicCanBeSetToIsAFailure(final String spec) {
        for (final String tool : List.of("ethtool", "testpmd")) {
            final Cli.Result result = Cli.run("firmware", "export", spec, "--to", tool);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.lines()).hasSize(1).allMatch(line -> line.startsWith("# cannot "));
            assertThat(result.err().lines())
                    .containsExactly(
                            "knet firmware export: "
                                    + spec
                                    + ": "
                                    + tool
                                    + " can set nothing of it in a NIC");
        }
    }

    @Test
    void testpmdIsToldTheSame() {
        final Cli.Result result =
                Cli.run(
                        "firmware",
                        "export",
                        "flow-hash:table=16,weight=3;1,udp=2tuple,xfrm=symmetric-xor,tcp4=sn",
                        "--queues",
                        2,
                        "--to",
                        "testpmd",
                        "--port",
                        1);

        // sn are no pair.
        assertThat(result.code()).isEqualTo(2);
        assertThat(
                        Cli.run(
                                        "firmware",
                                        "export",
                                        "flow-hash:table=16,weight=3;1,udp=2tuple,sctp4=sn,tcp6=fn",
                                        "--queues",
                                        2,
                                        "--to",
                                        "testpmd",
                                        "--port",
                                        1)
                                .lines())
                .contains(
                        "port config all rxq 2",
                        "# for a key of 40 bytes; show port info 1 (hash key size in bytes) tells the"
                                + " NIC's length. Where it is 52 (i40e, ice, iavf) the command fails:"
                                + " end the key with 000000000000000000000000, which changes no hash",
                        "port config 1 rss-hash-key ipv4 6d5a56da255b0ec24167253d43a38fb0d0ca2bcb"
                                + "ae7b30b477cb2da38030f20c6a42b73bbeac01fa",
                        "port config 1 rss reta (0,0),(1,0),(2,0),(3,0),(4,0),(5,0),(6,0),(7,0)",
                        "port config 1 rss reta (8,0),(9,0),(10,0),(11,0),(12,1),(13,1),(14,1),(15,1)",
                        "flow create 1 ingress pattern eth / ipv4 / udp / end actions rss types"
                                + " ipv4 end key_len 0 queues end / end",
                        "flow create 1 ingress pattern eth / ipv4 / sctp / end actions rss types"
                                + " ipv4-sctp l3-src-only l4-dst-only end key_len 0 queues end / end",
                        "# cannot hash fn of tcp6: testpmd has both ends of a field, or one");
        assertThat(
                        Cli.run(
                                        "firmware",
                                        "export",
                                        "flow-hash:xfrm=symmetric-xor",
                                        "--to",
                                        "testpmd")
                                .lines())
                .contains(
                        "flow create 0 ingress pattern eth / ipv6 / tcp / end actions rss func"
                                + " symmetric_toeplitz types ipv6-tcp end key_len 0 queues end"
                                + " / end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ethtool", "testpmd"})
    void queuesForWhichTheTableHasNoRoomAreTold(final String tool) {
        final String[] export = {
            "firmware", "export", "flow-hash:table=4", "--to", tool, "--queues"
        };
        assertThat(Cli.run(with(export, "8")).lines())
                .contains(
                        "# queues 4 to 7 get nothing by hash: the table has fewer entries than there"
                                + " are queues");
        assertThat(Cli.run(with(export, "5")).out()).contains("# queue 4 gets nothing by hash");
        assertThat(Cli.run(with(export, "4")).out()).doesNotContain("nothing by hash");
    }

    private static Object[] with(final String[] words, final String last) {
        return Stream.concat(Stream.of(words), Stream.of(last)).toArray();
    }

    @Test
    void whatConcernsEveryPortOfTestpmdIsSaid() {
        assertThat(Cli.run("firmware", "export", "flow-hash", "--to", "testpmd").lines())
                .containsSubsequence(
                        "# port stop all and port config all concern every port of testpmd",
                        "port stop all");
    }

    @Test
    void filtersAreSaidInTheWordsOfBoth() {
        assertThat(Cli.run("firmware", "export", RULES).lines())
                .contains(
                        "ethtool -K eth0 ntuple on",
                        "ethtool -N eth0 flow-type tcp4 dst-port 80 action 2 loc 0",
                        "ethtool -N eth0 flow-type udp4 src-ip 10.0.0.0 m 0.255.255.255 tos 8 action 3"
                                + " loc 1",
                        "ethtool -N eth0 flow-type ip6 dst-ip 2001:db8:0:0:0:0:0:0 m 0:0:0:0:0:0:0:ffff"
                                + " tclass 16 m 0x3 l4proto 6 action 1 loc 7");
        assertThat(Cli.run("firmware", "export", RULES, "--to", "testpmd").lines())
                .contains(
                        "flow create 0 priority 0 ingress pattern eth / ipv4 / tcp dst is 80 / end"
                                + " actions queue index 2 / end",
                        "flow create 0 priority 1 ingress pattern eth / ipv4 src spec 10.0.0.0 src"
                                + " mask 255.0.0.0 tos is 8 / udp / end actions queue index 3 / end",
                        "flow create 0 priority 3 ingress pattern eth dst spec 01:02:03:04:05:00 dst"
                                + " mask ff:ff:ff:ff:ff:00 / vlan tci spec 0x5 tci mask 0xfff"
                                + " inner_type is 0x88f7 / end actions queue index 1 / end");
        assertThat(
                        Cli.run(
                                        "firmware",
                                        "export",
                                        "ntuple:rules=tcp4 dst-port 80 action 2",
                                        "--to",
                                        "testpmd")
                                .lines())
                .as("alone, it needs no priority")
                .contains(
                        "flow create 0 ingress pattern eth / ipv4 / tcp dst is 80 / end actions"
                                + " queue index 2 / end");
    }

    @Test
    void filtersForWhatTunnelsCarryAreNotToBeHad() {
        final String spec = "ntuple:inner=true,rules=tcp4 dst-port 80 action 2";
        for (final String tool : List.of("ethtool", "testpmd")) {
            assertThat(Cli.run("firmware", "export", spec, "--to", tool).lines())
                    .anyMatch(line -> line.startsWith("# cannot match what a tunnel carries"));
        }
    }

    @Test
    void sourceIpMaskAsFiltersDecidesAlike() throws Exception {
        final Path rules = directory.resolve("rules.txt");
        Files.write(
                rules,
                Cli.run("firmware", "export", "source-ip-mask", "--queues", 8).lines().stream()
                        .filter(line -> line.contains(" flow-type "))
                        .toList());
        for (final String sample : List.of("web-64-clients", "ip-fragments", "vlan", "dns-udp")) {
            final Path capture = SAMPLES.resolve(sample + ".pcap");
            assertThat(queues(capture, "ntuple:file=" + rules))
                    .isEqualTo(queues(capture, "source-ip-mask"));
        }
    }

    /** Of what is IP: for the rest each has its own rule. */
    private static List<String> queues(final Path capture, final String spec) {
        return Cli.run("classify", capture, "--firmware", spec, "--queues", 8).lines().stream()
                .filter(line -> !line.endsWith("non-ip"))
                .map(line -> line.replaceFirst(",[0-9a-f]{8},", ","))
                .toList();
    }

    /** Ethtool looks at the words before it looks for the device, but at a key after that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow-hash",
                "flow-hash:weight=3;1;0;4,udp=2tuple,tcp6=s",
                "flow-hash:indir=2-3",
                "source-ip-mask",
                RULES
            })
    void ethtoolUnderstandsEveryCommand(final String spec) throws Exception {
        assumeTrue(Files.isExecutable(ETHTOOL), "there is no ethtool here");
        final List<String> commands =
                Cli.run("firmware", "export", spec, "--interface", "knet-none").lines().stream()
                        .filter(line -> !line.startsWith("#"))
                        .toList();
        assertThat(commands).hasSizeGreaterThan(3);
        for (final String command : commands) {
            assertThat(ethtool(command)).as(command).contains("No such device");
        }
        assertThat(ethtool(commands.get(commands.size() - 1) + " nonsense 1"))
                .contains("bad command line argument");
    }

    private static String ethtool(final String command) throws Exception {
        final List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(0, ETHTOOL.toString());
        final Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void jsonKeepsCommandsAndRemarksApart() throws Exception {
        final JsonNode json =
                new ObjectMapper()
                        .readTree(
                                Cli.run("firmware", "export", "flow-hash", "--format", "json")
                                        .out());

        assertThat(json.at("/schema").asInt()).isEqualTo(1);
        assertThat(json.at("/to").asText()).isEqualTo("ethtool");
        assertThat(json.at("/commands")).hasSize(10);
        assertThat(json.at("/remarks/0").asText()).startsWith("for a key of 40 bytes");
        assertThat(json.at("/remarks/1").asText()).startsWith("for a table of 128 entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth0;reboot", "$(id)", "", "-x", "an-interface-too-long"})
    void anInterfaceIsNoShellCommand(final String name) {
        assertThat(Cli.run("firmware", "export", "flow-hash", "--interface", name).code())
                .isEqualTo(2);
    }
}
