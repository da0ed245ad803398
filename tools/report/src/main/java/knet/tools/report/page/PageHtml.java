package knet.tools.report.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import knet.tools.report.Html;
import knet.tools.report.Resources;

/** Writes a page as one HTML file that needs nothing else: style and script inside, no network. */
public final class PageHtml {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                    + " img-src data:; base-uri 'none'; form-action 'none'";

    private static final String STYLE =
            Resources.text(Html.class, "report.css") + Resources.text(PageHtml.class, "page.css");

    private static final String SCRIPT = Resources.text(PageHtml.class, "page.js");
    private static final String TIMELINE =
            Resources.text(PageHtml.class, "timeline.js")
                    + Resources.text(PageHtml.class, "timeline-painter.js")
                    + Resources.text(PageHtml.class, "timeline-control.js");

    /** With more sections a page begins with a list of them. */
    private static final int FEW_SECTIONS = 4;

    private PageHtml() {}

    /** The page. */
    public static String toString(final Page page) {
        final Html html = new Html();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .raw(POLICY)
                .raw("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .raw("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .text(page.brand() + ": " + page.answer().headline())
                .raw("</title><style>\n")
                .raw(STYLE)
                .raw("</style></head>\n<body><main class=\"page\">\n");
        head(page, html);
        warnings(page.warnings(), html);
        contents(page.sections(), html);
        final Map<String, LineStyle> styles = LineStyle.forPage(page.sections());
        for (int i = 0; i < page.sections().size(); i++) {
            section(i, page.sections().get(i), styles, html);
        }
        // Inside a script element nothing is decoded: "<" is written in JSON's own escape.
        html.raw("<script type=\"application/json\" id=\"result\">\n")
                .raw(page.resultJson().replace("<", "\\u003c"))
                .raw("</script>\n");
        script(page, html);
        return html.raw("</main></body></html>\n").toString();
    }

    private static void head(final Page page, final Html html) {
        html.raw("<header><p class=\"brand\">").text(page.brand()).raw("</p>\n<h1 class=\"");
        html.raw(page.answer().tone().name().toLowerCase(Locale.ROOT))
                .raw("\">")
                .text(page.answer().headline())
                .raw("</h1>\n");
        if (!page.answer().lead().isEmpty()) {
            html.raw("<p class=\"lead\">").text(page.answer().lead()).raw("</p>\n");
        }
        OriginHtml.write(page.origin(), html);
        html.raw("</header>\n");
    }

    private static void warnings(final List<String> warnings, final Html html) {
        if (warnings.isEmpty()) {
            return;
        }
        html.raw("<ul class=\"warnings\">");
        warnings.forEach(warning -> html.raw("<li>").text(warning).raw("</li>"));
        html.raw("</ul>\n");
    }

    private static void contents(final List<Section> sections, final Html html) {
        if (sections.size() <= FEW_SECTIONS) {
            return;
        }
        html.raw("<nav aria-label=\"Sections\"><ol>");
        for (int i = 0; i < sections.size(); i++) {
            html.raw("<li><a href=\"#s" + (i + 1) + "\">")
                    .text(sections.get(i).heading())
                    .raw("</a></li>");
        }
        html.raw("</ol></nav>\n");
    }

    private static void section(
            final int index,
            final Section section,
            final Map<String, LineStyle> styles,
            final Html html) {
        html.raw("<section id=\"s" + (index + 1) + "\"><h2>").text(section.heading());
        html.raw("</h2>\n");
        if (!section.see().isEmpty()) {
            html.raw("<p class=\"see\">").text(section.see()).raw("</p>\n");
        }
        content(section.content(), styles, html);
        html.raw("</section>\n");
    }

    private static void content(
            final Content content, final Map<String, LineStyle> styles, final Html html) {
        if (isEmpty(content)) {
            html.raw("<p class=\"hint\">Nothing to show.</p>\n");
        } else if (content instanceof Curves curves) {
            CurvesHtml.write(curves, styles, html);
        } else if (content instanceof Stacked stacked) {
            StackedHtml.write(stacked, html);
        } else if (content instanceof HeatMap map) {
            HeatMapHtml.write(map, html);
        } else if (content instanceof Timeline timeline) {
            TimelineHtml.write(timeline, html);
        } else if (content instanceof Table table) {
            TableHtml.write(table, html);
        } else if (content instanceof Tornado tornado) {
            TornadoHtml.write(tornado, html);
        } else if (content instanceof Prose prose) {
            prose.paragraphs().forEach(p -> html.raw("<p class=\"prose\">").text(p).raw("</p>\n"));
        }
    }

    private static boolean isEmpty(final Content content) {
        return content instanceof Curves curves
                        && curves.series().stream().allMatch(s -> s.points().isEmpty())
                || content instanceof Stacked stacked && stacked.rows().isEmpty()
                || content instanceof HeatMap map
                        && (map.rows().isEmpty() || map.columns().isEmpty())
                || content instanceof Table table && table.rows().isEmpty()
                || content instanceof Tornado tornado && tornado.changes().isEmpty()
                || content instanceof Timeline timeline
                        && timeline.spans().isEmpty()
                        && timeline.instants().isEmpty();
    }

    private static void script(final Page page, final Html html) {
        final boolean hasTimeline =
                page.sections().stream().anyMatch(s -> s.content() instanceof Timeline);
        html.raw("<script>\n").raw(SCRIPT).raw(hasTimeline ? TIMELINE : "").raw("</script>\n");
    }
}
