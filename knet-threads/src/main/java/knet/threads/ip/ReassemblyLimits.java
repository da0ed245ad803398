package knet.threads.ip;

/**
 * Bounds of reassembly in one stack.
 *
 * @param bytes most memory for incomplete datagrams
 * @param datagrams most incomplete datagrams at a time
 * @param ipv4TimeoutNs how long an IPv4 datagram may take, protocol time
 * @param ipv6TimeoutNs how long an IPv6 datagram may take, protocol time
 */
public record ReassemblyLimits(int bytes, int datagrams, long ipv4TimeoutNs, long ipv6TimeoutNs) {}
