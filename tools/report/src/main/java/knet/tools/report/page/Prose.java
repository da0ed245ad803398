package knet.tools.report.page;

import java.util.List;

/**
 * Words.
 *
 * @param paragraphs plain text
 */
public record Prose(List<String> paragraphs) implements Content {
    public Prose {
        paragraphs = List.copyOf(paragraphs);
    }

    public static Prose of(final String... paragraphs) {
        return new Prose(List.of(paragraphs));
    }
}
