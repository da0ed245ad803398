package knet.tools.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A second JVM that stays: it takes one command a line on its standard input and answers each with
 * one line, see {@link BenchPeer}.
 */
public final class PeerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** The benchmarks' own. */
    PeerProcess() throws IOException {
        this(BenchPeer.class);
    }

    /**
     * Starts one.
     *
     * @param main class with a main method that answers commands
     */
    public PeerProcess(final Class<?> main) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(jvmFlags());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        commands =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Flags that a JVM needs for Agrona when it is started with a class path. */
    private static List<String> jvmFlags() {
        final List<String> flags = new ArrayList<>();
        flags.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        flags.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        flags.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
        flags.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        flags.add("-Dchronicle.analytics.disable=true");
        flags.add("-XX:+UseSerialGC"); // As the product's processes.
        final int jdk = Runtime.version().feature();
        if (jdk >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (jdk >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /** The operating system's number of the peer. */
    public long pid() {
        return process.pid();
    }

    /** Sends a command without waiting for its answer. */
    public void send(final String command) throws IOException {
        commands.write(command);
        commands.write('\n');
        commands.flush();
    }

    /**
     * The next answer.
     *
     * @throws IOException if it is an error, or there is none any more
     */
    public String answer() throws IOException {
        final String line = answers.readLine();
        if (line == null) {
            throw new IOException("the second process ended");
        }
        if (line.startsWith("error ")) {
            throw new IOException("the second process: " + line.substring(6));
        }
        return line;
    }

    /** Sends a command and waits for its answer. */
    public String ask(final String command) throws IOException {
        send(command);
        return answer();
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final IOException e) {
            process.destroyForcibly();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
