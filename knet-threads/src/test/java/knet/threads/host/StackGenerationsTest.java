package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StackGenerationsTest {
    @TempDir Path directory;

    /** HotSpot cannot decode every instruction that it makes: some loads end it when they fault. */
    @Test
    void registersThatAreCutAreAnErrorAndNotTheEndOfTheProcess() throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(
                        argument ->
                                argument.startsWith("--add-") || argument.startsWith("--enable"))
                .forEach(command::add);
        // No interpreter, no first tier: the access is C2's from the first call on.
        command.add("-XX:-TieredCompilation");
        command.add("-XX:ErrorFile=" + directory.resolve("hs_err.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(CutRegisters.class.getName());
        command.add(directory.resolve("devices").toString());
        final Path output = directory.resolve("output");

        final Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output))
                .isEqualTo(CutRegisters.HANDLED);
    }
}
