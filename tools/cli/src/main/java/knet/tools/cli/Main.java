package knet.tools.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(final String[] args) {
        // UTF-8 whatever the locale: a result that is redirected must not depend on it.
        final ResultPrinter results = new ResultPrinter(new FileOutputStream(FileDescriptor.out));
        System.setOut(results);
        // Unbuffered: a progress bar ends no line.
        System.setErr(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        ClassifierWatch.start();
        int code = new Program(System.out, System.err).run(args);
        System.out.flush();
        if (results.failure() != null) {
            // A reader that has seen enough is no failure; a full disk is.
            if (!results.isReaderGone()) {
                System.err.println("knet: cannot write the result: " + results.failure());
                code = Math.max(code, Exit.FAILED);
            }
        }
        System.err.flush();
        System.exit(code);
    }
}
