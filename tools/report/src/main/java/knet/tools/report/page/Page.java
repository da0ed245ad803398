package knet.tools.report.page;

import java.util.List;

/**
 * A page: what was asked, what came out, and the figures behind it.
 *
 * @param brand whose page it is, as "knet compare"
 * @param answer what came out
 * @param origin what it takes to get the same page again
 * @param warnings what a reader must know before believing it, one sentence each; mostly none
 * @param sections in reading order
 * @param resultJson the whole result, one JSON document; {@link Figure#key}s are places in it
 */
public record Page(
        String brand,
        Answer answer,
        Origin origin,
        List<String> warnings,
        List<Section> sections,
        String resultJson) {
    public Page {
        Check.text("brand", brand);
        warnings = List.copyOf(warnings);
        sections = List.copyOf(sections);
        Check.text("resultJson", resultJson);
    }

    /** The page as HTML. */
    public String toHtml() {
        return PageHtml.toString(this);
    }
}
