package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How far a replay is: in bytes of its files where that can be known, else in frames. Used by one
 * thread.
 */
final class ReplayProgress {
    /** Of a record's header in a pcap file; of pcapng's blocks it is the least. */
    private static final int RECORD_HEADER_BYTES = 16;

    private static final long UNKNOWN = -1;
    private static final long MB = 1_000_000;

    private final Progress bar;
    private final boolean inBytes;

    private ReplayProgress(final Progress bar, final boolean inBytes) {
        this.bar = bar;
        this.inBytes = inBytes;
    }

    /** Of a replay of files, which it reads from end to end, several times. */
    static ReplayProgress ofFiles(final Console console, final List<Path> files, final long loops) {
        final long bytes = totalBytes(files, loops);
        return bytes == UNKNOWN
                ? ofUnknown(console)
                : new ReplayProgress(new Progress(console, "replaying", "MB", MB, bytes), true);
    }

    /** Of a replay whose end cannot be known. */
    static ReplayProgress ofUnknown(final Console console) {
        return new ReplayProgress(new Progress(console, "replaying", "frames", 1, UNKNOWN), false);
    }

    private static long totalBytes(final List<Path> files, final long loops) {
        long sum = 0;
        for (final Path file : files) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
                return UNKNOWN;
            }
            try {
                sum += Files.size(file);
            } catch (final IOException e) {
                return UNKNOWN;
            }
        }
        return sum == 0 || loops > Long.MAX_VALUE / sum ? UNKNOWN : sum * loops;
    }

    void update(final long frames, final long bytes) {
        bar.update(inBytes ? bytes + RECORD_HEADER_BYTES * frames : frames);
    }

    void end() {
        bar.end();
    }
}
