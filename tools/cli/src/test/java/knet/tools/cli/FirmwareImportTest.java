package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FirmwareImportTest {
    private static final Path SAMPLES = Path.of("..", "..", "traces", "samples").normalize();

    /** That of the RSS verification suite. */
    private static final String KEY =
            "6d:5a:56:da:25:5b:0e:c2:41:67:25:3d:43:a3:8f:b0:d0:ca:2b:cb:ae:7b:30:b4:77:cb:2d:a3:80"
                    + ":30:f2:0c:6a:42:b7:3b:be:ac:01:fa";

    private static final String OF_UDP =
            "UDP over IPV4 flows use these fields for computing Hash flow key:\nIP SA\nIP DA\n\n";

    private static final String OF_TCP =
            "TCP over IPV4 flows use these fields for computing Hash flow key:\nIP SA\nIP DA\n"
                    + "L4 bytes 0 & 1 [TCP/UDP src port]\nL4 bytes 2 & 3 [TCP/UDP dst port]\n\n";

    private static final String FILTERS =
            """
            8 RX rings available
            Total 3 rules

            Filter: 7
            \tRule Type: TCP over IPv4
            \tSrc IP addr: 0.0.0.0 mask: 255.255.255.255
            \tDest IP addr: 10.0.0.0 mask: 0.0.0.255
            \tTOS: 0x0 mask: 0xff
            \tSrc port: 0 mask: 0xffff
            \tDest port: 80 mask: 0x0
            \tVLAN EtherType: 0x0 mask: 0xffff
            \tVLAN: 0x5 mask: 0xf000
            \tUser-defined: 0x0 mask: 0xffffffffffffffff
            \tDest MAC addr: 01:02:03:04:05:06 mask: FF:FF:FF:FF:FF:00
            \tAction: Direct to queue 5

            Filter: 9
            \tRule Type: Raw IPv6
            \tSrc IP addr: 2001:db8::1 mask: ::
            \tDest IP addr: :: mask: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            \tTraffic Class: 0x10 mask: 0x3
            \tProtocol: 6 mask: 0x0
            \tL4 bytes: 0x0 mask: 0xffffffff
            \tAction: Direct to queue 1

            Filter: 10
            \tFlow Type: Raw Ethernet
            \tSrc MAC addr: 00:00:00:00:00:00 mask: FF:FF:FF:FF:FF:FF
            \tDest MAC addr: 0A:02:03:04:05:06 mask: 00:00:00:00:00:00
            \tEthertype: 0x88F7 mask: 0x0
            \tAction: Direct to queue 6

            """;

    @TempDir Path directory;

    private static String table(final int rings, final int... queues) {
        final StringBuilder text =
                new StringBuilder(
                        "RX flow hash indirection table for eth0 with " + rings + " RX ring(s):\n");
        for (int i = 0; i < queues.length; i++) {
            text.append(i % 8 == 0 ? String.format("%5d: ", i) : "")
                    .append(String.format(" %5d", queues[i]))
                    .append(i % 8 == 7 || i + 1 == queues.length ? "\n" : "");
        }
        return text.toString();
    }

    private static String key(final String key) {
        return "RSS hash key:\n" + key + "\n";
    }

    private static String spread(final int size, final int queues) {
        return table(queues, IntStream.range(0, size).map(i -> i % queues).toArray());
    }

    private Path file(final String name, final String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Cli.Result read(final String text) throws IOException {
        return Cli.run("firmware", "import", file("x.txt", text));
    }

    @Test
    void whatDriversPrintInTheirVariantsIsUnderstood() throws Exception {
        final String functions =
                "RSS hash function:\n    toeplitz: on\n    xor: off\n    crc32: off\n";
        final String xfrm =
                "RSS input transformation:\n    symmetric-xor: %s\n    symmetric-or-xor: off\n";
        final String expected = "flow-hash:key=" + KEY.replace(":", "") + ",indir=0-7";

        assertThat(read(spread(128, 8) + key(KEY) + functions + OF_UDP).out())
                .isEqualTo(expected.replace(",indir", ",udp4=sd,indir") + System.lineSeparator());
        for (final String text :
                List.of(
                        spread(128, 8) + key(KEY) + functions + String.format(xfrm, "off"),
                        spread(128, 8)
                                + key(KEY)
                                + "RSS hash function:\n    Operation not supported\n",
                        spread(128, 8) + key(KEY),
                        "$ ethtool -x eth0\r\n" + (spread(128, 8) + key(KEY)).replace("\n", "\r\n"),
                        spread(128, 8).replace(" with 8 RX ring(s):", "") + key(KEY),
                        spread(128, 8) + key(KEY.toUpperCase(java.util.Locale.ROOT)))) {
            final Cli.Result result = read(text);
            assertThat(result.code()).as(text + result.err()).isZero();
            assertThat(result.lines()).first().asString().isEqualToIgnoringCase(expected);
            assertThat(result.err()).contains("--queues 8").contains("rx-flow-hash udp4");
        }
        assertThat(read(spread(128, 8) + key(KEY) + String.format(xfrm, "on")).lines())
                .containsExactly(expected.replace(",indir", ",xfrm=symmetric-xor,indir"));
    }

    @Test
    void longerKeysAndTablesAreUnderstood() throws Exception {
        final Cli.Result result =
                read(spread(512, 6) + key(KEY + ":00:11:22:33:44:55:66:77:88:99:aa:bb"));

        assertThat(result.lines())
                .containsExactly("flow-hash:key=" + KEY.replace(":", "") + ",table=512,indir=0-5");
        assertThat(result.err()).contains("of the key's 52 bytes the first 40");
    }

    @Test
    void whatTheNicDoesNotTellIsSaid() throws Exception {
        final Cli.Result noKey = read(spread(128, 4) + key("Operation not supported"));
        assertThat(noKey.lines()).containsExactly("flow-hash:indir=0-3");
        assertThat(noKey.err()).contains("the NIC does not tell its key");

        final Cli.Result noTable =
                read(
                        "RX flow hash indirection table for eth0 with 4 RX ring(s):\n"
                                + "Operation not supported\n"
                                + key(KEY));
        assertThat(noTable.lines()).containsExactly("flow-hash:key=" + KEY.replace(":", ""));
        assertThat(noTable.err())
                .contains("the NIC does not tell its table")
                .contains("--queues 4");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 'flow-hash:table=128', 128",
        "8, 'flow-hash:key=symmetric,table=512,weight=5;1;1;3;0;0;0;9', 512",
        "6, 'flow-hash:table=64,indir=0;5;1;4*3;2', 64"
    })
    void whatIsSetDecidesAsWhatItWasSetFrom(final int queues, final String spec, final int size)
            throws Exception {
        // The queue of each entry: of a flow hash's table nothing else is to be seen from outside.
        final knet.firmware.builtin.FlowHash original =
                (knet.firmware.builtin.FlowHash)
                        knet.firmware.FirmwareCatalog.load().create(spec, queues);
        final String digits = original.nicSettings().hash().key();
        final String text =
                table(queues, IntStream.range(0, size).map(original.table()::get).toArray())
                        + key(digits.replaceAll("..(?!$)", "$0:"));
        final String imported = read(text).lines().get(0);
        for (final String sample :
                List.of("web-64-clients", "ip-fragments", "vlan", "dns-udp", "tcp-loss-reorder")) {
            final Path capture = SAMPLES.resolve(sample + ".pcap");
            assertThat(classify(capture, imported, queues))
                    .isEqualTo(classify(capture, spec, queues))
                    .hasSizeGreaterThan(2);
        }
    }

    private static List<String> classify(final Path capture, final String spec, final int queues) {
        final Cli.Result result =
                Cli.run("classify", capture, "--firmware", spec, "--queues", queues);
        assertThat(result.code()).as(spec + result.err()).isZero();
        return result.lines();
    }

    @Test
    void filtersBecomeRules() throws Exception {
        final Cli.Result result =
                Cli.run(
                        "firmware",
                        "import",
                        file("x.txt", spread(128, 8) + key(KEY)),
                        "--fields",
                        file("n.txt", OF_TCP + OF_UDP),
                        "--rules",
                        file("r.txt", FILTERS));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip())
                .isEqualTo(
                        "ntuple:key="
                                + KEY.replace(":", "")
                                + ",udp4=sd,indir=0-7,rules="
                                + "tcp4 dst-ip 10.0.0.0 m 0.0.0.255 dst-port 80 vlan 0x5 m 0xf000"
                                + " dst-mac 01:02:03:04:05:06 m 00:00:00:00:00:ff action 5 loc 7;"
                                + "ip6 src-ip 2001:db8::1 tclass 0x10 m 0x3 l4proto 6 action 1 loc"
                                + " 9;"
                                + "ether dst 0A:02:03:04:05:06 proto 0x88F7 action 6 loc 10");
        assertThat(result.err()).doesNotContain("rx-flow-hash udp4");
    }

    @Test
    void whatIsTooLongForAParameterGoesToAFile() throws Exception {
        final int[] queues = new Random(3).ints(512, 0, 8).toArray();
        final Path text = file("x.txt", table(8, queues) + key(KEY));
        final Path kept = directory.resolve("table.txt");

        final Cli.Result tooLong = Cli.run("firmware", "import", text);
        final Cli.Result result = Cli.run("firmware", "import", text, "--indir-file", kept);

        assertThat(tooLong.code()).isEqualTo(1);
        assertThat(tooLong.out()).isEmpty();
        assertThat(tooLong.err()).contains("1000 at most: give --indir-file FILE");
        assertThat(result.out().strip())
                .isEqualTo(
                        "flow-hash:key="
                                + KEY.replace(":", "")
                                + ",table=512,indir-file="
                                + kept.toAbsolutePath());
        assertThat(classify(SAMPLES.resolve("vlan.pcap"), result.out().strip(), 8))
                .hasSizeGreaterThan(2);
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        final Path text = file("x.txt", spread(128, 8) + key(KEY));
        final JsonNode json =
                new ObjectMapper()
                        .readTree(Cli.run("firmware", "import", text, "--format", "json").out());

        assertThat(json.at("/firmware").asText())
                .isEqualTo(Cli.run("firmware", "import", text).out().strip());
        assertThat(json.at("/queues").asInt()).isEqualTo(8);
        assertThat(json.at("/notes")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | neither an indirection table, nor a key, nor filters in",
                "what is this? | line 1: not understood: 'what is this?'",
                "RX flow hash indirection table for e@    0: 0 300 | line 2: queue 300: there are 256",
                "T@    0: 0 9 | line 2: queue 9, but the text says 4 rings",
                "T@    0: 0 1@    2: 7 3 | line 3: queue 7, but the text says 4 rings",
                "0: 0 1 | line 1: a row of a table without its heading: the first line of ethtool -x",
                "T@    0: 0 1@RSS hash function:@    toeplitz: off@    xor: off | no hash function is on",
                "RSS hash function:@    toeplitz: on@@what? | line 4: not understood: 'what?'",
                "T@    8: 0 1 | line 2: row 8 comes after 0 entries",
                "T@    0: 0 1 2 | the table has 3 entries: is the text cut?",
                "T@T | line 2: a second table",
                "T@    0: 0 -1 | line 2: not understood",
                "T@    0: 99999999999 | line 2: not understood",
                "RSS hash key:@zz | line 2: no key",
                "RSS hash key:@00:11:22 | line 2: the key has 3 bytes",
                "RSS hash function:@    xor: on | line 2: another hash function than toeplitz",
                "RSS hash function:@  Unknown hash function: 0x8 | line 2: another hash function",
                "RSS input transformation:@  Unknown bits in RSS input transformation: 0x4 | line 2",
                "For RSS context 1: | line 1: of another RSS context",
                "F@VLAN tag | line 2: no classifier hashes this",
                "TCP over IPV4 flows - All matching flows discarded on RX | line 1: the NIC drops",
                "Filter: 3 | line 1: filter 3 has no type",
                "Filter: 3@Rule Type: IPSEC AH over IPv4 | line 2: no filter of a classifier's",
                "R@Action: Drop | line 3: a classifier's filter names a queue",
                "R@Action: Direct to VF 1 queue 2 | line 3: a classifier's filter names a queue",
                "R@RSS Context ID: 1 | line 3: no filter of a classifier's knows this",
                "R@User-defined: 0x1 mask: 0x0 | line 3: no filter of a classifier's looks at this",
                "R@Src IP addr: 1,2 mask: 0.0.0.0@Action: Direct to queue 1 | line 3: no filter",
                "R@Src IP addr: 1.2.3 mask: 0.0.0.0@Action: Direct to queue 1 | no IPv4 address",
                "R@Action: Direct to queue 700 | action 700: there are queues 0 to 255"
            })
    void whatCannotBeFollowedIsOneLineWithItsNumber(final String text, final String why)
            throws Exception {
        final Cli.Result result =
                read(
                        text.replaceAll(
                                        "\\bT(?=@|$)",
                                        "RX flow hash indirection table for e with 4 RX ring(s):")
                                .replaceAll("^F@", OF_UDP.lines().findFirst().orElseThrow() + "@")
                                .replaceAll("^R@", "Filter: 3@Rule Type: TCP over IPv4@")
                                .replace('@', '\n'));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(why);
    }

    @Test
    void noTextBreaksIt() throws Exception {
        final Random random = new Random(11);
        final String whole = spread(64, 4) + key(KEY) + OF_TCP + OF_UDP + FILTERS;
        for (int run = 0; run < 300; run++) {
            final StringBuilder text = new StringBuilder(whole);
            for (int change = random.nextInt(6); change >= 0; change--) {
                final int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
                    default -> text.insert(at, whole, random.nextInt(9), 9 + random.nextInt(90));
                }
            }
            final Cli.Result result = read(text.toString());
            assertThat(result.code()).isIn(0, 1);
            assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
            assertThat(result.out().lines().count()).isEqualTo(1 - result.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "."})
    void aFileThatCannotBeReadIsOneLine(final String name) {
        final Cli.Result result = Cli.run("firmware", "import", directory.resolve(name));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aFileThatNeverEndsIsRefused() {
        final Cli.Result result = Cli.run("firmware", "import", "/dev/zero");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("longer than 1048576 bytes");
    }
}
