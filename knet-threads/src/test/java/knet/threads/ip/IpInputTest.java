package knet.threads.ip;

import static knet.threads.stack.Frames.concat;
import static knet.threads.stack.Frames.ethernet;
import static knet.threads.stack.Frames.ipv4;
import static knet.threads.stack.Frames.ipv6;
import static knet.threads.stack.Frames.tagged;
import static knet.threads.stack.Frames.u16;
import static knet.threads.stack.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.stack.Bench;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packets IP takes, which it discards, and under which name. */
class IpInputTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";
    private static final String A6 = "2001:db8::1";
    private static final String B6 = "2001:db8::2";
    private static final byte[] DATA = {1, 2, 3, 4, 5};
    private static final int TOTAL_LENGTH = 14 + 2;
    private static final int HEADER_CHECKSUM = 14 + 10;

    private Bench bench = new Bench();

    @AfterEach
    void everyFrameHasOneOutcome() {
        bench.end();
        final long outcomes =
                Arrays.stream(IpCounter.values())
                        .filter(IpCounter::isOutcome)
                        .mapToLong(counter -> bench.ip(counter.label()))
                        .sum();
        assertThat(outcomes).isEqualTo(bench.ip("frames") + bench.ip("reassembled"));
    }

    private static byte[] datagram() {
        return ipv4(A, B, 17, 1, 0, udp(A, B, 1, 2, DATA));
    }

    private static byte[] datagram6() {
        return ipv6(A6, B6, 17, udp(A6, B6, 1, 2, DATA));
    }

    private void isDelivered(final byte[] frame) {
        final int before = bench.datagrams.size();
        bench.in(frame);
        assertThat(bench.datagrams).hasSize(before + 1);
        assertThat(bench.datagrams.get(before)).isEqualTo(DATA);
    }

    @Test
    void plainTaggedAndLabelled() {
        isDelivered(datagram());
        isDelivered(datagram6());
        isDelivered(tagged(datagram(), 0x8100, 7));
        isDelivered(tagged(tagged(datagram6(), 0x8100, 7), 0x88a8, 9));
        final byte[] ip = Arrays.copyOfRange(datagram(), 14, datagram().length);
        isDelivered(ethernet(0x8847, concat(new byte[] {0, 1, 0, 9}, new byte[] {0, 2, 1, 9}, ip)));
        final byte[] pppoe = concat(u16(0x1100), u16(5), u16(2 + ip.length), u16(0x21), ip);
        isDelivered(ethernet(0x8864, concat(pppoe, new byte[20])));
    }

    @Test
    void eightTagsAreSkippedAndNineAreNot() {
        byte[] frame = datagram();
        for (int i = 0; i < 8; i++) {
            frame = tagged(frame, 0x8100, i);
        }
        isDelivered(frame);
        bench.in(tagged(frame, 0x9100, 1));
        assertThat(bench.ip("nonIp")).isEqualTo(1);
    }

    @Test
    void paddingIsCutOff() {
        isDelivered(concat(datagram(), new byte[30]));
        isDelivered(concat(datagram6(), new byte[30]));
    }

    @Test
    void framesThatAreNotIp() {
        bench.in(ethernet(0x0806, new byte[28])).in(ethernet(0x88cc, new byte[3]));
        bench.in(ethernet(0x8847, new byte[] {0, 0, 1, 0, 0x10, 0}));
        assertThat(bench.ip("nonIp")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 14, 20, 33})
    void cutFrames(final int length) {
        bench.in(Arrays.copyOf(datagram(), length));
        assertThat(bench.ip(length < 14 ? "linkHeaderCut" : "headerCut")).isEqualTo(1);
    }

    /** Every byte of the headers replaced by every interesting value: nothing is thrown. */
    @Test
    void noByteIsTrusted() {
        for (final byte[] good :
                new byte[][] {datagram(), datagram6(), tagged(datagram(), 0x8100, 1)}) {
            for (int i = 12; i < Math.min(good.length, 70); i++) {
                for (final int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                    final byte[] bad = good.clone();
                    bad[i] = (byte) value;
                    bench.in(bad);
                }
            }
        }
        assertThat(bench.ip("frames")).isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource({"0x55, badVersion", "0x44, badHeaderLength", "0x4f, headerCut"})
    void badFirstByte(final String first, final String reason) {
        final byte[] frame = datagram();
        frame[14] = (byte) (int) Integer.decode(first);
        bench.in(frame);
        assertThat(bench.ip(reason)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 1000, 0xffff})
    void badTotalLength(final int length) {
        bench = new Bench(StackConfig.defaults().withChecksums(ChecksumPolicy.IGNORE));
        bench.in(with16(datagram(), TOTAL_LENGTH, length));
        assertThat(bench.ip("badTotalLength")).isEqualTo(1);
    }

    /** Segmentation offload leaves 0 there for giants beyond 64 KB. */
    @Test
    void aTotalLengthOfZeroTakesWhatIsThere() {
        bench = new Bench(StackConfig.defaults().withChecksums(ChecksumPolicy.IGNORE));
        isDelivered(with16(datagram(), TOTAL_LENGTH, 0));
        assertThat(bench.ip("giants")).isEqualTo(1);
    }

    @Test
    void theHeaderChecksumCounts() {
        final byte[] bad = with16(datagram(), HEADER_CHECKSUM, 0x1234);
        bench.in(bad);
        assertThat(bench.ip("badHeaderChecksum")).isEqualTo(1);
        bench = new Bench(StackConfig.defaults().withChecksums(ChecksumPolicy.IGNORE));
        isDelivered(bad);
    }

    @Test
    void aHeaderChecksumOfZeroIsOffloaded() {
        final byte[] zero = with16(datagram(), HEADER_CHECKSUM, 0);
        isDelivered(zero);
        assertThat(bench.ip("headerChecksumOffloaded")).isEqualTo(1);
        final Bench strict =
                new Bench(StackConfig.defaults().withChecksums(ChecksumPolicy.VERIFY)).in(zero);
        assertThat(strict.ip("badHeaderChecksum")).isEqualTo(1);
    }

    @Test
    void theVerdictOfTheNicIsBelieved() {
        bench.flags(RxDescriptor.IP_CHECKSUM_CHECKED | RxDescriptor.IP_CHECKSUM_GOOD);
        isDelivered(with16(datagram(), HEADER_CHECKSUM, 0x1234));
        bench.flags(RxDescriptor.IP_CHECKSUM_CHECKED).in(datagram());
        assertThat(bench.ip("badHeaderChecksum")).isEqualTo(1);
    }

    @Test
    void optionsAreSkippedIfWellFormed() {
        final byte[] recordRoute = {7, 7, 4, 0, 0, 0, 0, 0};
        isDelivered(ipv4(A, B, 17, 1, 0, recordRoute, udp(A, B, 1, 2, DATA)));
        bench.in(ipv4(A, B, 17, 1, 0, new byte[] {7, 9, 4, 0}, udp(A, B, 1, 2, DATA)));
        bench.in(ipv4(A, B, 17, 1, 0, new byte[] {1, 1, 7, 1}, udp(A, B, 1, 2, DATA)));
        bench.in(ipv4(A, B, 17, 1, 0, new byte[] {1, 1, 1, 7}, udp(A, B, 1, 2, DATA)));
        assertThat(bench.ip("badOptions")).isEqualTo(3);
    }

    @Test
    void extensionHeadersAreWalked() {
        final byte[] datagram = udp(A6, B6, 1, 2, DATA);
        final byte[] hopByHop = {43, 0, 5, 2, 0, 0, 1, 0};
        final byte[] routing = {60, 0, 4, 0, 0, 0, 0, 0};
        final byte[] destination = {51, 0, 1, 4, 0, 0, 0, 0};
        final byte[] authentication = {17, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0};
        isDelivered(
                ipv6(A6, B6, 0, concat(hopByHop, routing, destination, authentication, datagram)));
        assertThat(bench.ip("extensionHeaders")).isEqualTo(4);
    }

    @Test
    void sixteenExtensionHeadersAreWalkedAndNoMore() {
        final byte[] more = {60, 0, 1, 4, 0, 0, 0, 0};
        final byte[] last = {17, 0, 1, 4, 0, 0, 0, 0};
        byte[] chain = concat(last, udp(A6, B6, 1, 2, DATA));
        for (int i = 1; i < 16; i++) {
            chain = concat(more, chain);
        }
        isDelivered(ipv6(A6, B6, 60, chain));
        bench.in(ipv6(A6, B6, 60, concat(more, chain)));
        assertThat(bench.ip("tooManyExtensionHeaders")).isEqualTo(1);
    }

    @Test
    void badExtensionHeaders() {
        final byte[] datagram = udp(A6, B6, 1, 2, DATA);
        bench.in(ipv6(A6, B6, 60, concat(new byte[] {17, 9, 1, 4, 0, 0, 0, 0}, datagram)));
        bench.in(ipv6(A6, B6, 60, new byte[] {17, 0, 1}));
        assertThat(bench.ip("extensionHeaderCut")).isEqualTo(2);
        bench.in(ipv6(A6, B6, 60, concat(new byte[] {17, 0, 1, 9, 0, 0, 0, 0}, datagram)));
        assertThat(bench.ip("badOptions")).isEqualTo(1);
        bench.in(
                ipv6(A6, B6, 60, concat(new byte[] {17, 0, (byte) 0x8a, 4, 0, 0, 0, 0}, datagram)));
        assertThat(bench.ip("unrecognisedOption")).isEqualTo(1);
        bench.in(ipv6(A6, B6, 43, concat(new byte[] {17, 0, 0, 1, 0, 0, 0, 0}, datagram)));
        assertThat(bench.ip("deprecatedRouting")).isEqualTo(1);
    }

    /** RFC 6946: a fragment header on a whole datagram. */
    @Test
    void anAtomicFragmentIsWhole() {
        final byte[] header = {17, 0, 0, 0, 1, 2, 3, 4};
        isDelivered(ipv6(A6, B6, 44, concat(header, udp(A6, B6, 1, 2, DATA))));
        assertThat(bench.ip("atomicFragments")).isEqualTo(1);
    }

    /** RFC 2675: hop-by-hop option 0xC2 holds a length beyond 65,535. */
    @Test
    void jumbograms() {
        final byte[] data = new byte[70_000];
        final int length = 8 + 8 + data.length;
        final byte[] jumbo = concat(new byte[] {17, 0, (byte) 0xC2, 4}, u32(length));
        final byte[] header = udp(A6, B6, 1, 2, data);
        header[4] = 0;
        header[5] = 0;
        final byte[] frame = ipv6(A6, B6, 0, concat(jumbo, header));
        bench = new Bench(StackConfig.defaults().withChecksums(ChecksumPolicy.IGNORE));
        bench.in(with16(frame, 14 + 4, 0));
        assertThat(bench.datagrams).hasSize(1);
        assertThat(bench.datagrams.get(0)).hasSize(data.length);
        bench.in(with16(frame, 14 + 4, 100));
        assertThat(bench.ip("badTotalLength")).isEqualTo(1);
    }

    @Test
    void truncatedFramesAreTakenForWhatTheyHold() {
        final byte[] long4 = ipv4(A, B, 17, 1, 0, udp(A, B, 1, 2, new byte[100]));
        bench.flags(RxDescriptor.TRUNCATED).in(Arrays.copyOf(long4, 80));
        assertThat(bench.datagrams).hasSize(1);
        assertThat(bench.datagrams.get(0)).hasSize(80 - 42);
        assertThat(bench.udp("checksumUnverifiable")).isEqualTo(1);
        bench.flags(0).in(Arrays.copyOf(long4, 80));
        assertThat(bench.ip("badTotalLength")).isEqualTo(1);
    }

    @Test
    void protocolsAreCountedApart() {
        bench.in(ipv4(A, B, 1, 1, 0, new byte[8])).in(ipv4(A, B, 47, 1, 0, new byte[8]));
        bench.in(ipv4(A, B, 132, 1, 0, new byte[12])).in(ipv6(A6, B6, 58, new byte[8]));
        assertThat(bench.ip("toIcmp")).isEqualTo(1);
        assertThat(bench.ip("toIcmpv6")).isEqualTo(1);
        assertThat(bench.ip("toSctp")).isEqualTo(1);
        assertThat(bench.ip("toOtherProtocol")).isEqualTo(1);
    }

    private static byte[] with16(final byte[] frame, final int offset, final int value) {
        final byte[] changed = frame.clone();
        changed[offset] = (byte) (value >> 8);
        changed[offset + 1] = (byte) value;
        return changed;
    }

    private static byte[] u32(final int value) {
        return concat(u16(value >>> 16), u16(value));
    }
}
