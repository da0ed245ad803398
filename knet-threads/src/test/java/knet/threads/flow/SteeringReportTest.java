package knet.threads.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import knet.threads.base.QueueSet;
import knet.threads.stack.Bench;
import knet.threads.stack.Frames;
import org.junit.jupiter.api.Test;

/** What is said of a steering decision, from the packets that came through each queue. */
class SteeringReportTest {
    private static final int QUEUES = 4;
    private static final byte[] DATA = new byte[100];

    /** One stack per queue, as in the affine modes. */
    private final Map<Integer, Bench> benches = new HashMap<>();

    private int arrival;

    private void in(final int queue, final byte[] frame) {
        in(queue, frame, arrival++);
    }

    private void in(final int queue, final byte[] frame, final int number) {
        final Bench bench = benches.computeIfAbsent(queue, unused -> new Bench());
        bench.deliver(frame, number, queue, bench.stack);
    }

    private SteeringStats stats() {
        final SteeringReport report = new SteeringReport();
        benches.values().forEach(Bench::end);
        benches.values().forEach(bench -> report.add(bench.stack.flows()));
        return report.stats(QUEUES);
    }

    private static byte[] udp(
            final String from, final String to, final int fromPort, final int toPort) {
        return Frames.ipv4(from, to, 17, 1, 0, Frames.udp(from, to, fromPort, toPort, DATA));
    }

    private static byte[] there() {
        return udp("10.0.0.1", "10.0.0.2", 1000, 53);
    }

    private static byte[] back() {
        return udp("10.0.0.2", "10.0.0.1", 53, 1000);
    }

    @Test
    void bothDirectionsAreOneFlow() {
        in(1, there());
        in(1, back());
        in(2, udp("10.0.0.1", "10.0.0.2", 1001, 53));
        final SteeringStats stats = stats();
        assertThat(stats.flows()).isEqualTo(2);
        assertThat(stats.splitFlows()).isZero();
        assertThat(stats.flowsPerQueue()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void splitByDirection() {
        in(1, there());
        in(2, back());
        in(1, there());
        isSplitBy("direction");
    }

    @Test
    void splitByFragments() {
        in(1, there());
        final byte[] datagram = Frames.udp("10.0.0.1", "10.0.0.2", 1000, 53, DATA);
        in(3, Frames.ipv4("10.0.0.1", "10.0.0.2", 17, 9, 0x2000, Arrays.copyOf(datagram, 56)));
        in(
                3,
                Frames.ipv4(
                        "10.0.0.1",
                        "10.0.0.2",
                        17,
                        9,
                        7,
                        Arrays.copyOfRange(datagram, 56, datagram.length)));
        isSplitBy("fragment");
    }

    @Test
    void fragmentsThatWereNeverCompletedBelongToTheFlowOfTheirPorts() {
        in(1, there());
        final byte[] datagram = Frames.udp("10.0.0.1", "10.0.0.2", 1000, 53, DATA);
        in(3, Frames.ipv4("10.0.0.1", "10.0.0.2", 17, 9, 0x2000, Arrays.copyOf(datagram, 56)));
        isSplitBy("fragment");
    }

    /** It is given up long after later packets, which says nothing about the order of arrival. */
    @Test
    void aDatagramThatWasNeverCompletedIsNotReordered() {
        final byte[] datagram = Frames.udp("10.0.0.1", "10.0.0.2", 1000, 53, DATA);
        in(1, Frames.ipv4("10.0.0.1", "10.0.0.2", 17, 9, 0x2000, Arrays.copyOf(datagram, 56)));
        in(1, there());
        in(1, there());
        assertThat(stats().reordered()).isZero();
    }

    /** A classifier finds no ports behind its fragment header, though nothing is missing of it. */
    @Test
    void splitByAtomicFragmentsAmongOthers() {
        in(1, udp6("fd00::1", "fd00::2", 1000, 53));
        in(3, atomic("fd00::1", "fd00::2", 1000, 53));
        isSplitBy("fragment");
    }

    /** What {@code direction} would advise, a key alike for both directions, would not help. */
    @Test
    void splitByADirectionOfAtomicFragmentsAlone() {
        in(1, udp6("fd00::1", "fd00::2", 1000, 53));
        in(1, udp6("fd00::1", "fd00::2", 1000, 53));
        in(3, atomic("fd00::2", "fd00::1", 53, 1000));
        isSplitBy("fragment");
    }

    @Test
    void splitByDirectionThoughBothSendFragments() {
        in(1, atomic("fd00::1", "fd00::2", 1000, 53));
        in(3, atomic("fd00::2", "fd00::1", 53, 1000));
        isSplitBy("direction");
    }

    private static byte[] udp6(
            final String from, final String to, final int fromPort, final int toPort) {
        return Frames.ipv6(from, to, 17, Frames.udp(from, to, fromPort, toPort, DATA));
    }

    private static byte[] atomic(
            final String from, final String to, final int fromPort, final int toPort) {
        final byte[] datagram = Frames.udp(from, to, fromPort, toPort, DATA);
        return Frames.ipv6(
                from, to, 44, Frames.concat(new byte[] {17, 0, 0, 0, 0, 0, 0, 9}, datagram));
    }

    @Test
    void flowsByProtocol() {
        in(1, there());
        in(2, back());
        in(1, udp("10.0.0.1", "10.0.0.2", 1001, 53));
        in(0, Frames.ipv4("10.0.0.1", "10.0.0.2", 47, 1, 0, DATA));
        assertThat(stats().flowsByProtocol()).isEqualTo(Map.of(17, 2L, 47, 1L));
    }

    @Test
    void splitByTags() {
        in(1, there());
        in(2, Frames.tagged(there(), 0x8100, 5));
        isSplitBy("vlan");
    }

    @Test
    void splitWithinATunnel() {
        in(1, Frames.ipv4("10.0.0.1", "10.0.0.2", 47, 1, 0, DATA));
        in(2, Frames.ipv4("10.0.0.1", "10.0.0.2", 47, 1, 0, DATA));
        isSplitBy("tunnel");
    }

    @Test
    void splitByAClassifierThatSprays() {
        in(1, there());
        in(2, there());
        in(3, back());
        isSplitBy("other");
    }

    private void isSplitBy(final String reason) {
        final SteeringStats stats = stats();
        assertThat(stats.flows()).isEqualTo(1);
        assertThat(stats.splitFlows()).isEqualTo(1);
        assertThat(stats.splitReasons()).containsEntry(reason, 1L);
        assertThat(stats.splitReasons().values().stream().mapToLong(n -> n).sum()).isEqualTo(1);
    }

    @Test
    void packetsOutOfTheOrderOfTheWire() {
        in(1, there(), 10);
        in(1, there(), 12);
        in(1, there(), 11);
        in(1, back(), 5);
        in(1, there(), 13);
        assertThat(stats().reordered()).isEqualTo(1);
    }

    @Test
    void queuesBeyondSixtyFour() {
        final QueueSet set = new QueueSet();
        set.add(3);
        set.add(64);
        set.add(255);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.contains(255)).isTrue();
        assertThat(set.contains(254)).isFalse();
        final QueueSet union = new QueueSet();
        union.add(3);
        union.addAll(set);
        assertThat(union.size()).isEqualTo(3);
    }
}
