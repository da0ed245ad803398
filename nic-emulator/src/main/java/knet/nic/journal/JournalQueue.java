package knet.nic.journal;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;

/** How Chronicle Queue is set up for a journal. */
final class JournalQueue {
    static {
        // No usage reports, no threads that watch the disk, no banner; unless the user says so.
        setDefault("chronicle.analytics.disable", "true");
        setDefault("chronicle.disk.monitor.disable", "true");
        setDefault("chronicle.announcer.disable", "true");
    }

    private JournalQueue() {}

    private static void setDefault(final String key, final String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    static ChronicleQueue open(final Path directory, final boolean isReadOnly) {
        return ChronicleQueue.singleBuilder(directory).readOnly(isReadOnly).build();
    }
}
