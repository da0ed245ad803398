package knet.tools.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Buffered UTF-8 that remembers why writing failed: a PrintStream tells only that it did. */
final class ResultPrinter extends PrintStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Sink sink;

    ResultPrinter(final OutputStream out) {
        this(new Sink(out));
    }

    private ResultPrinter(final Sink sink) {
        super(new BufferedOutputStream(sink, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.sink = sink;
    }

    /** True once a write has failed; what is buffered has not been tried. */
    boolean hasFailed() {
        return sink.failure != null;
    }

    /** Null if nothing went wrong. */
    String failure() {
        return sink.failure == null ? null : sink.failure.getMessage();
    }

    /** True if the other end of the pipe was closed, as {@code head} does. */
    boolean isReaderGone() {
        return sink.failure != null
                && String.valueOf(sink.failure.getMessage()).contains("Broken pipe");
    }

    private static final class Sink extends FilterOutputStream {
        private IOException failure;

        Sink(final OutputStream out) {
            super(out);
        }

        @Override
        public void write(final int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length)
                throws IOException {
            if (failure != null) {
                return; // said once; the rest would fail as well
            }
            try {
                out.write(bytes, offset, length);
            } catch (final IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
