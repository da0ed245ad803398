package knet.threads.app;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * A line of text that comes in pieces: keeps its beginning and its last bytes, which is all that
 * start lines and the header fields of interest need, so that memory is bounded whatever comes.
 */
final class HttpLine {
    private static final int HEAD_BYTES = 200;
    private static final int TAIL_BYTES = 16;
    private static final byte CARRIAGE_RETURN = '\r';
    private static final byte LINE_FEED = '\n';

    private final byte[] head = new byte[HEAD_BYTES];
    private final byte[] tail = new byte[TAIL_BYTES];
    private int length;
    private boolean complete;

    /**
     * Takes bytes up to and including the end of the line.
     *
     * @return how many were taken
     */
    int add(final DirectBuffer buffer, final int offset, final int available) {
        for (int i = 0; i < available; i++) {
            final byte b = buffer.getByte(offset + i);
            if (b == LINE_FEED) {
                complete = true;
                if (length > 0 && tail[(length - 1) % TAIL_BYTES] == CARRIAGE_RETURN) {
                    length--;
                }
                return i + 1;
            }
            if (length < HEAD_BYTES) {
                head[length] = b;
            }
            tail[length % TAIL_BYTES] = b;
            length++;
            if (length < 0) {
                length = HEAD_BYTES + TAIL_BYTES;
            }
        }
        return available;
    }

    boolean isComplete() {
        return complete;
    }

    void clear() {
        length = 0;
        complete = false;
    }

    int length() {
        return length;
    }

    /** The beginning of the line, at most {@value #HEAD_BYTES} bytes. */
    String head() {
        return new String(head, 0, Math.min(length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    }

    /** True if the line starts with a text of at most {@value #HEAD_BYTES} bytes, in any case. */
    boolean startsWith(final String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toLowerCase((char) (head[i] & 0xff))
                    != Character.toLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** True if the line ends with a text, but for its last character, of at most 16 bytes. */
    boolean endsWithVersion(final String text) {
        final int from = length - text.length() - 1;
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (tail[(from + i) % TAIL_BYTES] != (byte) text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
