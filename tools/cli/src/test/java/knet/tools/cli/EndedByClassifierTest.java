package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifiers that end the process, or have it ended, in processes of their own. */
@Timeout(180)
final class EndedByClassifierTest {
    @TempDir Path directory;

    @BeforeEach
    void write() throws Exception {
        TestCaptures.udp(directory.resolve("a.pcap"), 100);
        Files.writeString(
                directory.resolve("Exits.java"),
                "import knet.firmware.*;\n"
                        + "public class Exits implements Classifier {\n"
                        + "  public int classify(Packet p, QueueState q) {"
                        + " if (q.frameNumber() == 50) System.exit(0); return 0; }\n"
                        + "}\n");
    }

    private String run(final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>(ChildJava.command());
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        final Path err = directory.resolve("err");
        final Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(directory.resolve("out").toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        final String said = Files.readString(err);
        assertThat(process.exitValue()).as(said).isEqualTo(Exit.FAILED);
        return said;
    }

    @Test
    void aCommandThatItEndsFailsAndNamesIt() throws Exception {
        for (final String command : List.of("check", "bench")) {
            assertThat(run("firmware", command, "./Exits.java"))
                    .as(command)
                    .isEqualTo(
                            "knet: Exits: the classifier ended this process with System.exit: a"
                                    + " classifier must not\n");
        }
    }

    @Test
    void aNicThatItEndsFailsTheRunAndNamesIt() throws Exception {
        assertThat(
                        run(
                                "replay",
                                "a.pcap",
                                "--firmware",
                                "./Exits.java",
                                "--device-dir",
                                directory.resolve("devices").toString()))
                .contains(
                        "knet nic: Exits: the classifier ended this process with System.exit: a"
                                + " classifier must not\n",
                        "the NIC's process ended with code 1")
                .doesNotContain("\tat ");
    }

    /** In five seconds, which is what a call may take. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "firmware sweep a.pcap --firmware ./Stuck.java --queues 4 --rate 1Mpps",
                "compare a.pcap --firmware ./Stuck.java --cpus 4 --modes knet --rate 1Mpps",
                "classify a.pcap --firmware ./Stuck.java",
                "firmware explain a.pcap --packet 1 --firmware ./Stuck.java"
            })
    void oneThatDoesNotReturnFromItsStartEndsTheCommand(final String command) throws Exception {
        Files.writeString(
                directory.resolve("Stuck.java"),
                "import knet.firmware.*;\n"
                        + "public class Stuck implements Classifier {\n"
                        + "  int n;\n"
                        + "  public void onStart(FirmwareContext c) { while (n >= 0) n &= 7; }\n"
                        + "  public int classify(Packet p, QueueState q) { return 0; }\n"
                        + "}\n");
        assertThat(run(command.split(" ")))
                .endsWith("knet: Stuck: the classifier did not return from onStart for 5 s\n");
    }
}
