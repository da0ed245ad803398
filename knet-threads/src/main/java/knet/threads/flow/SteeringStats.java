package knet.threads.flow;

import java.util.Map;

/**
 * Measures of a steering decision, over bidirectional flows: a flow is an unordered pair of
 * addresses with the protocol and, for TCP, UDP and SCTP, the pair of ports. A datagram in
 * fragments belongs to the flow of its ports; if it was never completed and its first fragment did
 * not come, to the flow of its addresses and protocol.
 *
 * @param flows met
 * @param splitFlows whose packets met more than one queue
 * @param splitReasons of those, each under one reason: {@code direction} (each direction on a queue
 *     of its own), {@code fragment} (some came as fragments, others whole), {@code vlan} (packets
 *     with other tags), {@code tunnel} (the flow carries others inside), {@code other}; the sum is
 *     splitFlows
 * @param reordered packets of a directed flow that the host saw after one that the NIC saw later
 * @param evicted directed flows that gave way for want of room, and are not in the other figures
 * @param flowsPerQueue flows that had a packet on the queue; a split flow is in several
 * @param flowsByProtocol flows by IP protocol number; those that occur, their sum is flows
 */
public record SteeringStats(
        long flows,
        long splitFlows,
        Map<String, Long> splitReasons,
        long reordered,
        long evicted,
        long[] flowsPerQueue,
        Map<Integer, Long> flowsByProtocol) {}
