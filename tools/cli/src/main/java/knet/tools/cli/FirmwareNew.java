package knet.tools.cli;

import java.util.concurrent.Callable;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet firmware new}: a classifier to begin with. */
@Command(
        name = "new",
        description = "Print the source of a classifier that works, to make one's own of.",
        footer = {
            "",
            "Its comments say what a classifier may know and must not do.",
            "",
            "Example:",
            "  knet firmware new LeastLoaded > LeastLoaded.java",
            "  knet replay a.pcap --firmware ./LeastLoaded.java --queues 8 --watch"
        })
final class FirmwareNew implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "NAME", description = "Of its class; the file is to be NAME.java.")
    private String name;

    private final Console console;

    FirmwareNew(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            console.out().print(FirmwareTemplate.source(name));
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "", e);
        }
        return Exit.DONE;
    }
}
