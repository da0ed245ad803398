package knet.threads.ip;

import static knet.threads.stack.Frames.concat;
import static knet.threads.stack.Frames.ipv4;
import static knet.threads.stack.Frames.ipv6;
import static knet.threads.stack.Frames.ipv6Fragment;
import static knet.threads.stack.Frames.pattern;
import static knet.threads.stack.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.stack.Bench;
import knet.threads.stack.StackConfig;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Datagrams out of fragments: RFC 791, RFC 815, RFC 5722, RFC 8200 section 4.5. */
class ReassemblyTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";
    private static final String A6 = "2001:db8::1";
    private static final String B6 = "2001:db8::2";
    private static final int MORE = 0x2000;

    private final Bench bench = new Bench();

    private static byte[] fragment4(
            final byte[] datagram, final int id, final int from, final int to) {
        return fragment4(Arrays.copyOfRange(datagram, from, to), id, from, to < datagram.length);
    }

    private static byte[] fragment4(
            final byte[] piece, final int id, final int from, final boolean more) {
        return ipv4(A, B, 17, id, (more ? MORE : 0) | from / 8, piece);
    }

    private static byte[] fragment6(
            final byte[] datagram, final int id, final int from, final int to) {
        final byte[] piece = Arrays.copyOfRange(datagram, from, to);
        return ipv6(A6, B6, 44, ipv6Fragment(17, id, from, to < datagram.length, piece));
    }

    @Test
    void inOrderAndBackwards() {
        final byte[] data = pattern(3000, 1);
        final byte[] datagram = udp(A, B, 5, 6, data);
        bench.in(fragment4(datagram, 1, 0, 1480)).in(fragment4(datagram, 1, 1480, 2960));
        assertThat(bench.datagrams).isEmpty();
        bench.in(fragment4(datagram, 1, 2960, 3008));
        bench.in(fragment4(datagram, 2, 2960, 3008)).in(fragment4(datagram, 2, 1480, 2960));
        bench.in(fragment4(datagram, 2, 0, 1480));
        assertThat(bench.datagrams).containsExactly(data, data);
        assertThat(bench.ip("reassembled")).isEqualTo(2);
        assertThat(bench.udp("badChecksum")).isZero();
        // The frame that completes a datagram is the one whose latency counts.
        assertThat(bench.deliveries).containsExactly(2L, 5L);
    }

    @Test
    void ipv6WithHeadersBeforeAndAfterTheFragmentHeader() {
        final byte[] data = pattern(3000, 1);
        final byte[] options = {17, 0, 1, 4, 0, 0, 0, 0};
        final byte[] fragmentable = concat(options, udp(A6, B6, 5, 6, data));
        final byte[] hopByHop = {44, 0, 1, 4, 0, 0, 0, 0};
        final byte[] first = Arrays.copyOfRange(fragmentable, 0, 1448);
        final byte[] second = Arrays.copyOfRange(fragmentable, 1448, fragmentable.length);
        bench.in(ipv6(A6, B6, 0, concat(hopByHop, ipv6Fragment(60, 9, 1448, false, second))));
        bench.in(ipv6(A6, B6, 0, concat(hopByHop, ipv6Fragment(60, 9, 0, true, first))));
        assertThat(bench.datagrams).containsExactly(data);
    }

    @Test
    void addressesIdentificationAndProtocolKeepDatagramsApart() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        bench.in(fragment4(datagram, 1, 0, 56)).in(fragment4(datagram, 2, 56, 108));
        bench.in(ipv4(B, A, 17, 1, 7, Arrays.copyOfRange(datagram, 56, 108)));
        bench.in(ipv4(A, B, 132, 1, 7, Arrays.copyOfRange(datagram, 56, 108)));
        assertThat(bench.datagrams).isEmpty();
        bench.in(fragment4(datagram, 1, 56, 108));
        assertThat(bench.datagrams).hasSize(1);
        bench.end();
        assertThat(bench.ip("reassemblyUnfinished")).isEqualTo(3);
    }

    @Test
    void ofOverlappingIpv4FragmentsTheFirstToArriveWins() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        final byte[] other = pattern(48, 99);
        bench.in(fragment4(datagram, 1, 0, 56)).in(fragment4(other, 1, 32, true));
        bench.in(fragment4(datagram, 1, 56, 108));
        final byte[] expected = datagram.clone();
        System.arraycopy(other, 24, expected, 56, 24);
        assertThat(bench.ip("fragmentOverlaps")).isEqualTo(2);
        assertThat(bench.ip("fragmentConflictBytes")).isGreaterThan(20);
        // The mixture fails the checksum, as it should.
        assertThat(bench.udp("badChecksum")).isEqualTo(1);
        final Bench unchecked = new Bench(ignoring());
        unchecked.in(fragment4(datagram, 1, 0, 56)).in(fragment4(other, 1, 32, true));
        unchecked.in(fragment4(datagram, 1, 56, 108));
        assertThat(unchecked.datagrams).containsExactly(Arrays.copyOfRange(expected, 8, 108));
    }

    @Test
    void arrivalNumbersDecideWhateverTheOrder() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        final byte[] other = pattern(48, 99);
        final Bench expected = new Bench(ignoring());
        expected.in(fragment4(datagram, 1, 0, 56), 10).in(fragment4(other, 1, 32, true), 11);
        expected.in(fragment4(datagram, 1, 56, 108), 12);
        final Bench overtaken = new Bench(ignoring());
        overtaken.in(fragment4(other, 1, 32, true), 11).in(fragment4(datagram, 1, 0, 56), 10);
        overtaken.in(fragment4(datagram, 1, 56, 108), 12);
        assertThat(overtaken.datagrams.get(0)).isEqualTo(expected.datagrams.get(0));
    }

    /** RFC 5722: the datagram is dropped, and so is what comes of it later. */
    @Test
    void anOverlapInIpv6DropsTheDatagram() {
        final byte[] datagram = udp(A6, B6, 5, 6, pattern(100, 1));
        bench.in(fragment6(datagram, 1, 0, 56)).in(fragment6(datagram, 1, 48, 72));
        bench.in(fragment6(datagram, 1, 56, 108)).in(fragment6(datagram, 1, 0, 56));
        assertThat(bench.datagrams).isEmpty();
        assertThat(bench.ip("reassemblyOverlaps")).isEqualTo(1);
        assertThat(bench.ip("fragmentsOfDropped")).isEqualTo(2);
    }

    @Test
    void anExactDuplicateIsNoOverlap() {
        final byte[] datagram = udp(A6, B6, 5, 6, pattern(100, 1));
        bench.in(fragment6(datagram, 1, 0, 56)).in(fragment6(datagram, 1, 0, 56));
        bench.in(fragment6(datagram, 1, 56, 108));
        assertThat(bench.datagrams).hasSize(1);
        assertThat(bench.ip("fragmentDuplicates")).isEqualTo(1);
    }

    @Test
    void incompleteDatagramsTimeOut() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        bench.in(fragment4(datagram, 1, 0, 56)).pass(TimeUnit.SECONDS.toNanos(61));
        bench.in(fragment4(datagram, 1, 56, 108));
        assertThat(bench.datagrams).isEmpty();
        assertThat(bench.ip("reassemblyTimeouts")).isEqualTo(1);
        bench.pass(TimeUnit.SECONDS.toNanos(59)).in(fragment4(datagram, 1, 0, 56));
        assertThat(bench.datagrams).hasSize(1);
    }

    @Test
    void tooLongForADatagram() {
        bench.in(fragment4(new byte[1000], 1, 65_000, false));
        assertThat(bench.ip("fragmentTooLong")).isEqualTo(1);
        final byte[] big = udp(A6, B6, 5, 6, new byte[100]);
        bench.in(ipv6(A6, B6, 44, ipv6Fragment(17, 1, 65_528, false, big)));
        assertThat(bench.ip("fragmentTooLong")).isEqualTo(2);
    }

    @Test
    void theLongestDatagramIsReassembled() {
        final byte[] data = pattern(65_535 - 20 - 8, 3);
        final byte[] datagram = udp(A, B, 5, 6, data);
        for (int from = 0; from < datagram.length; from += 1480) {
            bench.in(fragment4(datagram, 1, from, Math.min(datagram.length, from + 1480)));
        }
        assertThat(bench.datagrams).containsExactly(data);
    }

    @Test
    void badLengths() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        bench.in(fragment4(Arrays.copyOf(datagram, 57), 1, 0, true));
        bench.in(fragment4(new byte[0], 1, 56, false));
        assertThat(bench.ip("fragmentBadLength")).isEqualTo(2);
        bench.flags(RxDescriptor.TRUNCATED);
        bench.in(Arrays.copyOf(fragment4(datagram, 1, 0, 56), 60));
        assertThat(bench.ip("fragmentTruncated")).isEqualTo(1);
    }

    @Test
    void fragmentsThatDisagreeAboutTheLength() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        bench.in(fragment4(datagram, 1, 56, 108)).in(fragment4(new byte[8], 1, 112, false));
        assertThat(bench.ip("reassemblyConflicts")).isEqualTo(1);
        bench.in(fragment4(datagram, 2, 56, 108)).in(fragment4(new byte[8], 2, 160, true));
        assertThat(bench.ip("reassemblyConflicts")).isEqualTo(2);
        bench.in(fragment4(datagram, 1, 0, 56));
        assertThat(bench.datagrams).isEmpty();
    }

    @Test
    void theOldestGivesWay() {
        final Bench small = new Bench(StackConfig.defaults().withReassembly(1 << 20, 3));
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        for (int id = 1; id <= 4; id++) {
            small.in(fragment4(datagram, id, 0, 56));
        }
        for (int id = 2; id <= 4; id++) {
            small.in(fragment4(datagram, id, 56, 108));
        }
        assertThat(small.datagrams).hasSize(3);
        assertThat(small.ip("reassemblyEvictions")).isEqualTo(1);
    }

    @Test
    void memoryIsBounded() {
        final Bench small = new Bench(StackConfig.defaults().withReassembly(64 << 10, 1000));
        final byte[] datagram = udp(A, B, 5, 6, pattern(40_000, 1));
        for (int id = 1; id <= 10; id++) {
            small.in(fragment4(datagram, id, 8000, 16_000));
        }
        assertThat(small.ip("reassemblyEvictions")).isEqualTo(8);
    }

    @Test
    void congestionMarksAreKept() {
        final byte[] datagram = udp(A, B, 5, 6, pattern(100, 1));
        final byte[] first = fragment4(datagram, 1, 0, 56);
        final byte[] second = fragment4(datagram, 1, 56, 108);
        first[15] = 2;
        second[15] = 3;
        final Bench unchecked = new Bench(ignoring()).in(first).in(second);
        assertThat(unchecked.datagrams).hasSize(1);
        second[15] = 3;
        first[15] = 0;
        unchecked.in(first).in(second);
        assertThat(unchecked.ip("reassemblyConflicts")).isEqualTo(1);
    }

    private static StackConfig ignoring() {
        return StackConfig.defaults().withChecksums(ChecksumPolicy.IGNORE);
    }

    /**
     * Datagrams cut anyhow, shuffled and repeated, come out whole, and once: the first or the last
     * fragment of each is never repeated, since a datagram of which every fragment comes twice is
     * rightly delivered twice.
     */
    @Property(tries = 200)
    void anyOrderOfAnyCutGivesTheDatagram(
            @ForAll final long seed, @ForAll @IntRange(min = 9, max = 20_000) final int length) {
        final Random random = new Random(seed);
        final List<byte[]> wire = new ArrayList<>();
        final List<byte[]> data = new ArrayList<>();
        for (int id = 0; id < 3; id++) {
            data.add(pattern(length, random.nextInt()));
            final boolean v6 = random.nextBoolean();
            final byte[] datagram =
                    v6 ? udp(A6, B6, 5, 6, data.get(id)) : udp(A, B, 5, 6, data.get(id));
            final boolean spareFirst = random.nextBoolean();
            int from = 0;
            while (from < datagram.length) {
                final int to = Math.min(datagram.length, from + 8 * (1 + random.nextInt(180)));
                final boolean spared = spareFirst ? from == 0 : to == datagram.length;
                final boolean whole = from == 0 && to == datagram.length;
                if (whole) {
                    wire.add(v6 ? ipv6(A6, B6, 17, datagram) : ipv4(A, B, 17, id, 0, datagram));
                } else {
                    wire.add(
                            v6
                                    ? fragment6(datagram, id, from, to)
                                    : fragment4(datagram, id, from, to));
                    if (!spared && random.nextInt(10) == 0) {
                        wire.add(wire.get(wire.size() - 1));
                    }
                }
                from = to;
            }
        }
        Collections.shuffle(wire, random);
        final Bench shuffled = new Bench();
        wire.forEach(shuffled::in);
        // A duplicate after completion begins a datagram of its own, which is never completed.
        assertThat(shuffled.datagrams).containsExactlyInAnyOrderElementsOf(data);
    }
}
