package knet.traces.info;

/**
 * Verdicts on one protocol's checksums.
 *
 * @param good right ones
 * @param bad wrong ones
 * @param offloaded the field holds the bare sum of the pseudo-header: a sending host left the rest
 *     to its NIC, behind the point of capture
 * @param absent UDP over IPv4 without a checksum
 * @param unverifiable cut by the capture, or one fragment of the datagram it covers
 */
public record ChecksumCounts(long good, long bad, long offloaded, long absent, long unverifiable) {}
