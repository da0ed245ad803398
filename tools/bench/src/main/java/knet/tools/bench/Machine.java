package knet.tools.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

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

    /** For people: one line, and a warning if it is busy. */
    String text() {
        return cpu
                + ", "
                + processors
                + " processors, "
                + system
                + ", "
                + jdk
                + '\n'
                + (loadAverage > 1
                        ? String.format(
                                Locale.ROOT,
                                "load average %.1f at the start: this machine is busy, ratios tell"
                                        + " more than figures%n",
                                loadAverage)
                        : "");
    }

    /** As the object {@code machine}. */
    void writeTo(final JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("machine");
        json.writeStringField("cpu", cpu);
        json.writeNumberField("processors", processors);
        json.writeStringField("system", system);
        json.writeStringField("jdk", jdk);
        json.writeNumberField("loadAverage", loadAverage);
        json.writeEndObject();
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
