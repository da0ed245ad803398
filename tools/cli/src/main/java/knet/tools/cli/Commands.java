package knet.tools.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands by name, in the order of the help. */
final class Commands {
    private static final Map<String, Function<Console, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("replay", console -> HelpSections.on(new CommandLine(new Replay(console))));
        ALL.put("classify", Classify::new);
        ALL.put("compare", Compare::new);
        ALL.put("lab", LabCommand::of);
        ALL.put("journal", JournalCommand::new);
        ALL.put("nic", console -> HelpSections.on(new CommandLine(new Nic(console))));
        ALL.put("host", console -> HelpSections.on(new CommandLine(new Host(console))));
        ALL.put("top", Top::new);
        ALL.put("devices", Devices::new);
        ALL.put("trace", Group.Trace::of);
        ALL.put("firmware", Group.Firmware::of);
        ALL.put("bench", BenchCommand::new);
        ALL.put("doctor", Doctor::new);
    }

    private Commands() {}

    static Map<String, Function<Console, Object>> all() {
        return ALL;
    }

    static Set<String> names() {
        return ALL.keySet();
    }
}
