package knet.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import knet.tools.cli.trace.InfoCsv;
import knet.tools.cli.trace.InfoText;
import knet.traces.FrameSource;
import knet.traces.info.TraceInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code knet trace info}: what captures hold. */
@Command(
        name = "info",
        description = "Say what captures hold: packets, flows, protocols, sizes, damage.",
        footer = {
            "",
            "A flow is a pair of ends, both directions of a connection being one: addresses, protocol"
                    + " and ports; without ports the addresses and the protocol, counted apart."
                    + " 'knet replay' counts both kinds as flows, and one for fragments whose first is"
                    + " missing, which here belong to none."
        })
final class TraceInfoCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FormatOption format;

    private final Console console;

    TraceInfoCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (FrameSource source = input.open()) {
            final TraceInfo info = TraceInfo.of(source);
            final List<String> files = input.names();
            console.out()
                    .print(
                            switch (format.get()) {
                                case table -> InfoText.table(files, info);
                                case json -> InfoText.json(files, info);
                                case csv -> InfoCsv.of(info);
                            });
            return input.report(source, console);
        }
    }
}
