package knet.tools.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The options of the commands that have many, under headings by what they are about. */
final class HelpSections {
    private static final Map<String, List<String>> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put(
                "Trace and pacing",
                List.of(
                        "--wire",
                        "--filter",
                        "--limit",
                        "--strict",
                        "--store",
                        "--from",
                        "--follow",
                        "--rate",
                        "--loop",
                        "--loop-rewrite"));
        SECTIONS.put(
                "Firmware", List.of("--firmware", "--watch", "--queues", "--seed", "--watchdog"));
        SECTIONS.put(
                "Host",
                List.of(
                        "--mode",
                        "--app",
                        "--checksum",
                        "--threads",
                        "--cpus",
                        "--budget",
                        "--linger",
                        "--rx-usecs",
                        "--rx-frames",
                        "--adaptive",
                        "--stay"));
        SECTIONS.put(
                "Device and memory",
                List.of(
                        "--device",
                        "--device-dir",
                        "--keep-device",
                        "--ring",
                        "--buffer",
                        "--on-full",
                        "--rx-checksum",
                        "--nic-cpu",
                        "--nic-timeout",
                        "--restarts",
                        "--transmit"));
        SECTIONS.put(
                "Output",
                List.of(
                        "--format",
                        "--report",
                        "--write",
                        "--streams",
                        "--journal",
                        "--verbose",
                        "--help"));
    }

    private HelpSections() {}

    /** Gives a command's help these headings, and a synopsis of one line. */
    static CommandLine on(final CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, h -> "");
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::render);
        return command;
    }

    /** The headings and what is under them, in the order of the help. */
    static Map<String, List<OptionSpec>> sections(final List<OptionSpec> options) {
        final Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        final List<OptionSpec> left = new ArrayList<>(options);
        SECTIONS.forEach(
                (heading, names) -> {
                    final List<OptionSpec> here = new ArrayList<>();
                    for (final String name : names) {
                        left.stream()
                                .filter(option -> option.longestName().equals(name))
                                .forEach(here::add);
                    }
                    left.removeAll(here);
                    sections.put(heading, here);
                });
        sections.put("Other", left);
        sections.values().removeIf(List::isEmpty);
        return sections;
    }

    private static String render(final Help help) {
        final List<OptionSpec> all =
                help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
        final StringBuilder text = new StringBuilder();
        sections(all)
                .forEach(
                        (heading, options) -> {
                            // The layout of all, so that the columns are the same everywhere.
                            final Layout layout =
                                    help.createDefaultLayout(
                                            all,
                                            help.commandSpec().positionalParameters(),
                                            help.colorScheme());
                            layout.addAllOptions(options, help.parameterLabelRenderer());
                            text.append(System.lineSeparator()).append(heading).append(':');
                            text.append(System.lineSeparator()).append(layout);
                        });
        return text.toString();
    }
}
