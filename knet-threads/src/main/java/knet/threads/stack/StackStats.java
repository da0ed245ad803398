package knet.threads.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stack has counted, by layer. The keys are the labels of the layers' counter enums and are
 * never renamed.
 *
 * @param ip keys of {@link knet.threads.ip.IpCounter}
 * @param tcp keys of {@link knet.threads.tcp.TcpCounter}
 * @param udp keys of {@link knet.threads.udp.UdpCounter}
 */
public record StackStats(Map<String, Long> ip, Map<String, Long> tcp, Map<String, Long> udp) {
    /** Sums of nothing, to merge into. */
    public static StackStats empty() {
        return new StackStats(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The sum of two stacks' counters. */
    public StackStats plus(final StackStats other) {
        return new StackStats(sum(ip, other.ip), sum(tcp, other.tcp), sum(udp, other.udp));
    }

    private static Map<String, Long> sum(final Map<String, Long> a, final Map<String, Long> b) {
        final Map<String, Long> result = new LinkedHashMap<>(a);
        b.forEach((key, value) -> result.merge(key, value, Long::sum));
        return result;
    }
}
