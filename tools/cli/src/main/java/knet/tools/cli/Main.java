package knet.tools.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
    private static final int BUFFER_BYTES = 1 << 16;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(final String[] args) {
        // UTF-8 whatever the locale: a result that is redirected must not depend on it.
        final ResultPrinter results = new ResultPrinter(new FileOutputStream(FileDescriptor.out));
        System.setOut(results);
        System.setErr(utf8(new FileOutputStream(FileDescriptor.err)));
        int code = new Program(System.out, System.err).run(args);
        System.out.flush();
        if (results.failure() != null) {
            // A reader that has seen enough is no news; a full disk is.
            if (!results.isReaderGone()) {
                System.err.println("knet: cannot write the result: " + results.failure());
            }
            code = Math.max(code, Exit.FAILED);
        }
        System.err.flush();
        System.exit(code);
    }

    private static PrintStream utf8(final OutputStream out) {
        return new PrintStream(
                new BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    }
}
