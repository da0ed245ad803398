package knet.tools.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Remembers why writing failed: a PrintStream above it tells only that it did. */
final class ResultStream extends FilterOutputStream {
    private IOException failure;

    ResultStream(final OutputStream out) {
        super(out);
    }

    @Override
    public void write(final int b) throws IOException {
        try {
            out.write(b);
        } catch (final IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (final IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Null if nothing went wrong. */
    String failure() {
        return failure == null ? null : failure.getMessage();
    }

    /** True if the other end of the pipe was closed, as {@code head} does. */
    boolean isReaderGone() {
        return failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe");
    }
}
