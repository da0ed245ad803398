package knet.threads.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** HTTP messages in one direction of a connection, in whatever pieces they come. */
class HttpCountsTest {
    private static final StreamKey KEY = new StreamKey(4, 0, 1, 0, 2, 3, 80, 0, 0);

    private final HttpCounts counts = new HttpCounts();
    private final Application app = counts.create();
    private final Object stream = app.onStreamOpen(KEY);

    private HttpCountsTest in(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        app.onData(stream, new UnsafeBuffer(bytes), 0, bytes.length);
        return this;
    }

    private void hasCounted(final String what, final long times) {
        assertThat(counts.results()).as(what).containsEntry(what, times);
    }

    @Test
    void requests() {
        in("GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD /b HTTP/1.0\n\n");
        in("POST /c HTTP/1.1\r\nContent-Length: 4\r\n\r\nGET PUT /d HTTP/1.1\r\n\r\n");
        in("BREW /pot HTTP/1.1\r\n\r\n");
        hasCounted("requests", 5);
        hasCounted("requestsGet", 1);
        hasCounted("requestsHead", 1);
        hasCounted("requestsPost", 1);
        hasCounted("requestsPut", 1);
        hasCounted("requestsOther", 1);
        hasCounted("bodyBytes", 4);
        hasCounted("malformed", 0);
    }

    @Test
    void responses() {
        in("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nCONTENT-LENGTH:3\r\n\r\nabc");
        in("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n");
        in(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nHTTP/\r\n0\r\nT: 1\r\n\r\n");
        in(
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.0 500 Oops\r\n\r\nto the end");
        hasCounted("responses", 6);
        hasCounted("responses1xx", 1);
        hasCounted("responses2xx", 2);
        hasCounted("responses3xx", 1);
        hasCounted("responses4xx", 1);
        hasCounted("responses5xx", 1);
        hasCounted("bodyBytes", 3 + 5 + "to the end".length());
    }

    /** The answer to a HEAD announces a body that does not come. */
    @Test
    void aBodyThatDoesNotCome() {
        in(
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
        hasCounted("responses", 2);
        hasCounted("bodyBytes", 2);
    }

    @Test
    void gapsInBodiesAreNoLoss() {
        in("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc");
        app.onGap(stream, 495);
        in("xyHTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc");
        hasCounted("responses", 2);
        app.onGap(stream, 1000);
        in("middle of a line\r\nHTTP/1.1 404 Not Found\r\n\r\n");
        hasCounted("responses", 3);
        hasCounted("malformed", 1);
    }

    @Test
    void otherProtocols() {
        in("\u0016\u0003\u0001\u0002\u0000hello");
        hasCounted("otherStreams", 1);
        final Object second = app.onStreamOpen(KEY);
        final byte[] mail = "220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII);
        app.onData(second, new UnsafeBuffer(mail), 0, mail.length);
        hasCounted("otherStreams", 2);
        hasCounted("malformed", 0);
    }

    @Test
    void anUpgradeEndsHttp() {
        in("HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
        hasCounted("responses", 1);
    }

    @Test
    void numbersThatAreNone() {
        in("HTTP/1.1 2x0 OK\r\n\r\n");
        hasCounted("responses", 0);
        final Object second = app.onStreamOpen(KEY);
        final byte[] text =
                "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nGET / HTTP/1.1\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        app.onData(second, new UnsafeBuffer(text), 0, text.length);
        hasCounted("requests", 2);
    }

    @Property(tries = 100)
    void piecesMakeNoDifference(@ForAll final long seed) {
        final String text =
                "POST /"
                        + "x".repeat(3000)
                        + " HTTP/1.1\r\nA: b\r\nContent-Length: 10\r\n\r\n0123456789"
                        + "GET / HTTP/1.1\r\n\r\n"
                        + "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                        + "GET / HTTP/1.1\r\n\r\n";
        final HttpCounts whole = new HttpCounts();
        feed(whole, text, text.length());
        final HttpCounts pieces = new HttpCounts();
        feed(pieces, text, 1 + new Random(seed).nextInt(60));
        assertThat(pieces.results()).isEqualTo(whole.results());
        assertThat(whole.results()).containsEntry("requests", 4L).containsEntry("bodyBytes", 13L);
    }

    private static void feed(final HttpCounts target, final String text, final int size) {
        final Application application = target.create();
        final Object state = application.onStreamOpen(KEY);
        final UnsafeBuffer bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
        for (int at = 0; at < text.length(); at += size) {
            application.onData(state, bytes, at, Math.min(size, text.length() - at));
        }
    }

    @Test
    void everyCounterHasItsLabel() {
        assertThat(counts.results()).hasSize(HttpCounter.values().length);
        assertThat(counts.results().values()).containsOnly(0L);
        assertThat(Map.copyOf(counts.results())).containsKey("responses5xx");
    }
}
