package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classifiers from {@code FILE.java} and {@code FILE.class}. */
class SourceFirmwareTest {
    private static final String IMPORTS = "import knet.firmware.*;\n";

    @TempDir Path directory;

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    private static final String MINE =
            "interface Mine extends Classifier {"
                    + " default int classify(Packet p, QueueState q) { return 0; } }";

    private static String source(final String name, final String body) {
        return "public class "
                + name
                + " implements Classifier {\n"
                + "    public int classify(Packet packet, QueueState queues) { "
                + body
                + " }\n}\n";
    }

    private Path write(final String name, final String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static int queueOf(final Classifier classifier) {
        return new Decisions(classifier, 4).decide(new UnsafeBuffer(new byte[60]), 0, 60, 0);
    }

    @Test
    void aSourceIsCompiledAndItsPublicClassIsTheClassifier() throws IOException {
        final Path file =
                write(
                        "Three.java",
                        IMPORTS
                                + "class Helper { static int queue() { return new Inner().q; }\n"
                                + "  static class Inner { int q = 3; } }\n"
                                + source("Three", "return Helper.queue();"));
        assertThat(queueOf(catalog.create(file.toString(), 4))).isEqualTo(3);
        final FirmwareInfo info = catalog.describe(file.toString());
        assertThat(info.name()).isEqualTo("three");
        assertThat(info.origin()).isEqualTo(file.toString());
        assertThat(info.className()).isEqualTo("Three");
    }

    @Test
    void itMayBeInAPackageAndTakeParameters() throws IOException {
        final Path file =
                write(
                        "Fixed.java",
                        "package org.example.mine;\n"
                                + IMPORTS
                                + "public class Fixed implements Classifier {\n"
                                + "  final int queue;\n"
                                + "  public Fixed(Parameters p) {"
                                + " queue = p.intValue(\"queue\", 0, 0, 9, \"which\"); }\n"
                                + "  public int classify(Packet p, QueueState q)"
                                + " { return queue; } }\n");
        assertThat(queueOf(catalog.create(file + ":queue=2", 4))).isEqualTo(2);
        assertThat(catalog.describe(file.toString()).className())
                .isEqualTo("org.example.mine.Fixed");
        assertThatThrownBy(() -> catalog.create(file + ":quee=2", 4))
                .hasMessageContaining(
                        "Fixed.java: no parameter 'quee' (did you mean 'queue'?); it takes queue");
    }

    @Test
    void aChangedCopyOfABuiltInClassIsTheOneThatRuns() throws IOException {
        final Path file =
                write(
                        "RoundRobin.java",
                        "package knet.firmware.builtin;\n"
                                + IMPORTS
                                + source("RoundRobin", "return 2;"));
        final Classifier classifier = catalog.create(file.toString(), 4);
        assertThat(queueOf(classifier)).isEqualTo(2);
        assertThat(classifier).isNotInstanceOf(knet.firmware.builtin.RoundRobin.class);
    }

    @Test
    void everyInstanceHasStaticFieldsOfItsOwn() throws IOException {
        final Path file =
                write(
                        "Counting.java",
                        IMPORTS
                                + "public class Counting implements Classifier { static int n;\n"
                                + "  public int classify(Packet p, QueueState q)"
                                + " { return n++; } }\n");
        final Classifier one = catalog.create(file.toString(), 4);
        assertThat(queueOf(one)).isZero();
        assertThat(queueOf(one)).isEqualTo(1);
        assertThat(queueOf(catalog.create(file.toString(), 4))).isZero();
    }

    @Test
    void aCompileErrorIsReportedAsJavacDoes() throws IOException {
        final Path file =
                write("Wrong.java", IMPORTS + "public class Wrong {\n  int x = y;\n  int z\n}\n");
        final FirmwareException e =
                catchThrowableOfType(
                        FirmwareException.class, () -> catalog.create(file.toString(), 4));
        assertThat(e).hasMessage(file + ":4: error: ';' expected");
        assertThat(e.report()).isEqualTo(javac(file));
    }

    /** What the compiler's own command line prints. */
    private String javac(final Path file) {
        final java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        out,
                        out,
                        "-proc:none",
                        "-d",
                        directory.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void errorsOfMeaningAreReportedAsJavacDoesToo() throws IOException {
        final Path file =
                write(
                        "Half.java",
                        IMPORTS
                                + "public class Half implements Classifier {\n"
                                + "\tint q() { return \"a\"; }\n"
                                + "}\n");
        final FirmwareException e =
                catchThrowableOfType(
                        FirmwareException.class, () -> catalog.create(file.toString(), 4));
        assertThat(e.report())
                .isEqualTo(javac(file))
                .contains("Half.java:2: error:", "Half.java:3: error:", "2 errors");
    }

    @Test
    void twoVersionsOfAFileAreTwoSpecifications() throws IOException {
        final Path file = write("V.java", IMPORTS + source("V", "return 1;"));
        final FirmwareImage first = catalog.image(FirmwareSpec.parse(file.toString()));
        write("V.java", IMPORTS + source("V", "return 2;"));
        final FirmwareImage second = catalog.image(FirmwareSpec.parse(file.toString()));

        assertThat(first.spec()).isNotEqualTo(second.spec());
        assertThat(second.spec().toString()).matches(".*/V\\.java@[0-9a-f]{8}");
        assertThat(queueOf(first.create(4))).isEqualTo(1);
        assertThat(queueOf(catalog.create(second.spec(), 4))).isEqualTo(2);
        assertThatThrownBy(() -> catalog.create(first.spec(), 4))
                .hasMessageContaining("has changed: its version is @")
                .hasMessageContaining(", not @" + first.spec().toString().replaceFirst(".*@", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package-info.java | package org.x; | has no class 'package-info'",
                "Nothing.java | | has no class 'Nothing': a file is named after the public class",
                "Other.java | class Another {} | has no class 'Other', but Another: a file is",
                "two-of-them.java | class Alpha {} class Beta {} | but Alpha, Beta: a file is named",
                "Plain.java | public class Plain {} | 'Plain' does not implement",
                "Hidden.java | class Hidden {} | does not implement",
                "Wrong.java | public class Right {} | Wrong.java:1: error: class Right is public,",
                "Abs.java | public abstract class Abs implements Mine {} | 'Abs' is abstract: ",
                "Face.java | public interface Face extends Mine {} | 'Face' is an interface: ",
                "En.java | public enum En implements Mine { X } | 'En' is an enum: ",
                "Shy.java | class Shy implements Mine {} | 'Shy' must be a public class: write public"
                        + " class Shy",
                "Priv.java | public class Priv implements Mine { private Priv() {} } | 'Priv' has no"
                        + " public constructor that takes nothing or Parameters: add public"
                        + " Priv(Parameters parameters)",
                "Out.java | public class Out { public static class In implements Mine {} } | 'Out'"
                        + " does not implement knet.firmware.Classifier: In in it does: it needs a"
                        + " file of its own",
            })
    void aFileWithoutAClassifierIsAnErrorOfOneLine(
            final String name, final String text, final String message) throws IOException {
        final String source = text == null ? "" : text;
        assertError(
                write(name, source.contains("Mine") ? IMPORTS + source + " " + MINE : source)
                        .toString(),
                message);
    }

    @Test
    void aFileThatIsNoSourceIsAnErrorOfOneLine() throws IOException {
        final Path binary = directory.resolve("Binary.java");
        Files.write(binary, new byte[] {(byte) 0xca, (byte) 0xfe, 0, 1});
        assertError(binary.toString(), "is no Java source: not text in UTF-8");
        assertError(write("Zero.java", "a\0b").toString(), "is no Java source: not text");
        Files.write(binary, new byte[(1 << 20) + 1]);
        assertError(binary.toString(), "is larger than a Java source may be: 1 MiB");
        Files.createDirectories(directory.resolve("Dir.java"));
        assertError(directory + "/Dir.java", "is a directory, not a Java source");
        write("LeastLoaded.java", "");
        assertError(
                directory + "/LeastLoadde.java",
                "no such Java source: '"
                        + directory
                        + "/LeastLoadde.java' (did you mean '"
                        + directory
                        + "/LeastLoaded.java'?)");
        assertError("/dev/null/x.java", "no such Java source");
    }

    /** Nests so deep that javac's own stack overflows. */
    @Test
    void aSourceThatTheCompilerDoesNotSurviveIsAnErrorOfOneLine() throws IOException {
        final String deep = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        final Path file = write("Deep.java", "public class Deep { int x = " + deep + "; }");
        assertError(file.toString(), "Deep.java");
    }

    @Test
    void aClassFileIsUsedWithItsNeighbours() throws IOException {
        final Path source =
                write(
                        "Outer.java",
                        "package org.x;\n"
                                + IMPORTS
                                + "class Beside { static int two() { return 2; } }\n"
                                + source(
                                        "Outer",
                                        "return new Object() { int q =" + " Beside.two(); }.q;"));
        final List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", directory.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        arguments.add(source.toString());
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        final Path compiled = directory.resolve("org/x/Outer.class");
        final FirmwareImage image = catalog.image(FirmwareSpec.parse(compiled.toString()));
        assertThat(queueOf(image.create(4))).isEqualTo(2);
        assertThat(image.spec().toString()).startsWith(compiled + "@");

        Files.write(compiled, new byte[] {1, 2, 3, 4, 5});
        assertError(compiled.toString(), "is no class file");
        final byte[] cut = new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0};
        Files.write(compiled, cut);
        assertError(compiled.toString(), "is no class file");
    }

    private void assertError(final String spec, final String message) {
        assertThatThrownBy(() -> catalog.create(spec, 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
