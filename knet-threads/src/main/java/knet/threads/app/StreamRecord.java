package knet.threads.app;

/**
 * What was found of one stream.
 *
 * @param key the directed tuple, and which of its connections
 * @param bytes delivered
 * @param missingBytes in gaps that the capture never filled, and cut off by its snapshot length
 * @param sha256 of the delivered bytes, 64 hexadecimal digits
 */
public record StreamRecord(StreamKey key, long bytes, long missingBytes, String sha256) {}
