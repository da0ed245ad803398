package knet.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import knet.tools.cli.doctor.Check;
import knet.tools.cli.doctor.Checks;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code knet doctor}: what this machine offers, and what to do about what is missing. */
@Command(
        name = "doctor",
        description = "Say what this machine offers: CPUs, /dev/shm, libpcap, TUN, permissions.")
final class Doctor implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    private final Console console;

    Doctor(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final List<Check> checks = Checks.all();
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> table(checks);
                            case json -> JsonText.of(json -> json(checks, json));
                            case csv -> csv(checks);
                        });
        return checks.stream().anyMatch(check -> check.state() == Check.State.FAILED)
                ? Exit.FAILED
                : Exit.DONE;
    }

    private static String table(final List<Check> checks) {
        final TextTable table = new TextTable("<", "<", "<");
        for (final Check check : checks) {
            table.row(name(check.state()), check.name(), PlainText.printable(check.detail()));
            if (!check.todo().isEmpty()) {
                table.row("", "", "-> " + check.todo());
            }
        }
        return table.toString().stripLeading();
    }

    private static void json(final List<Check> checks, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeArrayFieldStart("checks");
        for (final Check check : checks) {
            json.writeStartObject();
            json.writeStringField("name", check.name());
            json.writeStringField("state", name(check.state()));
            json.writeStringField("detail", check.detail());
            json.writeStringField("todo", check.todo());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String csv(final List<Check> checks) {
        final StringBuilder text = new StringBuilder("name,state,detail,todo\n");
        for (final Check check : checks) {
            text.append(Csv.line(check.name(), name(check.state()), check.detail(), check.todo()));
        }
        return text.toString();
    }

    private static String name(final Check.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
