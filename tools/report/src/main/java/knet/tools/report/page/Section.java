package knet.tools.report.page;

/**
 * A part of a page.
 *
 * @param heading a few words
 * @param see one sentence: what to look at, and what it means; may be empty
 */
public record Section(String heading, String see, Content content) {
    public Section {
        Check.text("heading", heading);
    }
}
