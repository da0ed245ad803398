package knet.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareInfo;
import knet.firmware.ParameterInfo;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet firmware list}: names, parameters and help. */
@Command(
        name = "list",
        description = "List the classifiers with their parameters, defaults and help.",
        footer = {"", "Example:  knet firmware list flow-hash ./LeastLoaded.java"})
final class FirmwareList implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "Only these: names, FILE.java, FILE.class, FILE.jar, FILE.jar!CLASS, class names.")
    private List<String> names = List.of();

    private final Console console;

    FirmwareList(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final List<FirmwareInfo> infos = find();
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> table(infos);
                            case json -> JsonText.of(json -> json(infos, json));
                            case csv -> csv(infos);
                        });
        return Exit.DONE;
    }

    private List<FirmwareInfo> find() {
        final FirmwareCatalog catalog = FirmwareCatalog.load();
        try {
            return names.isEmpty()
                    ? catalog.list()
                    : names.stream().map(catalog::describe).toList();
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "", e);
        }
    }

    private static String table(final List<FirmwareInfo> infos) {
        final StringBuilder text = new StringBuilder();
        for (final FirmwareInfo info : infos) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(PlainText.printable(info.name()))
                    .append("  (")
                    .append(PlainText.printable(info.origin()))
                    .append(affinity(info).equals("spraying") ? ", spreads packets of a flow" : "")
                    .append(")\n");
            indented(info.help(), text);
            indented(info.rule().isEmpty() ? "" : "queue = " + info.rule(), text);
            if (!info.parameters().isEmpty()) {
                parameters(info, text);
            }
        }
        if (infos.stream().anyMatch(info -> !info.parameters().isEmpty())) {
            text.append("\nranges of what counts queues are those of ")
                    .append(FirmwareInfo.QUEUES)
                    .append(" queues\n");
        }
        return text.toString();
    }

    private static void parameters(final FirmwareInfo info, final StringBuilder text) {
        int width = 0;
        for (final ParameterInfo parameter : info.parameters()) {
            width = Math.max(width, assignment(parameter).length());
        }
        for (final ParameterInfo parameter : info.parameters()) {
            final String name = assignment(parameter);
            indented(name + " ".repeat(width - name.length() + 2) + parameter.help(), text);
            indented(" ".repeat(width + 2) + "[" + parameter.range() + "]", text);
        }
    }

    private static String assignment(final ParameterInfo parameter) {
        return parameter.name() + "=" + parameter.defaultValue();
    }

    private static void indented(final String line, final StringBuilder text) {
        if (!line.isEmpty()) {
            text.append("    ").append(PlainText.printable(line)).append('\n');
        }
    }

    private static void json(final List<FirmwareInfo> infos, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeArrayFieldStart("firmware");
        for (final FirmwareInfo info : infos) {
            json.writeStartObject();
            json.writeStringField("name", info.name());
            json.writeStringField("help", info.help());
            json.writeStringField("rule", info.rule());
            json.writeStringField("affinity", affinity(info));
            json.writeStringField("className", info.className());
            json.writeStringField("origin", info.origin());
            json.writeArrayFieldStart("parameters");
            for (final ParameterInfo parameter : info.parameters()) {
                json.writeStartObject();
                json.writeStringField("name", parameter.name());
                json.writeStringField("type", parameter.type());
                json.writeStringField("default", parameter.defaultValue());
                json.writeStringField("values", parameter.range());
                json.writeStringField("help", parameter.help());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String csv(final List<FirmwareInfo> infos) {
        final StringBuilder text =
                new StringBuilder("firmware,parameter,type,default,values,help\n");
        for (final FirmwareInfo info : infos) {
            text.append(Csv.line(info.name(), "", "", "", "", info.help()));
            for (final ParameterInfo parameter : info.parameters()) {
                text.append(
                        Csv.line(
                                info.name(),
                                parameter.name(),
                                parameter.type(),
                                parameter.defaultValue(),
                                parameter.range(),
                                parameter.help()));
            }
        }
        return text.toString();
    }

    private static String affinity(final FirmwareInfo info) {
        return info.affinity() == null
                ? "unknown"
                : info.affinity().name().toLowerCase(Locale.ROOT);
    }
}
