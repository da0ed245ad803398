package knet.tools.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A run as one HTML page that needs nothing else: no script, no network, style inside, figures as
 * inline SVG. Light or dark as the reader's system says; from a phone's width up.
 */
public final class HtmlReport {
    private static final String STYLE = Resources.text(HtmlReport.class, "report.css");

    private HtmlReport() {}

    /** The page. */
    public static String toString(final RunResult run) {
        final Html html = new Html();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\"><title>")
                .text("knet: " + title(run))
                .raw("</title><style>\n")
                .raw(STYLE)
                .raw("</style></head>\n<body><main>\n");
        head(run, html);
        HtmlSections.keyFigures(run, html);
        warnings(run, html);
        HtmlSections.queues(run, html);
        HtmlSections.latency(run, html);
        HtmlSections.notifications(run, html);
        HtmlSteering.section(run, html);
        protocols(run, html);
        data(run, html);
        return html.raw("</main></body></html>\n").toString();
    }

    private static String title(final RunResult run) {
        return String.join(" ", run.trace().files()) + ", " + run.firmware();
    }

    private static void head(final RunResult run, final Html html) {
        final boolean sound = run.frames().isBalanced();
        html.raw("<header><p class=\"brand\">knet replay</p>\n<h1 class=\"")
                .raw(sound && run.steering().splitFlows() == 0 ? "good" : "note")
                .raw("\" data-key=\"verdict\">")
                .text(sentence(run.verdict()))
                .raw("</h1>\n<p class=\"")
                .raw(sound ? "sum" : "sum bad")
                .raw("\">")
                .text(sentence(run.frames().conservationLine()))
                .text(
                        run.frames().lostInRestart() == 0
                                ? ""
                                : " " + sentence(run.frames().lostLine()))
                .raw("</p>\n<p class=\"input\">");
        for (final String file : run.trace().files()) {
            html.raw("<span class=\"file\">").text(file).raw("</span> ");
        }
        html.text(
                        Units.plural(run.trace().frames(), "frame")
                                + ", "
                                + Units.bytes(run.trace().bytes())
                                + ", "
                                + String.join(" ", run.trace().linkTypes())
                                + ", "
                                + Units.time(run.trace().durationNs())
                                + (run.trace().truncated() ? ", damaged" : ""))
                .raw("</p>\n<pre class=\"command\"><code>")
                .text(run.commandLine())
                .raw("</code></pre></header>\n");
    }

    static String sentence(final String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static void warnings(final RunResult run, final Html html) {
        if (run.warnings().isEmpty()) {
            return;
        }
        html.raw("<ul class=\"warnings\">");
        for (final String warning : run.warnings()) {
            html.raw("<li>").text(warning).raw("</li>");
        }
        html.raw("</ul>\n");
    }

    private static void protocols(final RunResult run, final Html html) {
        final ProtocolFigures protocols = run.protocols();
        if (protocols.ip().isEmpty() && protocols.tcp().isEmpty() && protocols.udp().isEmpty()) {
            return;
        }
        html.raw("<section><h2>Protocols</h2><div class=\"columns\">\n");
        counters("ip", "IP", protocols.ip(), html);
        counters("tcp", "TCP", protocols.tcp(), html);
        counters("udp", "UDP", protocols.udp(), html);
        counters("app", "Application", protocols.app(), html);
        html.raw("</div></section>\n");
        HtmlPeriods.write(run, html);
        html.raw("<section><h2>NIC</h2><div class=\"columns\">\n");
        counters("nic.counters", "Counters", run.nic().counters(), html);
        counters("nic.firmwareCounters", "Firmware", run.nic().firmwareCounters(), html);
        html.raw("</div></section>\n");
    }

    private static void counters(
            final String key,
            final String title,
            final Map<String, ? extends Number> counters,
            final Html html) {
        if (counters.isEmpty()) {
            return;
        }
        final Map<String, Number> counted = new LinkedHashMap<>();
        final Map<String, Number> zero = new LinkedHashMap<>();
        counters.forEach(
                (name, value) -> (value.doubleValue() == 0 ? zero : counted).put(name, value));
        html.raw("<div class=\"counters\"><h3>").text(title).raw("</h3>");
        rows(key, counted, html);
        if (!zero.isEmpty()) {
            html.raw("<details><summary>")
                    .text((counted.isEmpty() ? "all " : "") + zero.size() + " at zero")
                    .raw("</summary>");
            rows(key, zero, html);
            html.raw("</details>");
        }
        html.raw("</div>\n");
    }

    private static void rows(
            final String key, final Map<String, Number> counters, final Html html) {
        if (counters.isEmpty()) {
            return;
        }
        html.raw("<table><tbody>");
        for (final Map.Entry<String, Number> counter : counters.entrySet()) {
            final Number value = counter.getValue();
            html.raw("<tr><th>")
                    .text(counter.getKey())
                    .raw("</th>")
                    .figure(
                            "td",
                            key + "." + counter.getKey(),
                            value,
                            value instanceof Double
                                    ? Units.ratio(value.doubleValue())
                                    : Units.count(value.longValue()))
                    .raw("</tr>");
        }
        html.raw("</tbody></table>");
    }

    private static void data(final RunResult run, final Html html) {
        // Inside a script element nothing is decoded: "<" is written in JSON's own escape.
        html.raw("<script type=\"application/json\" id=\"result\">\n")
                .raw(RunJson.toString(run).replace("<", "\\u003c"))
                .raw("</script>\n");
    }
}
