package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareInfo;
import knet.firmware.ParameterInfo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * firmware/docs/classifiers.md says what the catalogue says, and prints what the program prints.
 */
@Timeout(300)
final class ClassifiersDocumentTest {
    private static final Path DOCUMENT = Path.of("../../firmware/docs/classifiers.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final List<String> HASH = List.of("hash", "key", "xfrm", "inner");
    private static final int QUEUES = 8;

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    /** A line of the table. */
    private record Line(
            String name,
            String source,
            List<String> parameters,
            String claim,
            String keeps,
            String directions) {}

    private static List<Line> lines() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" *\\| *", -1))
                .map(
                        cells ->
                                new Line(
                                        codes(cells[1]).get(0),
                                        cells[2],
                                        parameters(cells[3]),
                                        cells[4],
                                        cells[5],
                                        cells[7]))
                .toList();
    }

    private static List<String> codes(final String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static List<String> parameters(final String cell) {
        final List<String> names = new ArrayList<>(codes(cell));
        if (cell.contains("(hash)")) {
            names.addAll(HASH);
        }
        return names;
    }

    private List<FirmwareInfo> builtIn() {
        return catalog.list().stream().filter(info -> info.origin().equals("built-in")).toList();
    }

    @Test
    void thereIsALineForEachBuiltInClassifierInTheCataloguesOrder() throws IOException {
        assertThat(lines().stream().map(Line::name))
                .containsExactlyElementsOf(builtIn().stream().map(FirmwareInfo::name).toList());
        assertThat(lines()).allMatch(line -> !line.source().isEmpty() && !line.claim().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> aLineSaysWhatTheClassifierSaysOfItself() throws IOException {
        final Map<String, FirmwareInfo> infos = new LinkedHashMap<>();
        builtIn().forEach(info -> infos.put(info.name(), info));
        return lines().stream()
                .map(
                        line ->
                                DynamicTest.dynamicTest(
                                        line.name(), () -> check(line, infos.get(line.name()))));
    }

    private void check(final Line line, final FirmwareInfo info) {
        assertThat(line.parameters())
                .containsExactlyInAnyOrderElementsOf(
                        info.parameters().stream().map(ParameterInfo::name).toList());
        assertThat(line.keeps()).isEqualTo(info.affinity().name().toLowerCase(Locale.ROOT));
        assertThat(line.directions())
                .isEqualTo(
                        catalog.create(info.name(), QUEUES).isSymmetric() ? "together" : "apart");
    }

    @TestFactory
    Stream<DynamicTest> whatIsPrintedThereIsWhatTheProgramPrintsNow() throws IOException {
        final List<Document.Command> commands =
                Document.steps(DOCUMENT).stream()
                        .filter(Document.Command.class::isInstance)
                        .map(Document.Command.class::cast)
                        .toList();
        assertThat(commands).hasSize(2);
        return commands.stream()
                .map(
                        command ->
                                DynamicTest.dynamicTest(
                                        command.words(),
                                        () ->
                                                assertThat(command.output())
                                                        .isEqualTo(output(command.words()))));
    }

    /** From the root of the repository, which is not where tests run. */
    private static String output(final String command) {
        final Object[] words =
                Arrays.stream(command.split(" "))
                        .map(word -> word.startsWith("traces/") ? "../../" + word : word)
                        .toArray();
        final Cli.Result result = Cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().replace("../../traces/", "traces/").strip();
    }
}
