package knet.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import knet.driver.abi.DeviceDirectory;
import knet.firmware.FirmwareSpec;
import knet.nic.port.WireChoice;
import knet.nic.port.WireSpec;
import knet.nic.port.Wires;
import knet.nic.process.NicConfig;
import knet.nic.process.NicLauncher;
import knet.nic.process.NicProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet nic}: the NIC's half of a replay, by hand. */
@Command(
        name = "nic",
        description = "Run a NIC on a device: its wire starts when a host is up.",
        footer = {
            "",
            "Wires:",
            "  pcap:FILE[,FILE...]     captures, one after the other",
            "  store:DIR               a trace store",
            "  live:IF                 an interface of this machine",
            "  generate:KEY=VALUE,...  synthetic traffic, see knet trace generate --help",
            "",
            "Example, in two terminals:",
            "  knet nic --device d0 --wire pcap:a.pcap --firmware flow-hash --queues 4",
            "  knet host --device d0 --mode knet"
        })
final class Nic implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(names = "--device", required = true, paramLabel = "NAME", description = "Device.")
    private String device;

    @Option(
            names = "--wire",
            required = true,
            paramLabel = "WIRE",
            description = "What the NIC is connected to, see below.")
    private String wire;

    @Mixin private FirmwareOptions firmware;
    @Mixin private WireOptions wireOptions;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "Take the frames that match: libpcap's language, as in tcpdump.")
    private String filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Take the first N frames only, of each loop.")
    private Long limit;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            description = "Where in a store to begin: a frame's number, a time, +SECONDS.")
    private String from;

    @Option(
            names = "--transmit",
            paramLabel = "IF",
            description = "Send the host's frames out of this interface.")
    private String transmit;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How often to start the NIC again if its process dies"
                            + " (default: ${DEFAULT-VALUE}).")
    private int restarts;

    @Mixin private DeviceOptions sizes;
    @Mixin private DeviceDirOption dir;

    private final Console console;

    Nic(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        wireOptions.check();
        Arguments.atLeast(spec, "--limit", limit, 0);
        Arguments.between(spec, "--restarts", restarts, 0, Integer.MAX_VALUE);
        firmware.create();
        final DeviceDirectory directory = dir.get();
        Arguments.deviceName(spec, directory, device);
        openOnce();
        final NicConfig config = config(directory);
        final NicLauncher.Listener listener =
                new NicLauncher.Listener() {
                    @Override
                    public void onStarted(final long pid, final String specification) {
                        console.say(
                                "knet nic: "
                                        + device
                                        + " runs "
                                        + FirmwareSpec.shown(specification)
                                        + ", pid "
                                        + pid);
                    }
                };
        try (Interrupts interrupts = Interrupts.listen();
                NicLauncher launcher =
                        new NicLauncher(config, restarts, listener, ChildJava.command())) {
            interrupts.onRaise(launcher::requestStop);
            launcher.start();
            final int code = launcher.waitFor();
            if (interrupts.isRaised()) {
                return Exit.INTERRUPTED;
            }
            return code == NicProcess.DONE ? Exit.DONE : Exit.FAILED;
        }
    }

    /** Finds out here, not in another process, whether the wire can be opened. */
    private void openOnce() throws IOException {
        try {
            final WireSpec parsed = WireSpec.parse(wire);
            wireOptions.warn(console);
            if (wireOptions.write() != null) {
                OutputFile.check(
                        wireOptions.write(),
                        parsed.kind() == WireSpec.Kind.PCAP ? parsed.files() : List.of());
            }
            if (parsed.kind() != WireSpec.Kind.LIVE) {
                Wires.open(
                                new WireChoice(
                                        parsed,
                                        filter,
                                        from,
                                        wireOptions.follow(),
                                        limit == null ? NicConfig.UNSET : limit,
                                        wireOptions.loop(),
                                        wireOptions.loopRewrite()))
                        .close();
            }
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private NicConfig config(final DeviceDirectory directory) {
        return wireOptions
                .applyTo(NicConfig.builder(device, wire))
                .deviceRoot(directory.root())
                .sizes(directory.exists(device) ? null : sizes.config(firmware.queues()))
                .firmware(firmware.absoluteSpec().toString())
                .watch(wireOptions.watched(firmware.absoluteSpec()))
                .seed(firmware.seed())
                .filter(filter)
                .limit(limit == null ? NicConfig.UNSET : limit)
                .from(from)
                .transmit(transmit)
                .build();
    }
}
