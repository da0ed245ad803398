package knet.tools.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.nic.process.NicConfig;
import knet.nic.process.NicProcess;

/**
 * Loads the classes that commands need, for the launcher to archive with {@code
 * -XX:ArchiveClassesAtExit}: all of knet's, and those of libraries that a small replay touches.
 */
public final class ArchiveTraining {
    private ArchiveTraining() {}

    /** Loads, and prints nothing. */
    public static void main(final String[] args) throws IOException, URISyntaxException {
        final Path jar =
                Path.of(
                        ArchiveTraining.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        loadAll(jar);
        for (final String module :
                new String[] {
                    "knet.traces.Frame",
                    "knet.firmware.Packet",
                    "knet.driver.RxFrame",
                    "knet.tools.report.RunResult"
                }) {
            loadAll(jarOf(module));
        }
        final PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        final Program program = new Program(new Console(nowhere, nowhere, false, false, 80));
        program.run("--version");
        program.run("--help");
        for (final String command : Commands.names()) {
            program.run(command, "--help");
        }
        final Path directory = Files.createTempDirectory("knet-training");
        try {
            run(program, directory);
        } finally {
            delete(directory);
        }
    }

    /** A small replay with both halves in this process, and what is read and printed around it. */
    private static void run(final Program program, final Path directory) {
        final String capture = directory.resolve("a.pcap").toString();
        final String devices = directory.resolve("devices").toString();
        program.run("trace", "generate", "packets=4000,flows=50,ip=mix,proto=mix", "-o", capture);
        program.run("trace", "info", capture);
        program.run("classify", capture);
        program.run("devices", "--device-dir", devices);
        final NicConfig config =
                NicConfig.builder("training", "pcap:" + capture)
                        .deviceRoot(Path.of(devices))
                        .sizes(
                                new DeviceConfig(
                                        2, 64, DeviceDescriptor.DEFAULT_TX_RING_SIZE, 2048, 128))
                        .build();
        final Thread nic =
                new Thread(() -> new NicProcess(config, line -> {}).run(), "training-nic");
        nic.setDaemon(true);
        nic.start();
        final String page = directory.resolve("a.html").toString();
        program.run(
                "host",
                "--device",
                "training",
                "--device-dir",
                devices,
                "--queues",
                "2",
                "--ring",
                "64",
                "--report",
                page,
                "--format",
                "json");
        program.run("devices", "--device-dir", devices, "--format", "json");
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static Path jarOf(final String className) throws URISyntaxException {
        try {
            return Path.of(
                    Class.forName(className, false, ArchiveTraining.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (final ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void loadAll(final Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            final Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                final String name = entries.nextElement().getName();
                if (name.startsWith("knet/") && name.endsWith(".class")) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(final String name) {
        try {
            Class.forName(name, false, ArchiveTraining.class.getClassLoader());
        } catch (final ClassNotFoundException | LinkageError e) {
            // It will be found, or missed, when it is used.
            return;
        }
    }
}
