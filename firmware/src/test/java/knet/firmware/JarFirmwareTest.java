package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars are compiled here, so that their classes are not on the test's own class path. */
class JarFirmwareTest {
    @TempDir static Path directory;

    private static final Map<String, String> SOURCES =
            Map.of(
                    "Last", source("Last", "return new Helper().last(queues);"),
                    "Helper", source("Helper", "return 0;"),
                    "Lost", source("Lost", "return Gone.QUEUES.length;"),
                    "Gone", "package jarred; class Gone { static int[] QUEUES = {}; }");

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    private static String source(final String name, final String body) {
        return "package jarred; import knet.firmware.*; public class "
                + name
                + " implements Classifier { public int classify(Packet packet, QueueState queues)"
                + " { "
                + body
                + " } int last(QueueState queues) { return queues.count() - 1; } }";
    }

    @BeforeAll
    static void compile() throws IOException {
        final List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                directory.toString()));
        for (final Map.Entry<String, String> source : SOURCES.entrySet()) {
            final Path file = directory.resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    }

    private static byte[] classBytes(final String name) throws IOException {
        return Files.readAllBytes(directory.resolve("jarred/" + name + ".class"));
    }

    private static Path jar(final String services, final String... names) throws IOException {
        final Path jar = Files.createTempFile(directory, "firmware", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            if (services != null) {
                entry(zip, ServicesFile.PATH, services.getBytes(StandardCharsets.UTF_8));
            }
            for (final String name : names) {
                entry(zip, "jarred/" + name + ".class", classBytes(name));
            }
        }
        return jar;
    }

    private static void entry(final ZipOutputStream zip, final String name, final byte[] bytes)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static int queueOf(final Classifier classifier) {
        return new Decisions(classifier, 4).decide(new UnsafeBuffer(new byte[60]), 0, 60, 0);
    }

    @Test
    void theOnlyListedClassIsUsed() throws IOException {
        final Path jar = jar("# mine\njarred.Last\n", "Last", "Helper");
        final Classifier classifier = catalog.create(jar.toString(), 4);
        assertThat(queueOf(classifier)).isEqualTo(3);
        assertThat(catalog.describe(jar.toString()).origin()).isEqualTo(jar.toString());
        assertThat(catalog.describe(jar.toString()).name()).isEqualTo("last");
    }

    @Test
    void aNamedClassIsUsed() throws IOException {
        final Path jar = jar(null, "Last", "Helper");
        assertThat(queueOf(catalog.create(jar + "!jarred.Last", 4))).isEqualTo(3);
    }

    @Test
    void theJarMayBeOverwrittenWhileItsClassifierRuns() throws IOException {
        final Path jar = jar("jarred.Last", "Last", "Helper");
        final Classifier classifier = catalog.create(jar.toString(), 4);
        Files.write(jar, new byte[10]);
        // Helper is loaded only now.
        assertThat(queueOf(classifier)).isEqualTo(3);
    }

    @Test
    void aClassThatIsMissingAtRunTimeIsAnExceptionLikeAnyOther() throws IOException {
        final Classifier classifier = catalog.create(jar("jarred.Lost", "Lost").toString(), 4);
        final Decisions decisions = new Decisions(classifier, 4);
        assertThat(decisions.decide(new UnsafeBuffer(new byte[60]), 0, 60, 0)).isZero();
        assertThat(decisions.exceptions()).isEqualTo(1);
    }

    @Test
    void errorsSayWhatIsWrongWithTheJar() throws IOException {
        assertError(jar(null, "Last"), "has no META-INF/services/knet.firmware.Classifier");
        assertError(jar("# none", "Last"), "lists no class; name one: " + directory);
        assertError(
                jar("jarred.Last\njarred.Helper", "Last", "Helper"),
                "!jarred.Last, or jarred.Helper");
        assertError(jar("jarred.Nowhere", "Last"), "no class 'jarred.Nowhere'");
        assertThatThrownBy(() -> catalog.create(jar(null, "Last") + "!jarred.Lst", 4))
                .hasMessageEndingWith(" nor below it (did you mean 'jarred.Last'?)");
        assertError(Files.write(directory.resolve("empty.jar"), new byte[0]), "is not a whole jar");
        assertError(
                Files.write(directory.resolve("junk.jar"), new byte[999]), "is not a whole jar");
        assertError(directory.resolve("none.jar"), "no such jar");
        assertError(
                Files.createDirectories(directory.resolve("folder.jar")),
                "is a directory, not a jar");
    }

    @Test
    void aJarCutAnywhereIsAnErrorOfOneLine() throws IOException {
        final byte[] whole = Files.readAllBytes(jar("jarred.Last", "Last", "Helper"));
        final Path cut = directory.resolve("cut.jar");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> catalog.create(cut.toString(), 4))
                    .as("%d bytes", length)
                    .isInstanceOf(FirmwareException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void damagedClassesAreAnErrorOfOneLine() throws IOException {
        final byte[] bytes = classBytes("Last").clone();
        bytes[7] = 120;
        assertError(jarOf(bytes), "was compiled for a newer Java");
        bytes[0] = 0;
        assertError(jarOf(bytes), "cannot be loaded");
    }

    private static Path jarOf(final byte[] last) throws IOException {
        final Path jar = Files.createTempFile(directory, "firmware", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, ServicesFile.PATH, "jarred.Last".getBytes(StandardCharsets.UTF_8));
            entry(zip, "jarred/Last.class", last);
        }
        return jar;
    }

    @Test
    void aJarThatUnpacksWithoutEndIsRefused() throws IOException {
        final Path bomb = directory.resolve("bomb.jar");
        try (OutputStream out = Files.newOutputStream(bomb);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            final byte[] block = new byte[1 << 20];
            for (int i = 0; i <= JarContents.MAX_BYTES >> 20; i++) {
                zip.write(block);
            }
            zip.closeEntry();
        }
        assertError(bomb, "larger than a classifier's jar may be");
    }

    private void assertError(final Path jar, final String message) {
        assertThatThrownBy(() -> catalog.create(jar.toString(), 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
