package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of the machine's processors others have used since a look: other programs, and on a
 * virtual machine the host (steal). From Linux's /proc; unknown elsewhere.
 */
final class ForeignLoad {
    private static final Path PROC = Path.of("/proc");

    /** user nice system idle iowait irq softirq steal: see proc(5). */
    private static final int KINDS = 8;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;

    /** Fields of /proc/PID/stat behind the name: utime and stime are numbers 14 and 15 of all. */
    private static final int UTIME = 11;

    private final Path proc;
    private final List<Long> own;
    private Reading before;

    /** What was read: clock ticks. */
    private record Reading(long total, long busy, long ours) {}

    /**
     * Begins.
     *
     * @param own processes whose use is not foreign
     */
    static ForeignLoad watch(final Long... own) {
        return new ForeignLoad(PROC, own);
    }

    ForeignLoad(final Path proc, final Long... own) {
        this.proc = proc;
        this.own = List.of(own);
        this.before = read();
    }

    /**
     * Share of all processors' time since the last call, 0 to 1, and a new beginning.
     *
     * @return NaN if the machine does not tell
     */
    double share() {
        final Reading now = read();
        final Reading then = before;
        before = now;
        if (then == null || now == null || now.total() <= then.total()) {
            return Double.NaN;
        }
        final long foreign = now.busy() - then.busy() - (now.ours() - then.ours());
        return Math.max(0, Math.min(1, (double) foreign / (now.total() - then.total())));
    }

    private Reading read() {
        try {
            final String first = Files.readString(proc.resolve("stat")).split("\n", 2)[0];
            final String[] fields = first.split("\\s+");
            long total = 0;
            long busy = 0;
            for (int i = 0; i < KINDS; i++) {
                final long ticks = Long.parseLong(fields[i + 1]);
                total += ticks;
                busy += i == IDLE || i == IO_WAIT ? 0 : ticks;
            }
            long ours = 0;
            for (final long pid : own) {
                ours += ticksOf(pid);
            }
            return new Reading(total, busy, ours);
        } catch (final IOException | RuntimeException e) {
            return null; // Not Linux, or a process of ours has ended.
        }
    }

    private long ticksOf(final long pid) throws IOException {
        final String text = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
        // The name may hold blanks and parentheses.
        final String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
    }
}
