package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page of the documentation, as what a reader would do with it: write code, run commands. */
final class Document {
    private static final String PROMPT = "    $ ./knet ";
    private static final String FENCE = "```";
    private static final String JAVA = "```java";

    private Document() {}

    /** Something to do. */
    sealed interface Step permits Code, Command {}

    /**
     * Java that the reader is to write.
     *
     * @param text without the fence
     */
    record Code(String text) implements Step {}

    /**
     * A command that the reader is to run.
     *
     * @param words behind {@code ./knet}
     * @param output what the page shows below it
     */
    record Command(String words, String output) implements Step {}

    /** From top to bottom. */
    static List<Step> steps(final Path page) throws IOException {
        final List<Step> steps = new ArrayList<>();
        final List<String> lines = Files.readAllLines(page);
        int at = 0;
        while (at < lines.size()) {
            final String line = lines.get(at++);
            if (line.equals(JAVA)) {
                final int begin = at;
                while (!lines.get(at).equals(FENCE)) {
                    at++;
                }
                steps.add(new Code(String.join("\n", lines.subList(begin, at)) + "\n"));
            } else if (line.startsWith(PROMPT)) {
                final StringBuilder output = new StringBuilder();
                while (at < lines.size() && isOutput(lines.get(at))) {
                    final String shown = lines.get(at++);
                    output.append(shown.isEmpty() ? "" : shown.substring(4)).append('\n');
                }
                steps.add(new Command(line.substring(PROMPT.length()), output.toString().strip()));
            }
        }
        return steps;
    }

    private static boolean isOutput(final String line) {
        return (line.isEmpty() || line.startsWith("    ")) && !line.startsWith(PROMPT);
    }
}
