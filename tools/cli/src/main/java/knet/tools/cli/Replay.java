package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceException;
import knet.nic.port.WireChoice;
import knet.nic.port.Wires;
import knet.nic.process.NicConfig;
import knet.threads.host.HostConfig;
import knet.threads.result.HostResult;
import knet.tools.report.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet replay}: the main job. */
@Command(
        name = "replay",
        description =
                "Replay captures through a NIC process, rings and network threads; report on it.",
        footer = {
            "",
            "Ctrl-C ends a replay and prints the report of what was done so far (exit code 130).",
            "",
            "Examples:",
            "  knet replay a.pcap --firmware flow-hash:key=symmetric --report a.html",
            "  knet firmware new LeastLoaded > LeastLoaded.java",
            "  knet replay a.pcap --firmware ./LeastLoaded.java --queues 8 --watch"
        })
final class Replay implements Callable<Integer> {
    private static final int MOST_TIMEOUT_S = 3600;

    /** Of devices that go away with their run. */
    private static final String OWN_PREFIX = "replay-";

    private static final Pattern OWN_DEVICE = Pattern.compile(OWN_PREFIX + "([0-9]{1,18})");

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FirmwareOptions firmware;
    @Mixin private HostOptions host;
    @Mixin private WireOptions wire;

    @Option(
            names = "--on-full",
            paramLabel = "drop|wait",
            description =
                    "What the NIC does with a frame whose ring is full"
                            + " (default: wait at max, drop at a paced rate).")
    private OnFull onFull;

    @Mixin private ReportOptions report;
    @Mixin private DeviceOptions sizes;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Name of the device (default: one of its own).")
    private String device;

    @Option(names = "--keep-device", description = "Leave the device there after the run.")
    private boolean keepDevice;

    @Option(
            names = "--nic-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "A NIC that says nothing for so long is replaced (default: ${DEFAULT-VALUE}).")
    private int nicTimeoutSeconds;

    @Mixin private DeviceDirOption dir;

    private final Console console;

    Replay(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final NicConfig.Builder nic = nicConfig();
        check();
        final DeviceDirectory directory = dir.get();
        Arguments.deviceName(spec, directory, device);
        sweep(directory);
        final HostConfig hostConfig = hostConfig(directory);
        // Closed last: a process that is interrupted ends as soon as it is.
        try (Interrupts interrupts = Interrupts.listen();
                ReplayRun run =
                        new ReplayRun(
                                console,
                                directory,
                                hostConfig,
                                nic.deviceRoot(directory.root()).build(),
                                keepDevice)) {
            interrupts.onRaise(run::stop);
            final HostResult result =
                    run.run(TimeUnit.SECONDS.toNanos(nicTimeoutSeconds), progress());
            if (run.failure() != null && !run.listener().hasSeenNic()) {
                throw new Failure(run.failure());
            }
            final RunResult figures = run.report(result, input.names());
            report.print(
                    new Outcome(figures, result.device().processors()),
                    run.listener().told(),
                    console);
            host.finish();
            if (interrupts.isRaised()) {
                return Exit.INTERRUPTED;
            }
            return exitCode(figures, run.failure());
        }
    }

    /** A replay that was killed could not delete its device, which holds memory. */
    private void sweep(final DeviceDirectory directory) {
        try {
            directory.removeStale(Replay::isOfADeadReplay);
        } catch (final DeviceException e) {
            console.warn("what a killed replay left cannot be removed: " + e.getMessage());
        }
    }

    private static boolean isOfADeadReplay(final String name) {
        final var matcher = OWN_DEVICE.matcher(name);
        return matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
    }

    private int exitCode(final RunResult figures, final String failure) {
        if (input.choice().strict() && figures.trace().truncated()) {
            throw new Failure(String.join("; ", figures.trace().damage()));
        }
        return failure == null && figures.frames().isBalanced() ? Exit.DONE : Exit.FAILED;
    }

    private void check() throws IOException {
        input.check();
        wire.check();
        report.check(input.files());
        host.check(input.files());
        OutputFile.checkDistinct(wire.write(), report.page(), host.streams());
        Arguments.between(spec, "--nic-timeout", nicTimeoutSeconds, 1, MOST_TIMEOUT_S);
        firmware.create();
        wire.watched(firmware.spec());
        if (wire.follow() && input.store() == null) {
            throw Arguments.bad(spec, "--follow goes with --store");
        }
        if (wire.write() != null) {
            OutputFile.check(wire.write(), input.files());
        }
        wire.warn(console);
        host.warnOfQueues(
                firmware.queues(),
                spec.commandLine().getParseResult().hasMatchedOption("--queues"),
                console);
        try {
            Wires.open(choice()).close();
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private WireChoice choice() {
        return new WireChoice(
                input.wire(),
                input.choice().filter(),
                input.from(),
                wire.follow(),
                limit(),
                wire.loop(),
                wire.loopRewrite());
    }

    private long limit() {
        return input.choice().limit() == Long.MAX_VALUE ? NicConfig.UNSET : input.choice().limit();
    }

    private NicConfig.Builder nicConfig() {
        if (device == null) {
            device = (keepDevice ? "kept-" : OWN_PREFIX) + ProcessHandle.current().pid();
        }
        return wire.applyTo(NicConfig.builder(device, input.wire().toString()))
                .firmware(firmware.absoluteSpec().toString())
                .watch(wire.watched(firmware.absoluteSpec()))
                .seed(firmware.seed())
                .filter(input.choice().filter())
                .limit(limit())
                .from(input.from());
    }

    private HostConfig hostConfig(final DeviceDirectory directory) {
        final boolean waits = onFull == null ? !wire.isPaced() : onFull == OnFull.wait;
        if (directory.exists(device)) {
            if (directory.status(device).isLive()) {
                throw new Failure("device " + device + " is in use (see knet devices)");
            }
            directory.remove(device);
        }
        return host.builder()
                .device(directory, device, sizes.config(firmware.queues()))
                .lossless(waits)
                .build();
    }

    private ReplayProgress progress() {
        final boolean isWhole =
                !input.files().isEmpty()
                        && input.choice().filter() == null
                        && limit() == NicConfig.UNSET
                        && input.files().stream().allMatch(Files::isRegularFile);
        return isWhole
                ? ReplayProgress.ofFiles(console, input.files(), wire.loop())
                : ReplayProgress.ofUnknown(console);
    }
}
