package knet.tools.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts another JVM with this program's classes: as the launcher does it. */
final class ChildJava {
    private ChildJava() {}

    /** Up to and with the class path: a main class and its arguments follow. */
    static List<String> command() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // With a class path, the manifest's entries do not count.
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        command.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        // The collector with the cheapest barriers: the packet path allocates nothing.
        command.add("-XX:+UseSerialGC");
        // Lets the watchdog's thread run while a classifier is in a long counted loop.
        command.add("-XX:+UseCountedLoopSafepoints");
        command.add("-XX:LoopStripMiningIter=1000");
        command.add("-XX:-UsePerfData");
        command.add("-Xshare:auto");
        command.add("-Xlog:disable");
        final String archive = System.getProperty("knet.archive");
        if (archive != null && Files.isReadable(Path.of(archive))) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.add("-cp");
        command.add(classPath());
        return command;
    }

    /** Absolute, so that it holds whatever directory the child runs in. */
    private static String classPath() {
        final List<String> entries = new ArrayList<>();
        for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(entry.isEmpty() ? entry : Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
