package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinClassifiersTest {
    private static final int A = 0x0a000005;
    private static final int B = 0x0a000002;

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    static List<RssVectors.Vector> vectors() {
        return RssVectors.ALL;
    }

    private Decisions decisions(final String spec, final int queues) {
        return new Decisions(catalog.create(spec, queues), queues);
    }

    private static String decide(final Decisions decisions, final byte[] frame) {
        decisions.decide(new UnsafeBuffer(frame), 0, frame.length, 0);
        return decisions.appendCsv(new StringBuilder()).toString();
    }

    private static byte[] tcp(final int source, final int destination) {
        return Frames.ethernet(Frames.IPV4).ipv4(6, source, destination).tcp(1, 2, 0).toBytes();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void flowHashGivesTheDatasheetsHashes(final RssVectors.Vector vector) {
        final String ip = vector.isIpv6() ? "ipv6" : "ipv4";
        final Decisions flowHash = decisions("flow-hash", 5);
        assertThat(decide(flowHash, vector.frame(Protocols.TCP)))
                .isEqualTo(line(0, vector.portsHash(), 5, ip + "-l4"));
        assertThat(decide(flowHash, vector.frame(Protocols.UDP)))
                .isEqualTo(line(1, vector.portsHash(), 5, ip + "-l4"));
        assertThat(decide(flowHash, vector.frame(Protocols.SCTP)))
                .isEqualTo(line(2, vector.portsHash(), 5, ip + "-l4"));
        assertThat(decide(flowHash, vector.frameWithoutPorts()))
                .isEqualTo(line(3, vector.addressesHash(), 5, ip));
    }

    private static String line(
            final int number, final int hash, final int queues, final String kind) {
        return String.format("%d,%08x,%d,%s", number, hash, (hash & 127) % queues, kind);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void udpIsHashedWithoutPortsIfAskedFor(final RssVectors.Vector vector) {
        final Decisions flowHash = decisions("flow-hash:udp=2tuple", 4);
        decide(flowHash, vector.frame(Protocols.UDP));
        assertThat(flowHash.hash()).isEqualTo(vector.addressesHash());
        decide(flowHash, vector.frame(Protocols.TCP));
        assertThat(flowHash.hash()).isEqualTo(vector.portsHash());
    }

    @Test
    void fragmentsHashOnTheAddressesAlone() {
        final Decisions flowHash = decisions("flow-hash", 4);
        final byte[] whole = tcp(A, B);
        final byte[] first =
                Frames.ethernet(Frames.IPV4).ipv4(5, 0x2000, 6, A, B).tcp(1, 2, 0).toBytes();
        final byte[] icmp = Frames.ethernet(Frames.IPV4).ipv4(1, A, B).zeros(8).toBytes();
        decide(flowHash, icmp);
        final int addresses = flowHash.hash();
        decide(flowHash, first);
        assertThat(flowHash.hash()).isEqualTo(addresses);
        assertThat(flowHash.kind()).isEqualTo(PacketKind.IPV4_FRAGMENT);
        decide(flowHash, whole);
        assertThat(flowHash.hash()).isNotEqualTo(addresses);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 1024, 65536})
    void theTableIsMaskedAndThenTakenModuloTheQueues(final int table) {
        final Decisions flowHash = decisions("flow-hash:table=" + table, 7);
        for (final RssVectors.Vector vector : RssVectors.ALL) {
            decide(flowHash, vector.frame(Protocols.TCP));
            assertThat(flowHash.queue()).isEqualTo((vector.portsHash() & (table - 1)) % 7);
        }
    }

    @Test
    void keysInHexadecimal() {
        final String hex =
                "6d5a56da255b0ec24167253d43a38fb0d0ca2bcbae7b30b477cb2da38030f20c6a42b73bbeac01fa";
        final RssVectors.Vector vector = RssVectors.ALL.get(0);
        final Decisions same = decisions("flow-hash:key=" + hex, 4);
        decide(same, vector.frame(6));
        assertThat(same.hash()).isEqualTo(vector.portsHash());
        final String asEthtool = hex.replaceAll("..(?=.)", "$0:");
        final Decisions withColons = decisions("flow-hash:key=" + asEthtool, 4);
        decide(withColons, vector.frame(6));
        assertThat(withColons.hash()).isEqualTo(vector.portsHash());
    }

    @Test
    void theInnerPacketIsHashedIfAskedFor() {
        final byte[] vxlan =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(17, 0x01010101, 0x02020202)
                        .udp(50000, 4789)
                        .hex("0800000000002a00")
                        .raw(tcp(A, B))
                        .toBytes();
        final Decisions outer = decisions("flow-hash", 4);
        final Decisions inner = decisions("flow-hash:inner=true", 4);
        decide(outer, tcp(A, B));
        final int expected = outer.hash();
        decide(outer, vxlan);
        assertThat(outer.hash()).isNotEqualTo(expected);
        decide(inner, vxlan);
        assertThat(inner.hash()).isEqualTo(expected);
        assertThat(inner.packet().decidedOn()).isNotSameAs(inner.packet());
        decide(inner, tcp(A, B));
        assertThat(inner.hash()).as("no tunnel").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow-hash", "flow-hash:inner=true", "source-ip-mask"})
    void whatIsNotIpOrMalformedGoesToQueueZeroWithHashZero(final String spec) {
        final Decisions decisions = decisions(spec, 4);
        decide(decisions, tcp(A, B));
        assertThat(decide(decisions, Frames.ethernet(0x0806).zeros(46).toBytes()))
                .isEqualTo("1,00000000,0,non-ip");
        assertThat(decide(decisions, Frames.ethernet(0x0800).u32(0x45000000).toBytes()))
                .isEqualTo("2,00000000,0,malformed");
        assertThat(decide(decisions, new byte[0])).isEqualTo("3,00000000,0,non-ip");
    }

    @Test
    void sourceIpMaskTakesTheLowBitsOfTheSource() {
        final Decisions mask = decisions("source-ip-mask", 8);
        assertThat(decide(mask, tcp(0xffffffff, B))).isEqualTo("0,00000000,7,ipv4-l4");
        assertThat(decide(mask, tcp(0x0a00000d, B))).isEqualTo("1,00000000,5,ipv4-l4");
        final byte[] ipv6 = Frames.ethernet(Frames.IPV6).ipv6(58).zeros(8).toBytes();
        assertThat(decide(mask, ipv6)).isEqualTo("2,00000000,1,ipv6");
        final byte[] fragment =
                Frames.ethernet(Frames.IPV4).ipv4(5, 0x2000, 17, 0x0a000003, B).toBytes();
        assertThat(decide(mask, fragment)).isEqualTo("3,00000000,3,ipv4-frag");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 6, 7, 100, 255})
    void sourceIpMaskNeedsAPowerOfTwo(final int queues) {
        assertThatThrownBy(() -> catalog.create("source-ip-mask", queues))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(
                        "source-ip-mask: the number of queues must be a power of two, not "
                                + queues);
    }

    @Test
    void roundRobinRotatesOverEveryFrame() {
        final Decisions roundRobin = decisions("round-robin", 3);
        for (int i = 0; i < 10; i++) {
            final byte[] frame = i % 2 == 0 ? new byte[20] : tcp(A, B);
            assertThat(decide(roundRobin, frame)).startsWith(i + ",00000000," + i % 3 + ",");
        }
    }
}
