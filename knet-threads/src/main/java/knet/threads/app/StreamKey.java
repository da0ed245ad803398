package knet.threads.app;

import knet.threads.ip.AddressText;

/**
 * Names a stream: a directed tuple, and when its connection began.
 *
 * @param version of IP, 4 or 6
 * @param sourceHigh high half of the source address, 0 for IPv4
 * @param sourceLow low half; for IPv4 the address, zero-extended
 * @param destinationHigh as sourceHigh
 * @param destinationLow as sourceLow
 * @param sourcePort 0 to 65,535
 * @param destinationPort 0 to 65,535
 * @param startNs protocol time of the connection's first segment, ns since 1970
 * @param startArrival number of that segment in the order of the wire, low 32 bits
 */
public record StreamKey(
        int version,
        long sourceHigh,
        long sourceLow,
        long destinationHigh,
        long destinationLow,
        int sourcePort,
        int destinationPort,
        long startNs,
        int startArrival) {

    /** The directed tuple: {@code 10.0.0.1:40000->10.0.0.2:80}, IPv6 addresses in brackets. */
    public String flow() {
        return AddressText.of(version, sourceHigh, sourceLow, sourcePort)
                + "->"
                + AddressText.of(version, destinationHigh, destinationLow, destinationPort);
    }
}
