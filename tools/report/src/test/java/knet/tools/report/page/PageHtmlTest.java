package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import knet.tools.report.page.Curves.Point;
import knet.tools.report.page.Curves.Series;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Table.Row;
import org.junit.jupiter.api.Test;

final class PageHtmlTest {
    private static final Pattern FIGURE =
            Pattern.compile("data-key=\"([^\"]+)\" data-value=\"([^\"]*)\">([^<]*)<");

    @Test
    void theSamePageGivesTheSameBytesWhateverTheMachineIsSetTo() {
        final String first = AwkwardPage.build().toHtml();
        final Locale locale = Locale.getDefault();
        final TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(AwkwardPage.build().toHtml()).isEqualTo(first);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void textFromOutsideIsNeverMarkup() {
        final String html = AwkwardPage.build().toHtml();

        assertThat(html).doesNotContain("<img", "</style></script>", "<!--'", "\u0000");
        assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;");
        // The page's own: one style; scripts for the result, the timelines, and the page.
        assertThat(html.split("</style>", -1)).hasSize(2);
        assertThat(html.split("<script", -1)).hasSize(5);
        assertThat(html.split("</script>", -1)).hasSize(5);
    }

    @Test
    void asksForNothingFromTheNetwork() {
        final String html = ExamplePage.usual().toHtml();

        assertThat(html).contains("content=\"default-src 'none'; style-src 'unsafe-inline';");
        assertThat(html).doesNotContainPattern("(?i)\\ssrc\\s*=|url\\(|@import|https?:|@font-face");
        assertThat(hrefs(html)).allMatch(href -> href.equals("data:,") || href.matches("#s\\d+"));
    }

    @Test
    void figuresAreThoseOfTheJson() throws Exception {
        for (final Page page : List.of(ExamplePage.usual(), AwkwardPage.build())) {
            final String html = page.toHtml();
            final JsonNode json = embedded(html);
            final Matcher figures = FIGURE.matcher(html);
            int count = 0;
            while (figures.find()) {
                final JsonNode node = json.at("/" + figures.group(1).replace('.', '/'));
                assertThat(node.isNumber()).as(figures.group(1)).isTrue();
                assertThat(Double.parseDouble(figures.group(2))).isEqualTo(node.asDouble());
                assertThat(figures.group(3)).as(figures.group(1)).isNotBlank();
                count++;
            }
            assertThat(count).isGreaterThan(80);
        }
    }

    @Test
    void theWholeResultIsEmbedded() throws Exception {
        final Page page = AwkwardPage.build();
        assertThat(embedded(page.toHtml()))
                .isEqualTo(new ObjectMapper().readTree(page.resultJson()));
    }

    @Test
    void theAnswerComesFirstThenHowToGetItAgain() {
        final String html = ExamplePage.usual().toHtml();

        assertThat(html.substring(html.indexOf("<body>")))
                .containsSubsequence(
                        "knet lab livelock",
                        "<h1 class=\"good\">knet stays flat beyond its MLFRR of 131 kpps",
                        "At 300 kpps knet delivers",
                        "generate:flows=1000",
                        "<code>knet lab livelock --modes",
                        "seed 1, costs <b>piii-550</b>",
                        "5 prices: 1 cited, 1 measured, 1 fitted, 2 assumed",
                        "<section id=\"s1\"><h2>Goodput under load</h2>",
                        "<p class=\"see\">A well designed receiver");
    }

    @Test
    void everyChartSaysWhatItIsAndHasItsFiguresAsATable() {
        final String html = ExamplePage.usual().toHtml();

        assertThat(count(html, "<figure class=\"chart ")).isEqualTo(6);
        // A heat map is a table itself.
        assertThat(count(html, "<details class=\"alternative\">")).isEqualTo(5);
        assertThat(html).doesNotContainPattern("role=\"img\" aria-label=\"\"");
        assertThat(count(html, "role=\"img\"")).isEqualTo(2 * 2 + 3);
    }

    @Test
    void tagsAreBalanced() {
        final String html = AwkwardPage.build().toHtml();
        final String body = html.substring(html.indexOf("<body>"), html.lastIndexOf("<script>"));

        for (final String tag :
                List.of(
                        "div", "section", "table", "tr", "td", "th", "span", "p", "svg", "g", "ul",
                        "li", "figure", "details", "text", "title")) {
            assertThat(count(body, "<" + tag + "[ >]"))
                    .as(tag)
                    .isEqualTo(count(body, "</" + tag + ">"));
        }
        assertThat(body).doesNotContain("NaN", "Infinity", "null");
    }

    @Test
    void aSeriesLooksTheSameInEveryChart() {
        final String html =
                page(
                                new Section("one", "", curves("knet", "napi")),
                                new Section("two", "", curves("napi", "interrupt")))
                        .toHtml();

        final List<String> legend = new ArrayList<>();
        final Matcher names =
                Pattern.compile(
                                "swatch (l\\d)\"[^>]*><path class=\"line\"([^>]*) d=.*?<span>(\\w+)<")
                        .matcher(html);
        while (names.find()) {
            legend.add(names.group(3) + " " + names.group(1) + names.group(2));
        }
        assertThat(legend)
                .containsExactly(
                        "knet l0",
                        "napi l1 stroke-dasharray=\"7 4\"",
                        "napi l1 stroke-dasharray=\"7 4\"",
                        "interrupt l2 stroke-dasharray=\"2 3\"");
    }

    @Test
    void aMissingPointIsAGap() {
        final Curves curves =
                new Curves(
                        "gap",
                        Axis.linear("x", Unit.ratio()),
                        Axis.linear("y", Unit.ratio()),
                        List.of(
                                Series.of(
                                        "s",
                                        List.of(
                                                Point.of(0, 1),
                                                Point.of(1, 2),
                                                Point.of(2, Double.NaN),
                                                Point.of(3, 3),
                                                Point.of(4, 1)))));
        final String html = page(new Section("gap", "", curves)).toHtml();

        final Matcher line =
                Pattern.compile("<path class=\"line\" d=\"([^\"]*L[^\"]*)\"").matcher(html);
        assertThat(line.find()).isTrue();
        assertThat(line.group(1)).matches("M[\\d. ]+L[\\d. ]+M[\\d. ]+L[\\d. ]+");
        assertThat(html).contains("<td>-</td>");
    }

    @Test
    void aColumnHasOneUnitUnlessItsFiguresDifferTooMuch() {
        final Table table =
                new Table(
                        "times",
                        List.of(
                                Column.words("mode"),
                                new Column("p99", Unit.time()),
                                new Column("max", Unit.time())),
                        List.of(
                                Row.of(Cell.of("a"), Cell.of(40_500_000), Cell.of(40_500_000)),
                                Row.of(Cell.of("b"), Cell.of(431_000), Cell.of(431))));
        final String html = page(new Section("table", "", table)).toHtml();

        assertThat(html)
                .contains("p99 <span class=\"unit\">(ms)</span>", "<td>0.431</td>")
                .contains("<th scope=\"col\">max</th>", "<td>40.5 ms</td>", "<td>431 ns</td>");
    }

    @Test
    void theCostOnWhichMostHangsStandsFirst() {
        final String html = ExamplePage.usual().toHtml();
        final String tornado = html.substring(html.indexOf("chart tornado"));

        assertThat(tornado)
                .containsSubsequence(
                        ">rx-packet<",
                        "+63.4% / -43.1%",
                        ">user-packet<",
                        ">interrupt<",
                        "0% / 0%");
    }

    @Test
    void whatIsEmptySaysSo() {
        assertThat(page(new Section("none", "", curves())).toHtml()).contains("Nothing to show.");
    }

    @Test
    void recordsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() -> curves("knet", "knet")).hasMessage("two series 'knet': load");
        assertThatThrownBy(
                        () ->
                                new Table(
                                        "t",
                                        List.of(Column.words("a"), Column.words("b")),
                                        List.of(Row.of(Cell.of("x")))))
                .hasMessage("row of 't': 1 values for 2");
        assertThatThrownBy(() -> Answer.of(" ", "")).hasMessage("headline is blank");
        assertThatThrownBy(
                        () ->
                                new Tornado(
                                        "t",
                                        Axis.linear("y", Unit.ratio()),
                                        Figure.NONE,
                                        List.of()))
                .hasMessage("no base in 't'");
    }

    /** With -Dknet.example.page=FILE: writes the pages, to be looked at. */
    @Test
    void writesExamplesWhenAsked() throws Exception {
        final String file = System.getProperty("knet.example.page");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                file != null, "set -Dknet.example.page=FILE to get example pages");
        Files.writeString(Path.of(file), ExamplePage.usual().toHtml());
        Files.writeString(Path.of(file + ".awkward.html"), AwkwardPage.build().toHtml());
    }

    private static Page page(final Section... sections) {
        return new Page(
                "knet lab",
                Answer.of("an answer", ""),
                new Origin("input", "knet lab", 1, new CostTable("modern-x86", List.of())),
                List.of(),
                List.of(sections),
                "{}\n");
    }

    private static Curves curves(final String... names) {
        final List<Series> series = new ArrayList<>();
        for (final String name : names) {
            series.add(Series.of(name, List.of(Point.of(1, 2))));
        }
        return new Curves(
                "load", Axis.linear("x", Unit.ratio()), Axis.linear("y", Unit.ratio()), series);
    }

    private static JsonNode embedded(final String html) throws Exception {
        final String start = "<script type=\"application/json\" id=\"result\">";
        final int from = html.indexOf(start) + start.length();
        return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
    }

    private static List<String> hrefs(final String html) {
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static long count(final String text, final String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
