package knet.nic.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child JVM that runs this program's classes. */
final class ChildJvm {
    private static final int FIRST_WITH_NATIVE_ACCESS = 24;

    private ChildJvm() {}

    /** Java, its flags and the class path of this process: a main class and arguments follow. */
    static List<String> command() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What Agrona and Chronicle reach into: with -cp the manifest's entries do not count.
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        command.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        // The collector with the cheapest barriers: the packet path allocates nothing.
        command.add("-XX:+UseSerialGC");
        // Lets the watchdog's thread run while a classifier is in a long counted loop.
        command.add("-XX:+UseCountedLoopSafepoints");
        command.add("-XX:LoopStripMiningIter=1000");
        command.add("-XX:-UsePerfData");
        command.add("-Xshare:auto");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        return command;
    }
}
