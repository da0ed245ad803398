package knet.tools.stress.jcstress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the memory-order tests of this package when {@code -Dknet.jcstress} names a mode of
 * jcstress: sanity (half a minute a test), quick (two minutes) or more.
 */
class JcstressTest {
    private static final String MODE = System.getProperty("knet.jcstress");

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void nothingForbiddenIsObserved() throws IOException, InterruptedException {
        assumeTrue(MODE != null, "takes minutes: ask for it with -Dknet.jcstress=sanity or quick");
        final Path results =
                Files.createDirectories(Path.of("target", "jcstress").toAbsolutePath());
        final Path log = results.resolve("log.txt");
        final Process run =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "org.openjdk.jcstress.Main",
                                        "-m",
                                        MODE,
                                        "-t",
                                        JcstressTest.class.getPackageName(),
                                        "-r",
                                        results.toString(),
                                        "-jvmArgsPrepend",
                                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"))
                        // It leaves its raw results in its working directory.
                        .directory(results.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        final int exitCode = run.waitFor();
        final List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        final String end =
                String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));

        assertThat(exitCode).as(end).isZero();
        assertThat(end).contains(" 0 failed, 0 soft errs, 0 hard errs)");
        final List<String> passed = lines.stream().filter(l -> l.contains(" passed, ")).toList();
        assertThat(passed.get(passed.size() - 1)).doesNotContain("; 0 passed");
    }
}
