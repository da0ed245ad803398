package knet.tools.report;

import java.util.List;

/** Which classifier decided when, of a run in which it was exchanged. */
final class HtmlPeriods {
    private HtmlPeriods() {}

    static void write(final RunResult run, final Html html) {
        final List<FirmwarePeriod> periods = run.nic().firmwarePeriods();
        if (periods.size() < 2) {
            return;
        }
        html.raw("<section><h2>Classifiers</h2>\n<p>")
                .text(HtmlReport.sentence(FirmwarePeriod.sumNote(periods)))
                .raw("</p>\n<div class=\"scroll\"><table><thead><tr>")
                .raw("<th>classifier</th><th>from frame</th><th>to frame</th><th>frames</th>")
                .raw("<th>max/mean</th>");
        for (int queue = 0; queue < run.queues(); queue++) {
            html.raw("<th>queue " + queue + "</th>");
        }
        html.raw("</tr></thead><tbody>\n");
        for (final FirmwarePeriod period : periods) {
            html.raw("<tr><td>")
                    .text(period.firmware() + (period.hung() ? " (hung)" : ""))
                    .raw("</td><td>")
                    .text(period.isAny() ? count(period.fromFrame()) : "-")
                    .raw("</td><td>")
                    .text(period.isAny() ? Units.count(period.toFrame()) : "-")
                    .raw("</td><td>")
                    .text(count(period.frames()))
                    .raw("</td><td>")
                    .text(period.maxOverMean() == null ? "-" : Units.ratio(period.maxOverMean()));
            for (int queue = 0; queue < run.queues(); queue++) {
                html.raw("</td><td>")
                        .text(
                                queue < period.framesPerQueue().size()
                                        ? Units.count(period.framesPerQueue().get(queue))
                                        : "-");
            }
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody></table></div></section>\n");
    }

    private static String count(final Long number) {
        return number == null ? "-" : Units.count(number);
    }
}
