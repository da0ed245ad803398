package knet.tools.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import knet.tools.cli.lab.LivelockView;
import knet.tools.lab.experiment.Livelock;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Setup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code knet lab livelock}: offered load against what reaches the application. */
@Command(
        name = "livelock",
        abbreviateSynopsis = true,
        description =
                "Offered load against what reaches the application, for every mode, and the maximum"
                        + " load without loss (Figure 1 of the KNET paper; Mogul and Ramakrishnan"
                        + " 1997). The range of loads follows from the costs.",
        footer = {
            "",
            "Without a FILE: generate:" + Livelock.TRAFFIC + ", without end. A FILE that is too",
            "short begins again, as new flows.",
            "",
            "Example:  knet lab livelock --modes interrupt,napi,knet --report livelock.html"
        })
final class LabLivelock implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private LabInput input;
    @Mixin private WayOptions ways;
    @Mixin private LabOptions options;

    private final Console console;

    LabLivelock(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final Setup base =
                Setup.of(ways.ways().get(0), ways.cpus(), options.costs("piii-550"))
                        .withSeed(options.seed());
        options.check(input.files());
        final Runner runner = input.runner(Livelock.TRAFFIC, console);
        final Livelock livelock = new Livelock(runner, base, ways.ways());
        return options.run(
                "livelock", console, sweep -> new LivelockView(livelock.run(sweep)).result());
    }
}
