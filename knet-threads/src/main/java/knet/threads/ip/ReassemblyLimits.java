package knet.threads.ip;

import knet.threads.base.Budget;

/**
 * Bounds of reassembly in one stack.
 *
 * @param budget memory for incomplete datagrams
 * @param datagrams most incomplete datagrams at a time
 * @param ipv4TimeoutNs how long an IPv4 datagram may take, protocol time
 * @param ipv6TimeoutNs how long an IPv6 datagram may take, protocol time
 */
public record ReassemblyLimits(
        Budget budget, int datagrams, long ipv4TimeoutNs, long ipv6TimeoutNs) {}
