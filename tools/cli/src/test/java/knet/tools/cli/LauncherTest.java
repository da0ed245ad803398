package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher itself, in a repository of its own with a java and a mvn that tell their calls. */
@Timeout(60)
final class LauncherTest {
    private static final String[] TOOLS = {
        "sh",
        "find",
        "readlink",
        "sed",
        "head",
        "grep",
        "mkdir",
        "mv",
        "rm",
        "cat",
        "sleep",
        "env",
        "flock",
        "dirname"
    };

    @TempDir Path temporary;

    private Path root;
    private Path bin;
    private Path javaHome;

    /** What a launcher did. */
    private record Result(int code, List<String> out, String err) {}

    @BeforeEach
    void makeRepository() throws IOException {
        final Path launcher = Path.of("..", "..", "knet").toAbsolutePath().normalize();
        Assumptions.assumeTrue(Files.exists(launcher), "no launcher at " + launcher);
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/sh")), "no /bin/sh");
        root = Files.createDirectories(temporary.resolve("a repository"));
        Files.copy(launcher, root.resolve("knet"), StandardCopyOption.COPY_ATTRIBUTES);
        final Path source = Files.createDirectories(root.resolve("driver/src/main/java"));
        Files.writeString(source.resolve("A.java"), "class A {}");
        Files.createDirectories(root.resolve("tools/cli/src/main/java"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        bin = Files.createDirectories(temporary.resolve("bin"));
        for (final String tool : TOOLS) {
            for (final String place : new String[] {"/bin/", "/usr/bin/"}) {
                final Path real = Path.of(place + tool);
                if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "exec " + real + " \"$@\"");
                }
            }
        }
        javaHome = temporary.resolve("jdk");
        Files.createDirectories(javaHome.resolve("bin"));
        Files.writeString(
                javaHome.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.9\"\n");
        script(
                javaHome.resolve("bin/java"),
                "case \"$*\" in *ArchiveTraining*) exit 0;; esac",
                "echo \"pid $$\"; echo \"pwd $(pwd)\"",
                "for a; do echo \"arg $a\"; done",
                "echo \"locale $LC_ALL\"",
                "exit ${FAKE_EXIT:-0}");
        script(javaHome.resolve("bin/javac"), "exit 0");
        Files.createSymbolicLink(bin.resolve("java"), javaHome.resolve("bin/java"));
        script(
                bin.resolve("mvn"),
                "echo \"$*\" >> calls",
                "mkdir building || { echo '[ERROR] two builds at once'; exit 1; }",
                "echo '[INFO] Building driver 0.1.0-SNAPSHOT                [1/2]'",
                "sleep ${FAKE_BUILD_SECONDS:-0}",
                "rm -r building",
                "[ -z \"${FAKE_BUILD_FAILS:-}\" ] || { echo '[ERROR] A.java: bad'; exit 1; }",
                "mkdir -p tools/cli/target && echo jar > tools/cli/target/knet.jar");
    }

