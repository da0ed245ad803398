package knet.tools.report.page;

import java.util.List;
import knet.tools.report.Html;

/** Says which colour is which kind, in the order in which a chart shows them. */
final class Legend {
    private Legend() {}

    static void write(final List<Kind> kinds, final Html html) {
        html.raw("<ul class=\"legend\">");
        for (final Kind kind : kinds) {
            html.raw("<li><svg class=\"swatch\" width=\"16\" height=\"14\" aria-hidden=\"true\">")
                    .raw("<rect class=\"")
                    .raw(kind.ink().css())
                    .raw("\" width=\"16\" height=\"14\"/></svg><span>")
                    .text(kind.name())
                    .raw("</span></li>\n");
        }
        html.raw("</ul>\n");
    }
}
