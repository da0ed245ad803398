package knet.threads.app;

/**
 * What was found of one stream.
 *
 * @param flow the directed tuple, see {@link StreamKey#flow}
 * @param incarnation 0 for the tuple's first connection that carried data, counting up in time
 * @param bytes delivered
 * @param missingBytes in gaps that the capture never filled, and cut off by its snapshot length
 * @param sha256 of the delivered bytes, 64 hexadecimal digits
 */
public record StreamRecord(
        String flow, int incarnation, long bytes, long missingBytes, String sha256) {}