    @Test
    void buildsOnceAndThenOnlyWhenASourceIsNewer() throws Exception {
        final Result first = run("replay", "x");
        assertThat(first.code()).isZero();
        assertThat(first.err())
                .contains("knet: building (first use", "[1/2] driver", "knet: built");

        assertThat(run("replay", "x").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Files.setLastModifiedTime(
                root.resolve("driver/src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run("replay", "x").err()).contains("sources have changed");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aDeletedSourceIsAChangeToo() throws Exception {
        run("--version");
        Thread.sleep(20); // the clock of file times ticks every few milliseconds
        Files.delete(root.resolve("driver/src/main/java/A.java"));

        run("--version");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        final Result result = run("replay", "a b", "*", "", "$HOME", "ü\n2");

        assertThat(result.out())
                .containsSubsequence(
                        "arg replay", "arg a b", "arg *", "arg ", "arg $HOME", "arg ü", "2");
        assertThat(result.out())
                .contains(
                        "arg -cp", "arg " + root.toRealPath().resolve("tools/cli/target/knet.jar"));
    }

    @Test
    void inTheLocaleCFileNamesAreUtf8AllTheSame() throws Exception {
        assertThat(run(List.of("LC_ALL=C"), "x").out()).contains("locale C.UTF-8");
        assertThat(run(List.of("LC_ALL=", "LANG=POSIX"), "x").out()).contains("locale C.UTF-8");
        assertThat(run(List.of("LC_ALL=de_DE.UTF-8"), "x").out()).contains("locale de_DE.UTF-8");
    }

    @Test
    void worksThroughSymbolicLinksFromAnyDirectoryAndStaysThere() throws Exception {
        final Path elsewhere = Files.createDirectories(temporary.resolve("else where"));
        final Path links = Files.createDirectories(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("direct"), root.resolve("knet"));
        Files.createSymbolicLink(links.resolve("relative"), Path.of("direct"));
        Files.createSymbolicLink(elsewhere.resolve("knet"), Path.of("../links/relative"));

        final Result result = start(List.of("./knet", "info"), elsewhere, List.of()).result();

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("pwd " + elsewhere.toRealPath());
        assertThat(result.out())
                .contains("arg " + root.toRealPath().resolve("tools/cli/target/knet.jar"));
    }

    @Test
    void becomesJavaSoThatSignalsReachIt() throws Exception {
        run("x");
        final Running running = start(List.of(root.resolve("knet").toString()), root, List.of());

        assertThat(running.result().out()).contains("pid " + running.process().pid());
    }

    @Test
    void handsOnTheExitCode() throws Exception {
        assertThat(run(List.of("FAKE_EXIT=2"), "x").code()).isEqualTo(2);
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        Files.delete(bin.resolve("java"));
        final Result result = run("x");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("knet: java was not found. knet needs a JDK, version 17 or newer:")
                .contains("apt-get install openjdk-17-jdk-headless maven", "brew install");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        final Result result = run(List.of("JAVA_HOME=/no/such"), "x");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("knet: JAVA_HOME is /no/such, but");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.20", "1.8.0_292", "16"})
    void anOldJavaIsRefused(final String version) throws Exception {
        Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        final Result result = run("x");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is version " + version + ". knet needs a JDK");
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21.0.1", "25", "26-ea"})
    void aNewerJavaIsTaken(final String version) throws Exception {
        Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        assertThat(run("x").code()).isZero();
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Files.delete(bin.resolve("mvn"));
        final Result result = run("x");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("knet: mvn was not found.", "apt-get install");
    }

    @Test
    void withoutACompilerItSaysSo() throws Exception {
        Files.delete(javaHome.resolve("bin/javac"));
        final Result result = run("x");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is a runtime without a compiler");
    }

    @Test
    void aFailedBuildShowsTheErrorsAndIsTriedAgain() throws Exception {
        final Result failed = run(List.of("FAKE_BUILD_FAILS=1"), "x");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("[ERROR] A.java: bad", "knet-build.log");
        assertThat(run("x").code()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalAtOnceBuildOnce(final boolean withFlock) throws Exception {
        if (!withFlock) {
            Files.deleteIfExists(bin.resolve("flock"));
        }
        final List<Running> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(
                    start(
                            List.of(root.resolve("knet").toString(), "x"),
                            root,
                            List.of("FAKE_BUILD_SECONDS=1")));
        }
        for (final Running one : running) {
            final Result result = one.result();
            assertThat(result.err()).doesNotContain("two builds");
            assertThat(result.code()).isZero();
            assertThat(result.out()).contains("arg x");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockWhoseOwnerDiedIsTakenOver() throws Exception {
        Files.deleteIfExists(bin.resolve("flock"));
        final Path lock = Files.createDirectories(root.resolve("target/knet.lock.d"));
        Files.writeString(lock.resolve("pid"), "999999999");

        assertThat(run("x").code()).isZero();
        assertThat(lock).doesNotExist();
    }

    private long builds() throws IOException {
        final Path calls = root.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private Result run(final String... arguments) throws Exception {
        return run(List.of(), arguments);
    }

    private Result run(final List<String> environment, final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(root.resolve("knet").toString());
        command.addAll(List.of(arguments));
        return start(command, root, environment).result();
    }

    private Running start(
            final List<String> command, final Path directory, final List<String> environment)
            throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        for (final String setting : environment) {
            final String[] parts = setting.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        final Path out = Files.createTempFile(temporary, "out", "");
        final Path err = Files.createTempFile(temporary, "err", "");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Running(builder.start(), out, err);
    }

    /** A launcher that runs. */
    private record Running(Process process, Path out, Path err) {
        Result result() throws Exception {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
        }
    }

    private static void script(final Path file, final String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
