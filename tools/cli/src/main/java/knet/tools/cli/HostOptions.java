package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import knet.threads.app.ApplicationFactory;
import knet.threads.app.ByteCounts;
import knet.threads.app.HttpCounts;
import knet.threads.base.ChecksumPolicy;
import knet.threads.host.HostConfig;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.stack.StackConfig;
import knet.tools.cli.run.FirmwareOracle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the host serves its queues, and what runs on top. */
final class HostOptions {
    private static final int MOST_USECS = 1_000_000;
    private static final int MOST_FRAMES = 65_536;
    private static final int MOST_THREADS = 256;

    /** What runs on top of the stack. */
    enum App {
        /** Counts bytes of streams and datagrams. */
        count,
        /** Sends each frame back with its addresses swapped, and counts. */
        echo,
        /** Counts HTTP requests and responses. */
        http
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "knet",
            completionCandidates = ModeNames.class,
            description = {
                "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "knet: a thread a queue, asleep until notified; knet-msix: the same on the real"
                        + " clock, since a wake goes straight to the queue's thread, and in"
                        + " compare with the interrupt on the queue's own processor; napi: one"
                        + " queue, one poller at a time; napi-multi: NAPI on every queue;"
                        + " software-classify: one queue, and its poller hands each frame to one"
                        + " of --queues processors by the classifier's hash;"
                        + " interrupt: a notification a frame and a backlog; busy-poll: never"
                        + " asleep."
            })
    private String mode;

    @Option(
            names = "--app",
            paramLabel = "APP",
            defaultValue = "count",
            description =
                    "What runs on top: ${COMPLETION-CANDIDATES}; count and echo count bytes, http"
                            + " requests and responses (default: ${DEFAULT-VALUE}).")
    private App app;

    @Option(
            names = "--streams",
            paramLabel = "FILE",
            description =
                    "Write flow, bytes and SHA-256 of each direction of every connection"
                            + " (csv; json or tsv if its name ends so).")
    private Path streams;

    @Option(
            names = "--checksum",
            paramLabel = "POLICY",
            defaultValue = "auto",
            description =
                    "verify, ignore or auto: accept what a sender left to its NIC"
                            + " (default: ${DEFAULT-VALUE}).")
    private String checksum;

    @Option(
            names = "--rx-usecs",
            paramLabel = "N",
            defaultValue = "0",
            description = "Interrupt moderation: microseconds to wait for more frames, 0 is off.")
    private int rxUsecs;

    @Option(
            names = "--rx-frames",
            paramLabel = "N",
            defaultValue = "0",
            description = "Interrupt moderation: frames that end the wait, 0 is off.")
    private int rxFrames;

    @Option(names = "--adaptive", description = "Interrupt moderation follows the packet rate.")
    private boolean adaptive;

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "64",
            description = "Most frames of a queue in one step (default: ${DEFAULT-VALUE}).")
    private int budget;

    @Option(
            names = "--linger",
            paramLabel = "USECS",
            defaultValue = "0",
            description =
                    "Mode knet: microseconds to go on polling empty queues before they are"
                            + " re-armed (default: ${DEFAULT-VALUE}).")
    private int lingerUsecs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Network threads, 0 for one per queue (default: ${DEFAULT-VALUE}); in mode"
                            + " software-classify per processor, and one that steers.")
    private int threads;

    @Option(
            names = "--cpus",
            paramLabel = "LIST",
            description = "Pin the network threads to these CPUs, for instance 0,2-5.")
    private String cpus;

    private ByteCounts counts;

    /**
     * Warns if a number of queues was asked for that the mode does not have.
     *
     * @param isAsked on the command line, and not by default
     */
    void warnOfQueues(final int queues, final boolean isAsked, final Console console) {
        final int served = Modes.byName(mode()).queues(queues);
        if (isAsked && served != queues && !Modes.byName(mode).steers()) {
            console.warn(
                    "mode "
                            + mode
                            + " has one queue, not "
                            + queues
                            + ": napi-multi serves several");
        }
    }

    /** The names of the modes, for help. */
    static final class ModeNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Modes.all().stream().map(Mode::name).iterator();
        }
    }

    String mode() {
        return chosen().name();
    }

    /** True if the queues that are asked for are processors that the host itself steers to. */
    boolean steers() {
        return chosen().steers();
    }

    private Mode chosen() {
        try {
            return Modes.byName(mode);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--mode: " + e.getMessage());
        }
    }

    /** Everything that these options say; the device and what a full ring means come on top. */
    HostConfig.Builder builder() {
        Arguments.between(spec, "--rx-usecs", rxUsecs, 0, MOST_USECS);
        Arguments.between(spec, "--rx-frames", rxFrames, 0, MOST_FRAMES);
        Arguments.between(spec, "--budget", budget, 1, MOST_FRAMES);
        Arguments.between(spec, "--linger", lingerUsecs, 0, MOST_USECS);
        Arguments.between(spec, "--threads", threads, 0, MOST_THREADS);
        if (app == App.echo && steers()) {
            throw Arguments.bad(
                    spec,
                    "--app echo does not go with --mode "
                            + mode
                            + ": the threads that run its protocols have no transmit queue");
        }
        return HostConfig.builder()
                .mode(mode())
                .moderation(rxUsecs, rxFrames, adaptive)
                .budget(budget)
                .lingerNs(TimeUnit.MICROSECONDS.toNanos(lingerUsecs))
                .echoes(app == App.echo)
                .threads(threads)
                .cpus(CpuList.parse(spec, "--cpus", cpus))
                .stack(
                        StackConfig.defaults()
                                .withChecksums(checksumPolicy())
                                .withApplication(application()))
                .oracles(FirmwareOracle::create);
    }

    private ChecksumPolicy checksumPolicy() {
        final Map<String, ChecksumPolicy> policies =
                Map.of(
                        "verify", ChecksumPolicy.VERIFY,
                        "ignore", ChecksumPolicy.IGNORE,
                        "auto", ChecksumPolicy.AUTO);
        final ChecksumPolicy policy = policies.get(checksum.toLowerCase(Locale.ROOT));
        if (policy == null) {
            throw Arguments.bad(
                    spec,
                    "--checksum must be one of "
                            + policies.keySet().stream().sorted().collect(Collectors.joining(", "))
                            + ", not '"
                            + checksum
                            + "'");
        }
        return policy;
    }

    private ApplicationFactory application() {
        if (app != App.http) {
            counts = new ByteCounts(streams != null);
            return counts;
        }
        if (streams != null) {
            throw Arguments.bad(spec, "--streams goes with --app count or echo, not http");
        }
        return new HttpCounts();
    }

    /**
     * Fails, before a long run, if what was asked for could not be written after it.
     *
     * @param inputs that are read meanwhile
     */
    void check(final List<Path> inputs) throws IOException {
        if (streams != null) {
            OutputFile.check(streams, inputs);
        }
    }

    /** Where the streams go; null if they are not wanted. */
    Path streams() {
        return streams;
    }

    /** After the run: writes what was asked for. */
    void finish() {
        if (streams != null) {
            OutputFile.write(streams, () -> counts.writeStreams(streams));
        }
    }
}
