package knet.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import knet.tools.cli.lab.ModerationView;
import knet.tools.lab.experiment.Livelock;
import knet.tools.lab.experiment.Moderation;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.Way;
import knet.traces.pace.Pacer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet lab moderation}: what interrupt moderation buys and costs. */
@Command(
        name = "moderation",
        abbreviateSynopsis = true,
        description =
                "What interrupt moderation (ethtool -C: rx-usecs, rx-frames) saves of the"
                        + " processors' time and costs in latency, for every mode whose NIC raises"
                        + " notifications, and the knee: the smallest rx-usecs after which the use"
                        + " of processors falls by less than a tenth more.",
        footer = {
            "",
            "Without a FILE: generate:" + Livelock.TRAFFIC + ", without end. A FILE that is too",
            "short begins again, as new flows.",
            "",
            "Example:  knet lab moderation --modes napi,knet --rate 20kpps --report moderation.html"
        })
final class LabModeration implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private LabInput input;
    @Mixin private WayOptions ways;
    @Mixin private LabOptions options;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description =
                    "The load, Npps (10kpps, 1.5Mpps); default: of each mode half of what it can"
                            + " bear without loss.")
    private String rate;

    private final Console console;

    LabModeration(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final List<Way> all = ways.ways();
        final List<Way> moderated = all.stream().filter(Moderation::isModerated).toList();
        if (moderated.isEmpty()) {
            throw Arguments.bad(
                    spec,
                    "--modes: "
                            + all.get(0).mode().name()
                            + " wants no notifications, so that there are none to moderate");
        }
        final double framesPerSecond = framesPerSecond();
        final Setup base =
                Setup.of(moderated.get(0), ways.cpus(), options.costs("piii-550"))
                        .withSeed(options.seed());
        options.check(input.files());
        final Runner runner = input.runner(Livelock.TRAFFIC, console);
        final Moderation moderation = new Moderation(runner, base, moderated, framesPerSecond);
        return options.run(
                "moderation",
                console,
                sweep -> new ModerationView(moderation.run(sweep), leftOut(all)).result());
    }

    private static List<String> leftOut(final List<Way> all) {
        return all.stream()
                .filter(way -> !Moderation.isModerated(way))
                .map(way -> way.mode().name())
                .distinct()
                .toList();
    }

    /** 0 if none was asked for. */
    private double framesPerSecond() {
        if (rate == null) {
            return 0;
        }
        try {
            return Pacer.parse(rate)
                    .framesPerSecond()
                    .orElseThrow(
                            () ->
                                    Arguments.bad(
                                            spec,
                                            "--rate must be in frames a second, as 10kpps, not '"
                                                    + rate
                                                    + "'"));
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--rate: " + e.getMessage());
        }
    }
}
