package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.firmware.check.Frames;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicFilter.Field;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtupleTest {
    private static final int QUEUES = 256;

    /** A queue that RSS uses for none of the packets here. */
    private static final int MATCH = 200;

    private static final UnsafeBuffer WEB = tcp4(0x0a010203, 4000, 0xc0a80102, 80);

    private static UnsafeBuffer tcp4(
            final int source,
            final int sourcePort,
            final int destination,
            final int destinationPort) {
        return TestPackets.tcp(source, sourcePort, destination, destinationPort, 0x10);
    }

    private static UnsafeBuffer tcp6(final int source, final int destination) {
        return Frames.ethernet(Frames.IPV6)
                .ipv6(6, Frames.address6(source), Frames.address6(destination))
                .tcp(4000, 80, 0x10)
                .toBuffer();
    }

    private static boolean matches(final String rule, final UnsafeBuffer frame) {
        final Rig rig = new Rig("ntuple:rules=" + rule + " action " + MATCH, QUEUES);
        final boolean isMatch = rig.send(frame) == MATCH;
        assertThat(rig.counter("ntuple_matched")).isEqualTo(isMatch ? 1 : 0);
        assertThat(rig.counter("ntuple_missed")).isEqualTo(isMatch ? 0 : 1);
        return isMatch;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp4",
                "ip4",
                "ether",
                "tcp4 dst-port 80",
                "tcp4 src-port 4000 dst-port 80",
                "tcp4 src-ip 10.1.2.3",
                "tcp4 dst-ip 192.168.1.2",
                "tcp4 src-ip 10.0.0.0 m 0.255.255.255",
                "tcp4 src-ip 10.9.9.9 m 0.255.255.255",
                "tcp4 dst-port 0x55 m 0x0f",
                "tcp4 dst-port 0 m 0xffff",
                "ip4 l4proto 6",
                "ip4 tos 0",
                "ip4 tos 0xfc m 0xfc",
                "ether proto 0x0800",
                "ether dst 02:00:00:00:00:01",
                "ether src 02:00:00:00:00:02",
                "ether dst 02:00:00:00:00:99 m 00:00:00:00:00:ff",
                "tcp4 dst-mac 02:00:00:00:00:01 dst-port 80",
                "flow-type tcp4 dst-port 80",
                "ethtool -N eth0 flow-type tcp4 dst-port 80"
            })
    void matches(final String rule) {
        assertThat(matches(rule, WEB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp4",
                "sctp4",
                "tcp6",
                "ip6",
                "tcp4 dst-port 81",
                "tcp4 src-port 80",
                "tcp4 src-port 4000 dst-port 81",
                "tcp4 src-ip 10.1.2.4",
                "tcp4 src-ip 11.0.0.0 m 0.255.255.255",
                "tcp4 dst-port 0x60 m 0x0f",
                "ip4 l4proto 17",
                "ip4 tos 4",
                "ether proto 0x86dd",
                "ether dst 02:00:00:00:00:02",
                "ether src 02:00:00:00:00:99 m 00:00:00:00:00:0f",
                "tcp4 vlan 5"
            })
    void doesNotMatch(final String rule) {
        assertThat(matches(rule, WEB)).isFalse();
    }

    @Test
    void whatMatchesNoRuleGoesWhereFlowHashSendsItWithTheSameParameters() {
        final String rss = "tcp4=sd,udp=2tuple,table=16,indir=0-7;1*3,xfrm=symmetric-xor";
        final Rig ntuple = new Rig("ntuple:rules=tcp4 dst-port 81 action 9," + rss, 10);
        final Rig hash = new Rig("flow-hash:" + rss, 10);
        for (int i = 0; i < 100; i++) {
            final UnsafeBuffer frame = tcp4(0x0a000000 + i, 1000 + i, 0xc0a80101, 80 + i % 2);
            assertThat(ntuple.send(frame)).isEqualTo(i % 2 == 0 ? hash.send(frame) : 9);
        }
    }

    @Test
    void aRuleCanBeToldAsANicsFilter() {
        final Ntuple ntuple =
                (Ntuple)
                        new Rig(
                                        "ntuple:rules=tcp6 src-ip 2001:db8::7 dst-port 80 action 3;"
                                                + "ip4 dst-ip 10.0.0.0 m 0.255.255.255 tos 8 action"
                                                + " 1 loc 0",
                                        4)
                                .classifier();

        assertThat(ntuple.nicSettings().filters())
                .containsExactly(
                        new NicFilter(
                                "ip4",
                                List.of(
                                        Field.of("dst-ip", 0x0a000000L, 0xff000000L),
                                        Field.of("tos", 8, 0xff)),
                                1,
                                0),
                        new NicFilter(
                                "tcp6",
                                List.of(
                                        new Field("src-ip", 0x2001_0db8_0000_0000L, 7, -1, -1),
                                        Field.of("dst-port", 80, 0xffff)),
                                3,
                                1));
    }

    @Test
    void filtersThatNoPacketMatchesTogetherDoNotOverlap() {
        final NicFilter web = filter("tcp4 dst-port 80");
        assertThat(web.overlaps(filter("tcp4 dst-port 81"))).isFalse();
        assertThat(web.overlaps(filter("udp4 dst-port 80"))).isFalse();
        assertThat(web.overlaps(filter("tcp6 dst-port 80"))).isFalse();
        assertThat(web.overlaps(filter("tcp4 src-port 80"))).isTrue();
        assertThat(web.overlaps(filter("tcp4 dst-port 81 m 1"))).isTrue();
        assertThat(web.overlaps(filter("ip4 l4proto 6"))).isTrue();
        assertThat(web.overlaps(filter("ether proto 0x0800"))).isTrue();
    }

    private static NicFilter filter(final String rule) {
        final Ntuple ntuple =
                (Ntuple) new Rig("ntuple:rules=" + rule + " action 0", 1).classifier();
        return ntuple.nicSettings().filters().get(0);
    }

    @Test
    void matchesIpv6() {
        final UnsafeBuffer frame = tcp6(0x11, 0x22);
        assertThat(matches("tcp6 src-ip 2001:db8::11", frame)).isTrue();
        assertThat(matches("tcp6 src-ip 2001:db8::12", frame)).isFalse();
        assertThat(matches("tcp6 dst-ip 2001:db8:: m ::ffff", frame)).isTrue();
        assertThat(matches("tcp6 dst-ip 2001:db9:: m ::ffff", frame)).isFalse();
        assertThat(matches("tcp6 dst-port 80 tclass 0", frame)).isTrue();
        assertThat(matches("ip6 l4proto 6", frame)).isTrue();
        assertThat(matches("ip4", frame)).isFalse();
        final UnsafeBuffer mapped = Frames.ethernet(Frames.IPV6).ipv6(17).ports(1, 2).toBuffer();
        mapped.putBytes(22, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 1, 2, 3, 4});
        assertThat(matches("udp6 src-ip ::ffff:1.2.3.4", mapped)).isTrue();
    }

    @Test
    void matchesTheOutermostTag() {
        final UnsafeBuffer tagged =
                Frames.ethernetWithoutType()
                        .tag(0x8100, 0x6005)
                        .u16(Frames.IPV4)
                        .ipv4(6, 1, 2)
                        .tcp(1, 80, 0)
                        .toBuffer();
        assertThat(matches("tcp4 vlan 0x6005", tagged)).isTrue();
        assertThat(matches("tcp4 vlan 5", tagged)).as("priority counts").isFalse();
        assertThat(matches("tcp4 vlan 5 m 0xf000", tagged)).isTrue();
        assertThat(matches("ether proto 0x0800 vlan 5 m 0xf000", tagged)).isTrue();
    }

    @Test
    void fragmentsAreIpWithoutPorts() {
        final UnsafeBuffer fragment =
                Frames.ethernet(Frames.IPV4).ipv4(5, 0x2000, 6, 1, 2).tcp(1, 80, 0).toBuffer();
        assertThat(matches("tcp4", fragment)).isFalse();
        assertThat(matches("ip4 l4proto 6", fragment)).isTrue();
        assertThat(matches("tcp4", TestPackets.arp())).isFalse();
        assertThat(matches("ether proto 0x0806", TestPackets.arp())).isTrue();
        assertThat(matches("ether dst 02:00:00:00:00:01", new UnsafeBuffer(new byte[9]))).isFalse();
    }

    @Test
    void theFirstRuleByLocationWins() {
        assertThat(queue("tcp4 action 1;tcp4 dst-port 80 action 2")).isEqualTo(1);
        assertThat(queue("tcp4 action 1 loc 9;tcp4 dst-port 80 action 2 loc 8")).isEqualTo(2);
        // Those without get what is free: 0, 2.
        assertThat(queue("udp4 action 3;tcp4 action 1;tcp4 action 2 loc 1")).isEqualTo(2);
        assertThat(queue("tcp4 action 1 loc 65535;tcp4 action 2;")).isEqualTo(2);
    }

    private static int queue(final String rules) {
        return new Rig("ntuple:rules=" + rules, 4).send(WEB);
    }

    @Test
    void aRuleWithoutBlanksSaysTheSame() {
        assertThat(queue("tcp4:dst-port=80:action=2;udp4:action=3")).isEqualTo(2);
        assertThat(queue("tcp4:src-ip=10.0.0.0:m=0.255.255.255:action=2:loc=7")).isEqualTo(2);
        assertThat(queue("ether:dst=[02:00:00:00:00:01]:action=3")).isEqualTo(3);
        final Rig six = new Rig("ntuple:rules=tcp6:src-ip=[2001:db8::11]:action=3", 4);
        assertThat(six.send(tcp6(0x11, 1))).isEqualTo(3);
        final String spec = "ntuple:rules=tcp4:dst-port=80:action=2;udp4:action=3,inner=true";
        assertThat(FirmwareSpec.parseList(spec + ",round-robin"))
                .extracting(FirmwareSpec::toString)
                .containsExactly(spec, "round-robin");
    }

    @Test
    void whatMatchesNoneGoesWhereRssSendsIt() {
        final Rig ntuple = new Rig("ntuple:rules=tcp4 dst-port 80 action 0", 16);
        final Rig rss = new Rig("flow-hash", 16);
        for (int i = 0; i < 500; i++) {
            final UnsafeBuffer udp = TestPackets.udp(i, 77);
            assertThat(ntuple.send(udp)).isEqualTo(rss.send(udp));
            assertThat(ntuple.hash()).isEqualTo(rss.hash());
        }
        assertThat(ntuple.send(TestPackets.arp())).isZero();
    }

    @Test
    void rulesLookInwardIfAskedFor() {
        final byte[] web = new byte[WEB.capacity()];
        WEB.getBytes(0, web);
        final UnsafeBuffer tunnelled =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(17, 1, 2)
                        .udp(50_000, 4789)
                        .hex("0800000000002a00")
                        .raw(web)
                        .toBuffer();
        assertThat(matches("udp4 dst-port 4789", tunnelled)).isTrue();
        final Rig inner = new Rig("ntuple:inner=true,rules=tcp4 dst-port 80 action 200", QUEUES);
        assertThat(inner.send(tunnelled)).isEqualTo(MATCH);
    }

    @Test
    void rulesMayStandInAFile(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("rules.txt");
        Files.writeString(
                file,
                "# web\nethtool -N eth0 flow-type tcp4 dst-port 80 action 3 # to the last\n\n"
                        + "udp4 action 1\n",
                StandardCharsets.UTF_8);
        final Rig rig = new Rig("ntuple:file=" + file, 4);
        assertThat(rig.send(WEB)).isEqualTo(3);
        assertThat(rig.send(TestPackets.udp(1, 1))).isEqualTo(1);
        Files.writeString(file, "udp4 action 1\ntcp4 acton 3\n");
        assertRefused("file=" + file, "line 2: field 'acton' is none of src-ip,");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertRefused("file=" + file, "longer than 1048576 bytes");
        Files.write(file, new byte[] {(byte) 0xc3, 0x28});
        assertRefused("file=" + file, "cannot be read: java.nio.charset.MalformedInputException");
        assertRefused("file=" + folder, "no such file");
        assertRefused("file=" + folder.resolve("none"), "no such file");
        assertRefused("rules=tcp4 action 1,file=/dev/zero", "no such file");
    }

    private static void assertRefused(final String parameters, final String why) {
        assertThatThrownBy(() -> FirmwareCatalog.load().create("ntuple:" + parameters, 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    void rulesAreOfOnePlaceAndOfALimitedNumber(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("rules.txt");
        Files.writeString(file, rules(512));
        assertThat(new Rig("ntuple:file=" + file, 4).send(WEB)).isBetween(0, 3);
        assertRefused("rules=tcp4 action 1,file=" + file, "rules and file exclude each other");
        Files.writeString(file, rules(513));
        assertRefused("file=" + file, "more than 512 rules");
    }

    private static String rules(final int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "udp4 dst-port " + i + " action 1\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp4 dst-port 80 | rule 1: no action in 'tcp4 dst-port 80'",
                "tcp4 action 4 | action 4: there are queues 0 to 3",
                "tcp4 action -1 | action -1 is not supported: a classifier chooses a queue,",
                "tcp4 action -2 | action -2 is not supported",
                "tcp4 action x | action 'x' is no number from 0 to",
                "tcp4 action 1;tcp5 action 1 | rule 2: flow type 'tcp5' is none of tcp4, udp4,",
                "esp4 action 1 | flow type 'esp4' is none of",
                "ethtool | no flow type at the end",
                "tcp4 dst-port 65536 action 1 | dst-port '65536' is no number from 0 to 65535",
                "tcp4 dst-port | no dst-port at the end",
                "tcp4 src-ip 10.0.0 action 1 | '10.0.0' is no IPv4 address",
                "tcp4 src-ip 10.0.0.256 action 1 | '10.0.0.256' is no IPv4 address",
                "tcp4 src-ip example.com action 1 | 'example.com' is no IPv4 address",
                "tcp6 src-ip example.com action 1 | 'example.com' is no IPv6 address",
                "tcp6 src-ip 10.0.0.1 action 1 | '10.0.0.1' is no IPv6 address",
                "tcp6 src-ip 1::2::3 action 1 | '1::2::3' is no IPv6 address",
                "ip4 dst-port 80 action 1 | this flow type has no dst-port",
                "tcp4 l4proto 6 action 1 | this flow type has no l4proto",
                "tcp4 tclass 6 action 1 | this flow type has no tclass",
                "tcp6 tos 6 action 1 | this flow type has no tos",
                "tcp4 proto 6 action 1 | this flow type has no proto",
                "ether src-ip 1.2.3.4 action 1 | this flow type has no src-ip",
                "ether dst 02:00 action 1 | '02:00' is no MAC address",
                "tcp4 user-def 1 action 1 | field 'user-def' is none of src-ip,",
                "tcp4 action 1 loc 5;udp4 action 1 loc 5 | rule 2: location 5 is taken",
                "tcp4 action 1 loc 65536 | loc '65536' is no number from 0 to 65535"
            })
    void aWrongRuleIsToldWhy(final String rules, final String why) {
        assertRefused("rules=" + rules, why);
    }

    @Test
    void affinityIsClaimedOnlyIfTheRulesLeaveIt() {
        for (final String rule : List.of("tcp4 dst-port 80", "ip4 l4proto 6", "tcp6 src-ip ::1")) {
            assertThat(affinity(rule)).isEqualTo(Classifier.Affinity.FLOW);
        }
        for (final String rule :
                List.of(
                        "ip4 tos 4",
                        "ip6 tclass 4",
                        "tcp4 vlan 5",
                        "ether proto 0x800",
                        "tcp4 dst-mac 02:00:00:00:00:01",
                        "ether src 02:00:00:00:00:01")) {
            assertThat(affinity("tcp4 dst-port 80 action 1;" + rule))
                    .as(rule)
                    .isEqualTo(Classifier.Affinity.SPRAYING);
        }
    }

    private static Classifier.Affinity affinity(final String rules) {
        return new Rig("ntuple:rules=" + rules + " action 1", 4).classifier().affinity();
    }
}
