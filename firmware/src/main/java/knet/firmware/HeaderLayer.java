package knet.firmware;

/**
 * A header as the parser found it, for people.
 *
 * @param name {@code Ethernet}, {@code VLAN tag}, {@code IPv4}, {@code TCP} and so on
 * @param depth 0 outside, one more in each tunnel
 * @param offset in the frame, bytes
 * @param length bytes; -1 if it is not known
 * @param text what is in it that a classifier may look at
 */
public record HeaderLayer(String name, int depth, int offset, int length, String text) {}
