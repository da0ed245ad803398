package knet.tools.report.page;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PageHtmlTest {
    /** With -Dknet.example.page=FILE: writes the page, to be looked at. */
    @Test
    void writesAnExampleWhenAsked() throws Exception {
        final String file = System.getProperty("knet.example.page");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                file != null, "set -Dknet.example.page=FILE to get an example page");
        Files.writeString(Path.of(file), ExamplePage.usual().toHtml());
    }
}
