package knet.traces.info;

import java.util.Map;
import knet.traces.header.HeaderWalk;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntCounterMap;

/**
 * Counts flows as {@link TraceInfo} defines them: those with ports, and beside them the pairs of
 * addresses between which a protocol without ports ran. Allocates only as new ones appear.
 */
public final class FlowCounter {
    private final FlowSet flows = new FlowSet();
    private final FlowSet portless = new FlowSet();
    private final Int2IntCounterMap flowsByProtocol = new Int2IntCounterMap(0);
    private final Int2IntCounterMap portlessByProtocol = new Int2IntCounterMap(0);

    /**
     * Counts a frame's flow if it is new.
     *
     * @param headers that have walked the frame in {@code buffer}
     */
    public void add(final DirectBuffer buffer, final HeaderWalk headers) {
        if (headers.sourcePort() != HeaderWalk.NONE) {
            add(buffer, headers, flows, flowsByProtocol);
        } else if (headers.protocol() != HeaderWalk.NONE && !isOfNoFlow(headers)) {
            add(buffer, headers, portless, portlessByProtocol);
        }
    }

    private static void add(
            final DirectBuffer buffer,
            final HeaderWalk headers,
            final FlowSet set,
            final Int2IntCounterMap byProtocol) {
        if (set.add(buffer, headers)) {
            byProtocol.incrementAndGet(headers.protocol());
        }
    }

    /** True of a later fragment of what has ports: they stand in the first one alone. */
    static boolean isOfNoFlow(final HeaderWalk headers) {
        return headers.isLaterFragment() && hasPorts(headers.protocol());
    }

    private static boolean hasPorts(final int protocol) {
        return protocol == HeaderWalk.TCP
                || protocol == HeaderWalk.UDP
                || protocol == HeaderWalk.SCTP;
    }

    /** Flows with ports. */
    public long flows() {
        return flows.flows();
    }

    /** Pairs of addresses and a protocol of packets without ports. */
    public long portlessFlows() {
        return portless.flows();
    }

    /** There may be more than were counted. */
    boolean isFull() {
        return flows.isFull() || portless.isFull();
    }

    Map<String, Long> flowsByProtocol() {
        return TraceInfoCollector.byName(flowsByProtocol);
    }

    Map<String, Long> portlessFlowsByProtocol() {
        return TraceInfoCollector.byName(portlessByProtocol);
    }
}
