package knet.tools.cli;

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
        System.setOut(utf8(new FileOutputStream(FileDescriptor.out)));
        System.setErr(utf8(new FileOutputStream(FileDescriptor.err)));
        int code = new Program(System.out, System.err).run(args);
        if (System.out.checkError() && code == Exit.DONE) {
            code = Exit.FAILED; // a full disk, or a reader that has gone
        }
        System.err.flush();
        System.exit(code);
    }

    private static PrintStream utf8(final OutputStream out) {
        return new PrintStream(
                new java.io.BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    }
}
