package knet.tools.cli;

import java.io.PrintStream;
import knet.tools.report.PlainText;

/**
 * Where a command writes: results to {@link #out}, all else to {@link #err}.
 *
 * @param outIsTerminal whether a person looks at stdout
 * @param errIsTerminal whether a person looks at stderr: progress is shown only then
 * @param columns of the terminal
 */
record Console(
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns) {

    private static final int DEFAULT_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 40;
    private static final int MOST_COLUMNS = 400;

    /** The launcher tells what the standard streams are: Java 17 has no way to ask. */
    static Console standard(final PrintStream out, final PrintStream err) {
        return new Console(
                out, err, isSet("KNET_STDOUT_TTY"), isSet("KNET_STDERR_TTY"), terminalColumns());
    }

    private static int terminalColumns() {
        final String columns = System.getenv("KNET_COLUMNS");
        if (columns == null || !columns.matches("\\d{1,4}")) {
            return DEFAULT_COLUMNS;
        }
        return Math.max(LEAST_COLUMNS, Math.min(Integer.parseInt(columns), MOST_COLUMNS));
    }

    private static boolean isSet(final String name) {
        return "1".equals(System.getenv(name));
    }

    /** True once a write has failed: looked at without flushing what is buffered. */
    boolean isReaderGone() {
        return out instanceof ResultPrinter printer && printer.hasFailed();
    }

    /** One line on stderr. */
    void say(final String line) {
        err.println(PlainText.printable(line));
        err.flush();
    }

    void warn(final String line) {
        say("knet: warning: " + line);
    }
}
