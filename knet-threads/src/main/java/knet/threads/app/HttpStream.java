package knet.threads.app;

import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Finds the messages in one direction of an HTTP/1 connection (RFC 9112): start line, header
 * fields, body by length, chunks or to the end. It sees one direction alone, so a response whose
 * announced body is followed at once by another status line is taken for the answer to a HEAD.
 */
final class HttpStream {
    /** Where in a message the next byte belongs. */
    private enum State {
        START_LINE,
        FIELDS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        BODY_TO_END,
        /** Something else: a protocol of its own, an upgrade, a tunnel. */
        OPAQUE
    }

    private static final String VERSION = "HTTP/1.";
    private static final int MAX_MALFORMED_LINES = 64;

    private final long[] counters;
    private final HttpLine line = new HttpLine();
    private State state = State.START_LINE;
    private boolean recognised;
    private boolean response;
    private int status;
    private boolean chunked;
    private long contentLength;
    private long remaining;
    private int malformed;

    HttpStream(final long[] counters) {
        this.counters = counters;
    }

    void onData(final DirectBuffer buffer, final int offset, final int length) {
        int done = 0;
        while (done < length && state != State.OPAQUE) {
            final int available = length - done;
            switch (state) {
                case BODY:
                case CHUNK:
                    done += body(buffer, offset + done, available);
                    break;
                case BODY_TO_END:
                    count(HttpCounter.BODY_BYTES, available);
                    return;
                default:
                    done += line.add(buffer, offset + done, available);
                    if (line.isComplete()) {
                        onLine();
                        line.clear();
                    } else if (!recognised && cannotBeHttp()) {
                        giveUp();
                    }
                    break;
            }
        }
    }

    private int body(final DirectBuffer buffer, final int offset, final int available) {
        if (state == State.BODY
                && response
                && remaining == contentLength
                && isStatusLine(buffer, offset, available)) {
            state = State.START_LINE;
            return 0;
        }
        final int taken = (int) Math.min(available, remaining);
        count(HttpCounter.BODY_BYTES, taken);
        remaining -= taken;
        if (remaining == 0) {
            state = state == State.CHUNK ? State.CHUNK_END : State.START_LINE;
        }
        return taken;
    }

    private static boolean isStatusLine(
            final DirectBuffer buffer, final int offset, final int available) {
        if (available < VERSION.length()) {
            return false;
        }
        for (int i = 0; i < VERSION.length(); i++) {
            if (buffer.getByte(offset + i) != (byte) VERSION.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes that the capture does not hold. */
    void onGap(final long missingBytes) {
        if (state == State.OPAQUE || state == State.BODY_TO_END) {
            return;
        }
        if ((state == State.BODY || state == State.CHUNK) && missingBytes < remaining) {
            remaining -= missingBytes;
            return;
        }
        // Where the next message begins is not known: its start line will tell.
        state = recognised ? State.START_LINE : State.OPAQUE;
        line.clear();
    }

    private void onLine() {
        switch (state) {
            case START_LINE:
                onStartLine();
                break;
            case FIELDS:
                if (line.length() == 0) {
                    onFieldsEnd();
                } else {
                    onField();
                }
                break;
            case CHUNK_SIZE:
                onChunkSize();
                break;
            case CHUNK_END:
                state = State.CHUNK_SIZE;
                break;
            default:
                if (line.length() == 0) {
                    state = State.START_LINE;
                }
                break;
        }
    }

    private void onStartLine() {
        if (line.length() == 0) {
            return;
        }
        if (line.startsWith(VERSION)) {
            onStatusLine();
        } else if (line.endsWithVersion(" " + VERSION)) {
            onRequestLine();
        } else {
            onMalformed();
        }
    }

    private void onStatusLine() {
        final String[] parts = line.head().split(" ", 3);
        status = parts.length < 2 ? -1 : number(parts[1], 10);
        if (status < 100 || status > 599) {
            onMalformed();
            return;
        }
        response = true;
        begin();
        count(HttpCounter.RESPONSES, 1);
        count(HttpCounter.ofStatus(status), 1);
    }

    private void onRequestLine() {
        final String head = line.head();
        final int space = head.indexOf(' ');
        if (space <= 0) {
            onMalformed();
            return;
        }
        response = false;
        begin();
        count(HttpCounter.REQUESTS, 1);
        count(HttpCounter.ofMethod(head.substring(0, space)), 1);
    }

    private void begin() {
        if (!recognised) {
            recognised = true;
            count(HttpCounter.STREAMS, 1);
        }
        chunked = false;
        contentLength = -1;
        state = State.FIELDS;
    }

    private void onField() {
        if (line.startsWith("content-length:")) {
            final String value = line.head().substring("content-length:".length()).trim();
            contentLength = longNumber(value);
        } else if (line.startsWith("transfer-encoding:")) {
            chunked |= line.head().toLowerCase(Locale.ROOT).contains("chunked");
        }
    }

    private void onFieldsEnd() {
        final boolean bodiless = response && (status < 200 || status == 204 || status == 304);
        if (response && status == 101) {
            state = State.OPAQUE;
        } else if (bodiless) {
            state = State.START_LINE;
        } else if (chunked) {
            state = State.CHUNK_SIZE;
        } else if (contentLength > 0) {
            remaining = contentLength;
            state = State.BODY;
        } else if (response && contentLength < 0) {
            state = State.BODY_TO_END;
        } else {
            state = State.START_LINE;
        }
    }

    private void onChunkSize() {
        final String head = line.head();
        final int extension = head.indexOf(';');
        final int size = number((extension < 0 ? head : head.substring(0, extension)).trim(), 16);
        if (size < 0) {
            onMalformed();
            state = State.START_LINE;
        } else if (size == 0) {
            state = State.TRAILER;
        } else {
            remaining = size;
            state = State.CHUNK;
        }
    }

    private void onMalformed() {
        if (!recognised || ++malformed > MAX_MALFORMED_LINES) {
            giveUp();
        } else {
            count(HttpCounter.MALFORMED, 1);
        }
    }

    /** A first line that does not begin with a letter, or is endless, is no start line. */
    private boolean cannotBeHttp() {
        return line.length() > 1 << 16
                || line.length() > 0 && !Character.isLetter(line.head().charAt(0));
    }

    private void giveUp() {
        if (!recognised) {
            count(HttpCounter.OTHER_STREAMS, 1);
        }
        state = State.OPAQUE;
    }

    private static int number(final String text, final int radix) {
        final long value = parse(text, radix);
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private static long longNumber(final String text) {
        return parse(text, 10);
    }

    /** A number of up to 15 digits, -1 if the text is none. */
    private static long parse(final String text, final int radix) {
        if (text.isEmpty() || text.length() > 15) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            final int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private void count(final HttpCounter counter, final long amount) {
        counters[counter.ordinal()] += amount;
    }
}
