package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import knet.tools.report.Resources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Opens pages in a browser and lets a script look for what a reader would complain of. The script
 * is part of a copy of the page, in a frame that is as wide as a screen or a phone.
 */
final class PageInBrowserTest {
    private static final String HELP =
            "no chromium on this machine (-Dknet.chromium=FILE names one): pages are not opened in"
                    + " a browser";

    private static final Pattern FINDINGS = Pattern.compile("<pre id=\"findings\">([^<]+)</pre>");

    @TempDir Path directory;

    private Chromium chromium;

    @BeforeEach
    void findBrowser() {
        final Optional<Chromium> found = Chromium.find(directory);
        if (found.isEmpty()) {
            System.out.println("PageInBrowserTest skipped: " + HELP);
        }
        assumeTrue(found.isPresent(), HELP);
        chromium = found.get();
    }

    @ParameterizedTest
    @CsvSource({"1280,false", "360,false", "360,true"})
    void nothingIsCutCoveredOrWrongOnAPageOfAwkwardData(final int width, final boolean isDark)
            throws Exception {
        final JsonNode found = inspect(AwkwardPage.build().toHtml(), width, isDark);

        assertThat(found.at("/wrongs")).isEmpty();
        assertThat(found.at("/problems")).isEmpty();
        assertThat(found.at("/counts/figures").asInt()).isGreaterThan(7_000);
        assertThat(found.at("/counts/drawings").asInt()).isGreaterThan(70);
        assertThat(found.at("/counts/texts").asInt()).isGreaterThan(80);
        assertThat(found.at("/counts/legend entries").asInt()).isGreaterThan(30);
        assertThat(found.at("/counts/axis labels").asInt()).isGreaterThan(10);
        assertThat(found.at("/counts/timeline checks").asInt()).isEqualTo(13);
        assertThat(found.at("/unseen").isArray()).isTrue();
        assertThat(found.at("/unseen")).as("kinds that the timeline does not show").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280,true", "700,false", "360,false"})
    void nothingIsCutCoveredOrWrongOnAUsualPage(final int width, final boolean isDark)
            throws Exception {
        final JsonNode found = inspect(ExamplePage.usual().toHtml(), width, isDark);

        assertThat(found.at("/wrongs")).isEmpty();
        assertThat(found.at("/problems")).isEmpty();
        assertThat(found.at("/counts/figures").asInt()).isGreaterThan(80);
    }

    private JsonNode inspect(final String html, final int width, final boolean isDark)
            throws Exception {
        final String head = "<meta name=\"viewport\"";
        final String copy =
                html.replace(head, script("listen.js") + head)
                        .replace("</main></body>", script("inspect.js") + "</main></body>");
        assertThat(copy.length()).isGreaterThan(html.length() + 3_000);
        Files.writeString(directory.resolve("page.html"), copy);
        final Path frame = directory.resolve("frame.html");
        Files.writeString(
                frame,
                "<!DOCTYPE html><body style=\"margin:0\"><pre id=\"findings\"></pre><script>"
                        + "addEventListener('message', (event) => {"
                        + "document.getElementById('findings').textContent ="
                        + " encodeURIComponent(event.data); });</script>"
                        + "<iframe src=\"page.html\" style=\"border:0;height:800px;width:"
                        + width
                        + "px\"></iframe>");
        final String dom = chromium.dom(frame, Math.max(600, width), 900, isDark);
        final Matcher findings = FINDINGS.matcher(dom);
        assertThat(findings.find()).as("the script ran to its end: %s", dom).isTrue();
        final JsonNode found =
                new ObjectMapper()
                        .readTree(URLDecoder.decode(findings.group(1), StandardCharsets.UTF_8));
        assertThat(found.at("/innerWidth").asInt()).isEqualTo(width);
        assertThat(found.at("/isDark").asBoolean()).isEqualTo(isDark);
        return found;
    }

    private static String script(final String name) {
        return "<script>" + Resources.text(PageInBrowserTest.class, name) + "</script>";
    }
}
