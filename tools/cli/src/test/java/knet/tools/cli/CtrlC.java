package knet.tools.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Ctrl-C sends, for tests of processes that they start. */
final class CtrlC {
    private static final Path KILL = Path.of("/bin/kill");
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Bit of signal 2 in a mask of signals. */
    private static final long SIGINT = 1 << 1;

    private CtrlC() {}

    /** Skips the test, with the reason, where no process that it starts would get it. */
    static void assumeItArrives() throws IOException {
        assumeThat(Files.isExecutable(KILL)).as("a kill command at " + KILL).isTrue();
        assumeThat(isIgnored())
                .as("SIGINT is ignored here, as under nohup or in a script's background")
                .isFalse();
    }

    /** What a process was told to ignore, its children ignore too. */
    private static boolean isIgnored() throws IOException {
        if (!Files.exists(STATUS)) {
            return false;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(ignored -> (ignored & SIGINT) != 0);
    }

    static void send(final Process process) throws IOException, InterruptedException {
        new ProcessBuilder(KILL.toString(), "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
