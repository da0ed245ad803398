package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * firmware/docs/new-classifier.md, done step by step as its reader would, in a folder of its own:
 * every command prints what the page shows. With the system property {@code knet.guide.rewrite} the
 * page is given what the program prints now.
 */
@Timeout(300)
final class GuideTest {
    private static final Path GUIDE = Path.of("../../firmware/docs/new-classifier.md");
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

    @TempDir private Path directory;

    /** File that the reader wrote last. */
    private Path source;

    @Test
    void everyCommandPrintsWhatTheGuideShows() throws Exception {
        Files.createSymbolicLink(directory.resolve("traces"), Path.of("../../traces").toRealPath());
        final boolean rewrites = Boolean.getBoolean("knet.guide.rewrite");
        String page = Files.readString(GUIDE);
        int at = 0;
        int commands = 0;
        for (final Document.Step step : Document.steps(GUIDE)) {
            if (step instanceof Document.Code code) {
                write(code.text());
            } else if (step instanceof Document.Command command) {
                commands++;
                final String printed = run(command.words());
                if (rewrites) {
                    final String before = shown(command.words(), command.output());
                    at = page.indexOf(before, at);
                    final String after = shown(command.words(), printed);
                    page = page.substring(0, at) + after + page.substring(at + before.length());
                    at += after.length();
                } else {
                    assertThat(command.output()).as(command.words()).isEqualTo(printed);
                }
            }
        }
        assertThat(commands).isGreaterThan(5);
        if (rewrites) {
            Files.writeString(GUIDE, page);
        }
    }

    private static String shown(final String words, final String output) {
        final String indented = output.replaceAll("(?m)^(?=.)", "    ");
        return "    $ ./knet " + words + "\n" + (indented.isEmpty() ? "" : indented + "\n");
    }

    /** A whole class is a file; what is less goes into the class of before, at its end. */
    private void write(final String code) throws IOException {
        final Matcher named = CLASS.matcher(code);
        if (named.find()) {
            source = directory.resolve(named.group(1) + ".java");
            Files.writeString(source, code);
        } else {
            final String before = Files.readString(source);
            final int end = before.lastIndexOf('}');
            Files.writeString(source, before.substring(0, end) + "\n" + code + "}\n");
        }
    }

    /** What it prints, or nothing if that goes into a file. */
    private String run(final String line) throws Exception {
        final List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        final int into = words.indexOf(">");
        final Path out = directory.resolve(into < 0 ? "printed" : words.get(into + 1));
        if (into >= 0) {
            words.subList(into, words.size()).clear();
            source = out;
        }
        final List<String> command = ChildJava.command();
        command.add(Main.class.getName());
        command.addAll(words);
        final Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(directory.resolve("said").toFile())
                        .start();
        final int code = process.waitFor();
        // 1 says that a check has failed, which the guide shows too.
        assertThat(code).as(Files.readString(directory.resolve("said"))).isBetween(0, 1);
        return into < 0 ? Files.readString(out).strip() : "";
    }
}
