package knet.tools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import knet.firmware.check.CheckResult;
import knet.firmware.check.ClassifierChecks;
import knet.firmware.check.Subject;
import knet.tools.cli.firmware.CheckReport;
import knet.tools.cli.firmware.CheckRun;
import knet.tools.report.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet firmware check}: whether classifiers keep what they owe. */
@Command(
        name = "check",
        description =
                "Put classifiers through checks of what each of them owes the NIC and the host.",
        footer = {
            "",
            "Exit code 0 if all pass, 1 if one fails. Your own tests can run the same checks: see"
                    + " firmware/docs/testing-classifiers.md.",
            "",
            "Example:  knet firmware check ./LeastLoaded.java flow-hash:key=symmetric"
        })
final class FirmwareCheck implements Callable<Integer> {
    private static final int MOST_SECONDS = 3600;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;

    @Parameters(
            paramLabel = FirmwareNames.LABEL,
            arity = "0..*",
            description = "Classifiers, as --firmware takes them (default: all that have a name).")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Say what the checks are instead.")
    private boolean list;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "A check that takes longer is failed (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    private final Console console;

    FirmwareCheck(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Arguments.between(spec, "--timeout", timeoutSeconds, 1, MOST_SECONDS);
        if (list) {
            ClassifierChecks.all()
                    .forEach(check -> console.out().println(check.name() + ": " + check.help()));
            return Exit.DONE;
        }
        final List<Subject> subjects = new ArrayList<>();
        for (final String name : FirmwareNames.orAll(names)) {
            subjects.add(subject(FirmwareNames.parse(spec, name)));
        }
        final List<CheckReport> reports = new ArrayList<>();
        for (final Subject subject : subjects) {
            final List<CheckResult> results =
                    new CheckRun(timeoutSeconds, check -> progress(subject.name(), check.name()))
                            .of(subject);
            progress("", "");
            reports.add(new CheckReport(subject.name(), results));
            if (format.get() == OutputFormat.table) {
                console.out().print(reports.size() == 1 ? "" : "\n");
                console.out().print(reports.get(reports.size() - 1).table());
                console.out().flush();
            }
        }
        print(reports);
        return reports.stream().allMatch(CheckReport::passed) ? Exit.DONE : Exit.FAILED;
    }

    /** One version of a file for all checks, and one class, so that its code gets warm. */
    private Subject subject(final FirmwareSpec firmware) {
        final FirmwareImage image = FirmwareNames.find(spec, firmware);
        FirmwareNames.requireMakeable(spec, image);
        return new Subject(firmware.toString(), image::create);
    }

    /** One line that is written over. */
    private void progress(final String firmware, final String check) {
        if (console.errIsTerminal()) {
            final String text = firmware.isEmpty() ? "" : firmware + ": " + check + "...";
            console.err().print("\r\u001b[K" + PlainText.printable(text));
            console.err().flush();
        }
    }

    private void print(final List<CheckReport> reports) {
        switch (format.get()) {
            case json -> console.out().print(CheckReport.json(reports));
            case csv -> {
                console.out().print("firmware,check,passed,detail\n");
                for (final CheckReport report : reports) {
                    for (final CheckResult result : report.results()) {
                        console.out()
                                .print(
                                        Csv.line(
                                                report.firmware(),
                                                result.name(),
                                                result.passed(),
                                                result.detail()));
                    }
                }
            }
            case table -> {
                if (reports.size() > 1) {
                    final List<String> failed =
                            reports.stream()
                                    .filter(report -> !report.passed())
                                    .map(CheckReport::firmware)
                                    .toList();
                    console.out()
                            .println(
                                    "\n"
                                            + (reports.size() - failed.size())
                                            + " of "
                                            + reports.size()
                                            + " classifiers pass"
                                            + (failed.isEmpty()
                                                    ? ""
                                                    : "; these do not: "
                                                            + String.join(", ", failed)));
                }
            }
        }
    }
}
