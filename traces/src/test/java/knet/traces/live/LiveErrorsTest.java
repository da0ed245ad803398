package knet.traces.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a machine without libpcap says: in a process of its own that looks for a wrong library. */
class LiveErrorsTest {
    /** Opens the loopback interface and prints the error. */
    public static final class Main {
        private Main() {}

        /**
         * @param args none
         */
        public static void main(final String[] args) {
            for (int attempt = 0; attempt < 2; attempt++) {
                try (LiveSource source = LiveSource.open(LiveConfig.wire("lo", ""))) {
                    System.out.println("opened " + source.linkTypes()[0]);
                } catch (final IOException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void withoutLibpcapTheErrorSaysWhatToInstall() throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--")) {
                command.add(argument);
            }
        }
        command.add("-Dorg.pcap4j.core.pcapLibName=no-such-pcap");
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // The second attempt too, which meets a class that could not be initialised.
        assertThat(output.lines())
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("live interfaces need libpcap")
                                        .contains("apt install libpcap0.8"));
    }
}
