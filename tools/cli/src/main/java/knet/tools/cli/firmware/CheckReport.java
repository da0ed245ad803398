package knet.tools.cli.firmware;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import knet.firmware.check.CheckResult;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;

/**
 * What the checks of a classifier came to.
 *
 * @param firmware as the user named it
 * @param results of the checks, in their order
 */
public record CheckReport(String firmware, List<CheckResult> results) {
    public CheckReport {
        results = List.copyOf(results);
    }

    /** Whether it has passed every check. */
    public boolean passed() {
        return results.stream().allMatch(CheckResult::passed);
    }

    /** For people: the verdict last, as it is looked for there. */
    public String table() {
        final TextTable table = new TextTable("<check", "<", "<");
        for (final CheckResult result : results) {
            table.row(
                    result.name(),
                    result.passed() ? "passed" : "FAILED",
                    PlainText.printable(result.detail()));
        }
        final long failed = results.stream().filter(result -> !result.passed()).count();
        return PlainText.printable(firmware)
                + "\n\n"
                + table.toString().indent(2)
                + "\n"
                + (failed == 0
                        ? "passed: all " + results.size() + " checks\n"
                        : "FAILED: " + failed + " of " + results.size() + " checks\n");
    }

    /** The contract for programs: schema 1. */
    public static String json(final List<CheckReport> reports) {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeBooleanField(
                            "passed", reports.stream().allMatch(CheckReport::passed));
                    json.writeArrayFieldStart("firmware");
                    for (final CheckReport report : reports) {
                        report.write(json);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("firmware", firmware);
        json.writeBooleanField("passed", passed());
        json.writeArrayFieldStart("checks");
        for (final CheckResult result : results) {
            json.writeStartObject();
            json.writeStringField("check", result.name());
            json.writeBooleanField("passed", result.passed());
            json.writeStringField("detail", result.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
