package knet.threads.ip;

import org.agrona.DirectBuffer;

/** Checks that the options of an IPv4 header are well formed (RFC 791 section 3.1). */
final class Ipv4Options {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;

    private Ipv4Options() {}

    static boolean areValid(final DirectBuffer buffer, final int from, final int end) {
        int offset = from;
        while (offset < end) {
            final int type = buffer.getByte(offset) & 0xff;
            if (type == END) {
                return true;
            }
            if (type == NO_OPERATION) {
                offset++;
                continue;
            }
            if (offset + 2 > end) {
                return false;
            }
            final int length = buffer.getByte(offset + 1) & 0xff;
            if (length < 2 || offset + length > end) {
                return false;
            }
            offset += length;
        }
        return true;
    }
}
