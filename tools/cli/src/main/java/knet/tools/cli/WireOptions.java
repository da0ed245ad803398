package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import knet.firmware.FirmwareSpec;
import knet.nic.journal.JournalReader;
import knet.nic.process.NicConfig;
import knet.traces.pace.Pacer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the wire is read, and what the NIC does beside classifying. */
final class WireOptions {
    private static final int MOST_WATCHDOG_MS = 3_600_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "max",
            description =
                    "original, xN (x2, x0.5), Npps (10kpps, 1.5Mpps), Nbps (100Mbps) or max"
                            + " (default: ${DEFAULT-VALUE}).")
    private String rate;

    @Option(
            names = "--loop",
            paramLabel = "N",
            description =
                    "Read the input N times, time going on (default: 1, with --watch for ever).")
    private Long loop;

    @Option(
            names = "--watch",
            description =
                    "Watch the FILE that --firmware names: whenever it is saved, the NIC takes the"
                            + " new version between two frames. Until Ctrl-C, unless --loop ends"
                            + " it.")
    private boolean watch;

    @Option(names = "--loop-rewrite", description = "Give each loop addresses of its own.")
    private boolean loopRewrite;

    @Option(
            names = "--follow",
            description = "Go on with a store that is still being written, until its writer ends.")
    private boolean follow;

    @Option(
            names = "--rx-checksum",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Whether the NIC verifies checksums for the host (default: ${DEFAULT-VALUE}).")
    private Switch rxChecksum;

    @Option(
            names = "--write",
            paramLabel = "FILE.pcapng",
            description =
                    "Write each received frame with its queue (epb_queue), in the order of the wire,"
                            + " and those that the host sends.")
    private Path write;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "Keep one record per decision, numbered from 0 as the NIC took the frames"
                            + " (those that --filter and --from left out have no number): knet"
                            + " journal prints them.")
    private Path journal;

    @Option(names = "--nic-cpu", paramLabel = "N", description = "Pin the NIC's thread to a CPU.")
    private Integer nicCpu;

    @Option(
            names = "--watchdog",
            paramLabel = "MS",
            defaultValue = "2000",
            description =
                    "A classifier that does not return for so long is replaced by queue 0; 0 is"
                            + " never (default: ${DEFAULT-VALUE}).")
    private long watchdogMs;

    /** {@code on|off}. */
    enum Switch {
        on,
        off
    }

    /** Checks what can be checked without opening anything. */
    void check() throws IOException {
        if (journal != null) {
            JournalReader.checkWritable(journal);
        }
        Arguments.atLeast(spec, "--loop", loop, 1);
        if (loopRewrite && loop() == 1) {
            throw Arguments.bad(spec, "--loop-rewrite goes with --loop 2 or more");
        }
        if (nicCpu != null && (nicCpu < 0 || nicCpu >= availableCpus())) {
            throw Arguments.bad(
                    spec,
                    "--nic-cpu must be from 0 to " + (availableCpus() - 1) + ", not " + nicCpu);
        }
        Arguments.between(spec, "--watchdog", watchdogMs, 0, MOST_WATCHDOG_MS);
        isPaced();
    }

    /** Warns of a file name that promises another format. */
    void warn(final Console console) {
        if (write != null && !OutputFile.isPcapNg(write)) {
            console.warn(write + " will be pcapng, which holds each packet's queue");
        }
    }

    private static int availableCpus() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Whether the rate is anything but {@code max}. */
    boolean isPaced() {
        try {
            return Pacer.parse(rate).isPaced();
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--rate: " + e.getMessage());
        }
    }

    String rate() {
        return rate;
    }

    long loop() {
        if (loop != null) {
            return loop;
        }
        return watch ? Long.MAX_VALUE : 1;
    }

    /**
     * What is watched: null if nothing is.
     *
     * @param firmware as it goes to the NIC
     */
    String watched(final FirmwareSpec firmware) {
        if (!watch) {
            return null;
        }
        if (firmware.file() == null) {
            throw Arguments.bad(
                    spec,
                    "--watch goes with --firmware FILE, not with "
                            + firmware.name()
                            + ": there is no file to watch");
        }
        if (firmware.file().version() != null) {
            throw Arguments.bad(spec, "--watch does not go with a version of a file");
        }
        return firmware.toString();
    }

    boolean loopRewrite() {
        return loopRewrite;
    }

    boolean follow() {
        return follow;
    }

    /** Null if none is to be written. */
    Path write() {
        return write;
    }

    /** Puts everything into a NIC's configuration. */
    NicConfig.Builder applyTo(final NicConfig.Builder nic) {
        return nic.rate(rate)
                .loop(loop())
                .loopRewrite(loopRewrite)
                .follow(follow)
                .rxChecksum(rxChecksum == Switch.on)
                .write(write == null ? null : write.toAbsolutePath())
                .journal(journal == null ? null : journal.toAbsolutePath())
                .cpu(nicCpu == null ? (int) NicConfig.UNSET : nicCpu)
                .watchdogNs(watchdogMs * 1_000_000);
    }
}
