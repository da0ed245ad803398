package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
    private static final Pattern FIGURE =
            Pattern.compile("data-key=\"([^\"]+)\" data-value=\"([^\"]*)\">");

    @Test
    void figuresAreThoseOfTheJson() throws Exception {
        final ExampleRun example = new ExampleRun();
        example.ringFull = 77;
        example.splitFlows = 3;
        example.splitReasons = Map.of("fragment", 3L);
        final RunResult run = example.build();
        final JsonNode json = RunJsonTest.parse(run);

        final Map<String, String> figures = figures(HtmlReport.toString(run));

        assertThat(figures).hasSizeGreaterThan(90);
        figures.forEach(
                (key, value) -> {
                    if (key.equals("droppedTotal")) {
                        assertThat(value).isEqualTo("77");
                        return;
                    }
                    final JsonNode node = json.at("/" + key.replace('.', '/'));
                    assertThat(node.isNumber()).as(key).isTrue();
                    assertThat(Double.parseDouble(value))
                            .as(key)
                            .isCloseTo(node.asDouble(), org.assertj.core.data.Offset.offset(1e-6));
                });
        assertThat(figures)
                .containsKeys(
                        "frames.offered",
                        "queuesDetail.3.latencyNs.p999",
                        "total.notificationsSuppressed",
                        "steering.jain",
                        "steering.splitReasons.fragment",
                        "pacing.lateNs.p99");
    }

    @Test
    void framesThatADeadHostTookWithItAreNamed() {
        final ExampleRun example = new ExampleRun();
        example.lostInRestart = 2;
        assertThat(HtmlReport.toString(example.build()))
                .contains("Of those delivered, 2 frames were lost in a restart");
    }

    @Test
    void theVerdictComesBeforeAnyFigure() {
        final String html = HtmlReport.toString(new ExampleRun().build());

        assertThat(html.indexOf("Every flow stayed on one queue."))
                .isPositive()
                .isLessThan(html.indexOf("data-value"));
        assertThat(html).contains("Offered 118901 = delivered 118901 + dropped 0 + in flight 0.");
    }

    @Test
    void countersAtZeroAreFolded() {
        final String html = HtmlReport.toString(new ExampleRun().build());

        final int fold = html.indexOf("<summary>1 at zero</summary>");
        assertThat(fold).isPositive();
        assertThat(html.indexOf("data-key=\"ip.checksumErrors\"")).isGreaterThan(fold);
        assertThat(html.indexOf("data-key=\"ip.reassembled\"")).isPositive().isLessThan(fold);
    }

    @Test
    void manyQueuesScroll() {
        final ExampleRun few = new ExampleRun();
        final ExampleRun many = new ExampleRun();
        many.frames = new long[64];

        assertThat(HtmlReport.toString(few.build())).doesNotContain("\"scroll tall\"");
        assertThat(HtmlReport.toString(many.build())).contains("\"scroll tall\"", "\"bars many\"");
    }

    @Test
    void whyFlowsWereSplit() {
        final ExampleRun example = new ExampleRun();
        example.splitFlows = 3;
        example.splitReasons = Map.of("direction", 3L);
        assertThat(HtmlReport.toString(example.build()))
                .contains(
                        "</b> split because their two directions go apart: key=symmetric keeps them"
                                + " together.");
    }

    @Test
    void aSprayingClassifierIsTheOneReason() {
        final ExampleRun example = new ExampleRun();
        example.firmware = "round-robin";
        example.spraying = true;
        example.splitFlows = 9;
        example.splitReasons = new TreeMap<>(Map.of("direction", 4L, "other", 5L));
        assertThat(HtmlReport.toString(example.build()))
                .contains(">9</b> split because round-robin spreads the packets of a flow.")
                .doesNotContain("their two directions");
    }

    @Test
    void asksForNothingFromTheNetwork() {
        final String html = HtmlReport.toString(new ExampleRun().build());

        assertThat(html).doesNotContainPattern("(?i)(src|href)\\s*=|url\\(|@import|https?:");
    }

    @Test
    void textFromOutsideIsNeverMarkup() {
        final ExampleRun example = new ExampleRun();
        final String evil = "\"><img src=x onerror=alert(1)></style></script><!--'&\u0000";
        example.files = List.of(evil);
        example.firmware = evil;
        example.commandLine = "knet replay '" + evil + "'";
        example.warnings = List.of(evil);
        example.splitFlows = 1;
        example.splitReasons = Map.of(evil, 1L);
        example.pacing = new PacingFigures(evil, 1, 2, 3);

        final String html = HtmlReport.toString(example.build());

        assertThat(html).doesNotContain("<img", "</script><!--", "</style></script>", "\u0000");
        // The page's own: one style, one script element, each closed once.
        assertThat(html.split("</style>", -1)).hasSize(2);
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html.split("<script", -1)).hasSize(2);
    }

    @Test
    void embedsTheWholeResult() throws Exception {
        final ExampleRun example = new ExampleRun();
        example.files = List.of("</script>.pcap");
        final String html = HtmlReport.toString(example.build());
        final String start = "<script type=\"application/json\" id=\"result\">";
        final String text =
                html.substring(html.indexOf(start) + start.length(), html.indexOf("</script>"));

        final JsonNode json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
        assertThat(json).isEqualTo(RunJsonTest.parse(example.build()));
    }

    @Test
    void tagsAreBalanced() {
        final ExampleRun example = new ExampleRun();
        example.ringFull = 5;
        example.warnings = List.of("one", "two");
        final String html = HtmlReport.toString(example.build());

        for (final String tag :
                List.of("div", "section", "table", "tr", "td", "th", "span", "p", "dl", "svg")) {
            assertThat(count(html, "<" + tag + "[ >]"))
                    .as(tag)
                    .isEqualTo(count(html, "</" + tag + ">"));
        }
    }

    @Test
    void drawsRunsAtTheEdges() throws Exception {
        final ExampleRun many = new ExampleRun();
        many.frames = new long[256];
        many.latency = false;
        final ExampleRun one = new ExampleRun();
        one.frames = new long[] {1};

        for (final ExampleRun example : List.of(many, one)) {
            assertThat(HtmlReport.toString(example.build())).doesNotContain("NaN", "Infinity");
        }
    }

    /** With -Dknet.example.html=FILE: writes the page, to be looked at. */
    @Test
    void writesAnExampleWhenAsked() throws Exception {
        final String file = System.getProperty("knet.example.html");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                file != null, "set -Dknet.example.html=FILE to get an example page");
        final ExampleRun example = new ExampleRun();
        example.ringFull = 4_321;
        example.splitFlows = 64;
        example.splitReasons = new TreeMap<>(Map.of("direction", 64L));
        example.warnings = List.of("libpcap was not found; nothing here needed it");
        Files.writeString(Path.of(file), HtmlReport.toString(example.build()));
    }

    private static long count(final String text, final String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static Map<String, String> figures(final String html) {
        final Map<String, String> figures = new TreeMap<>();
        final Matcher matcher = FIGURE.matcher(html);
        while (matcher.find()) {
            figures.put(matcher.group(1), matcher.group(2));
        }
        return figures;
    }
}
