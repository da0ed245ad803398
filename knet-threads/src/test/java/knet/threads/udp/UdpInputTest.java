package knet.threads.udp;

import static knet.threads.stack.Frames.concat;
import static knet.threads.stack.Frames.ipv4;
import static knet.threads.stack.Frames.ipv6;
import static knet.threads.stack.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import knet.driver.abi.InternetChecksum;
import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.stack.Bench;
import knet.threads.stack.Frames;
import knet.threads.stack.StackConfig;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths and checksums of UDP datagrams. */
class UdpInputTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";
    private static final byte[] DATA = {1, 2, 3, 4, 5};

    private final Bench bench = new Bench();

    private static byte[] datagram(final int length, final int checksum) {
        final byte[] udp = udp(A, B, 7, 8, DATA);
        udp[4] = (byte) (length >> 8);
        udp[5] = (byte) length;
        udp[6] = (byte) (checksum >> 8);
        udp[7] = (byte) checksum;
        return ipv4(A, B, 17, 1, 0, udp);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 14, 0xffff})
    void badLengths(final int length) {
        bench.in(datagram(length, 0));
        assertThat(bench.udp("badLength")).isEqualTo(1);
        assertThat(bench.datagrams).isEmpty();
    }

    @Test
    void aDatagramMayBeShorterThanItsPacket() {
        bench.in(datagram(10, 0));
        assertThat(bench.datagrams).containsExactly(new byte[] {1, 2});
    }

    @Test
    void aCutHeader() {
        bench.in(ipv4(A, B, 17, 1, 0, new byte[7]));
        assertThat(bench.udp("headerCut")).isEqualTo(1);
    }

    @Test
    void checksums() {
        bench.in(ipv4(A, B, 17, 1, 0, udp(A, B, 7, 8, DATA)));
        bench.in(datagram(13, 0));
        bench.in(datagram(13, 0x4711));
        assertThat(bench.udp("delivered")).isEqualTo(2);
        assertThat(bench.udp("noChecksum")).isEqualTo(1);
        assertThat(bench.udp("badChecksum")).isEqualTo(1);
    }

    /** RFC 8200 section 8.1. */
    @Test
    void ipv6NeedsAChecksum() {
        final byte[] udp = udp("::1", "::2", 7, 8, DATA);
        bench.in(ipv6("::1", "::2", 17, udp));
        udp[6] = 0;
        udp[7] = 0;
        bench.in(ipv6("::1", "::2", 17, udp));
        assertThat(bench.udp("delivered")).isEqualTo(1);
        assertThat(bench.udp("zeroChecksumIpv6")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 0})
    void theSumOfThePseudoHeaderIsAnOffloadedChecksum(final int lengthInSum) {
        final UnsafeBuffer addresses =
                new UnsafeBuffer(concat(Frames.address(A), Frames.address(B)));
        final byte[] frame =
                datagram(13, InternetChecksum.pseudoHeaderSum(addresses, 0, 4, 17, lengthInSum));
        bench.in(frame);
        assertThat(bench.udp("checksumOffloaded")).isEqualTo(1);
        assertThat(bench.datagrams).hasSize(1);
        final Bench strict =
                new Bench(StackConfig.defaults().withChecksums(ChecksumPolicy.VERIFY)).in(frame);
        assertThat(strict.udp("badChecksum")).isEqualTo(1);
    }

    @Test
    void theVerdictOfTheNicIsBelieved() {
        final int checked = RxDescriptor.L4_CHECKSUM_CHECKED;
        bench.flags(checked | RxDescriptor.L4_CHECKSUM_GOOD).in(datagram(13, 0x4711));
        bench.flags(checked | RxDescriptor.L4_CHECKSUM_OFFLOADED).in(datagram(13, 0x4711));
        bench.flags(checked).in(datagram(13, 0x4711));
        assertThat(bench.udp("delivered")).isEqualTo(2);
        assertThat(bench.udp("checksumOffloaded")).isEqualTo(1);
        assertThat(bench.udp("badChecksum")).isEqualTo(1);
    }
}
