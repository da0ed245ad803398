package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a figure was measured on.
 *
 * @param cpu the processor's name as the kernel has it, "unknown" elsewhere
 * @param processors that this JVM may use
 * @param system operating system and version
 * @param jdk version of the JVM
 * @param loadAverage of the last minute when the benchmarks started: above 1, figures are not to be
 *     quoted
 */
public record Machine(String cpu, int processors, String system, String jdk, double loadAverage) {
    /** This machine, now. */
    public static Machine here() {
        return new Machine(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
    }

    private static String cpuName() {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (final IOException e) {
            return "unknown";
        }
        return "unknown";
    }
}
