package knet.firmware.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import knet.firmware.check.ClassifierChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in firmware/docs/testing-classifiers.md compiles as it stands there, and passes. */
final class DocumentedExampleTest {
    private static final Path GUIDE = Path.of("../../firmware/docs/testing-classifiers.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?final class (\\w+)");

    @TempDir private Path directory;

    @Test
    void itsTestClassPassesEveryCheck() throws Exception {
        final List<Path> sources = sources();
        assertThat(sources).hasSize(2);
        final StringWriter problems = new StringWriter();
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            final boolean isCompiled =
                    compiler.getTask(
                                    problems,
                                    files,
                                    null,
                                    List.of("-proc:none", "-d", directory.toString()),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(isCompiled).as(problems.toString()).isTrue();
        }

        final ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader own =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            final Map<String, String> tests =
                    Launched.tests(own.loadClass("org.example.ByClientTest"));

            assertThat(tests).hasSameSizeAs(ClassifierChecks.all());
            assertThat(tests.values()).containsOnly("");
        }
    }

    @Test
    void itsBuildFileNamesModulesThatThereAre() throws Exception {
        final String version =
                Files.readString(Path.of("pom.xml")).replaceAll("(?s).*?<version>(.*?)<.*", "$1");

        assertThat(Files.readString(GUIDE))
                .contains("<artifactId>firmware-test</artifactId>\n  <version>" + version + "<")
                .contains("<artifactId>firmware</artifactId>\n  <version>" + version + "<");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artifactId>firmware-test</artifactId>");
    }

    private List<Path> sources() throws Exception {
        final List<Path> sources = new ArrayList<>();
        final Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
        while (blocks.find()) {
            final Matcher name = CLASS.matcher(blocks.group(1));
            assertThat(name.find()).as(blocks.group(1)).isTrue();
            sources.add(
                    Files.writeString(directory.resolve(name.group(1) + ".java"), blocks.group(1)));
        }
        return sources;
    }
}
