package knet.tools.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DeviceStatus;
import knet.firmware.FirmwareSpec;
import knet.tools.cli.top.DeviceState;
import knet.tools.cli.top.Sample;
import knet.tools.cli.top.TopView;
import knet.tools.report.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet top}: live rates per queue, read from the counters of a running device. */
@Command(
        name = "top",
        description =
                "Show live rates of a running device, per queue and of its classifier's own counters,"
                        + " until Ctrl-C.",
        footer = {"", "Example:  knet top --once --counters"})
final class Top implements Callable<Integer> {
    /** Cursor home; then the rest of each line and of the screen is cleared as it is written. */
    private static final String HOME = "\u001b[H";

    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR_ALL = "\u001b[2J";
    private static final int MOST_OF_FIRMWARE = 24;
    private static final double LEAST_INTERVAL_SECONDS = 0.05;
    private static final double MOST_INTERVAL_SECONDS = 3600;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DeviceDirOption dir;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            description = "Device (default: the one that is live).")
    private String name;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Time between two samples (default: ${DEFAULT-VALUE}).")
    private double intervalSeconds;

    @Option(names = "--count", paramLabel = "N", description = "End after N views.")
    private Long count;

    @Option(names = "--once", description = "One view, then end: as --count 1.")
    private boolean once;

    @Option(names = "--counters", description = "Show every counter, as ethtool -S does.")
    private boolean counters;

    private final Console console;

    Top(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Arguments.atLeast(spec, "--count", count, 1);
        // Written so that NaN fails as well.
        if (!(intervalSeconds >= LEAST_INTERVAL_SECONDS
                && intervalSeconds <= MOST_INTERVAL_SECONDS)) {
            throw Arguments.bad(
                    spec, "--interval must be from 0.05 to 3600 seconds, not " + intervalSeconds);
        }
        final DeviceDirectory directory = dir.get();
        try (DeviceMemory device = directory.open(choose(directory))) {
            watch(device, directory);
        }
        return Exit.DONE;
    }

    private String choose(final DeviceDirectory directory) {
        if (name != null) {
            Arguments.deviceName(spec, directory, name);
            return name;
        }
        final List<DeviceStatus> live =
                directory.list().stream().filter(DeviceStatus::isLive).toList();
        if (live.size() == 1) {
            return live.get(0).name();
        }
        throw new Failure(
                live.isEmpty()
                        ? "no device is live in " + directory.root() + " (see knet devices)"
                        : "several devices are live, name one: "
                                + live.stream()
                                        .map(DeviceStatus::name)
                                        .collect(Collectors.joining(", ")));
    }

    private void watch(final DeviceMemory device, final DeviceDirectory directory) {
        final boolean redraw = console.outIsTerminal() && !once && count == null;
        final long views = once ? 1 : count == null ? Long.MAX_VALUE : count;
        final long intervalNs = (long) (intervalSeconds * TimeUnit.SECONDS.toNanos(1));
        Sample before = Sample.take(device, System.nanoTime());
        if (redraw) {
            console.out().print(CLEAR_ALL);
        }
        for (long i = 0; i < views; i++) {
            sleepUntil(before.timeNs() + intervalNs);
            final Sample now = Sample.take(device, System.nanoTime());
            final String text = view(device, directory, before, now);
            if (redraw) {
                console.out().print(HOME + text.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
            } else {
                console.out().print((i == 0 ? "" : "\n") + text);
            }
            if (console.out().checkError()) {
                return; // the reader has gone
            }
            if (!directory.exists(device.name())) {
                console.say("knet top: device " + device.name() + " has gone: its run is over");
                return;
            }
            before = now;
        }
    }

    private String view(
            final DeviceMemory device,
            final DeviceDirectory directory,
            final Sample before,
            final Sample now) {
        return device.name()
                + ": "
                + device.config().queues()
                + " queues of "
                + device.config().rxRingSize()
                + ", "
                + DeviceState.of(device.nicState(), directory.status(device.name()))
                + ", "
                + TopView.totals(now)
                + "\n"
                + classifier(device.firmware())
                + (counters
                        ? TopView.counters(before, now)
                        : TopView.queues(device.config().queues(), before, now)
                                + TopView.firmware(before, now, MOST_OF_FIRMWARE));
    }

    private static String classifier(final String firmware) {
        return firmware.isEmpty()
                ? ""
                : "classifier " + PlainText.printable(FirmwareSpec.shown(firmware)) + "\n";
    }

    private static void sleepUntil(final long deadlineNs) {
        for (long left = deadlineNs - System.nanoTime();
                left > 0;
                left = deadlineNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
