package knet.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the classes that commands need, for the launcher to archive with {@code
 * -XX:ArchiveClassesAtExit}: all of knet's, and those of libraries that parsing a command line
 * touches.
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
        final Program program = new Program(nowhere, nowhere);
        program.run("--version");
        program.run("--help");
        for (final String command : Commands.names()) {
            program.run(command, "--help");
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
