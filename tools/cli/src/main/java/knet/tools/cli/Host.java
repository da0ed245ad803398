package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.driver.abi.DeviceDirectory;
import knet.threads.host.HostConfig;
import knet.threads.host.HostRuntime;
import knet.threads.result.DeviceResult;
import knet.threads.result.HostResult;
import knet.tools.cli.run.RunAssembler;
import knet.tools.report.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet host}: the host's half of a replay, by hand. */
@Command(
        name = "host",
        description = "Run the network threads on a device, until its NIC's wire is done.",
        footer = {
            "",
            "Example, in two terminals:",
            "  knet nic --device d0 --wire pcap:a.pcap --firmware flow-hash --queues 4",
            "  knet host --device d0 --mode knet"
        })
final class Host implements Callable<Integer> {
    private static final int DEFAULT_QUEUES = 4;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private HostOptions host;
    @Mixin private ReportOptions report;
    @Mixin private DeviceDirOption dir;

    @Option(
            names = "--device",
            required = true,
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,...",
            description = {
                "Device; it is made if it is not there.",
                "Several, and queue i of each is served by network thread i."
            })
    private List<String> devices;

    @Option(
            names = "--queues",
            paramLabel = "N",
            description =
                    "Receive queues, if the device has to be made (default: the device's, or 4); in"
                            + " mode software-classify, processors (default: 4).")
    private Integer queues;

    @Mixin private DeviceOptions sizes;

    @Option(
            names = "--on-full",
            paramLabel = "drop|wait",
            defaultValue = "wait",
            description =
                    "What the NIC does with a frame whose ring is full"
                            + " (default: ${DEFAULT-VALUE}).")
    private OnFull onFull;

    @Option(names = "--stay", description = "Go on after the wire has ended, until Ctrl-C.")
    private boolean stay;

    private final Console console;

    Host(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        report.check(List.of());
        if (devices.size() > 1) {
            report.checkSeveral();
        }
        host.check(List.of());
        OutputFile.checkDistinct(report.page(), host.streams());
        final DeviceDirectory directory = dir.get();
        devices.forEach(name -> Arguments.deviceName(spec, directory, name));
        final RunListener listener = new RunListener(console, stay);
        final HostConfig config =
                host.builder()
                        .devices(
                                devices.stream()
                                        .map(name -> device(directory, name))
                                        .toArray(HostConfig.Device[]::new))
                        .processors(queues())
                        .lossless(onFull == OnFull.wait)
                        .stays(stay)
                        .build();
        try (Interrupts interrupts = Interrupts.listen();
                HostRuntime runtime = HostRuntime.open(config, listener)) {
            interrupts.onRaise(runtime::stop);
            final HostResult result = runtime.run();
            report.print(
                    result.devices().stream()
                            .map(device -> outcome(result, device, listener))
                            .toList(),
                    listener.told(),
                    console);
            host.finish();
            return interrupts.isRaised() ? Exit.INTERRUPTED : Exit.DONE;
        }
    }

    private HostConfig.Device device(final DeviceDirectory directory, final String name) {
        final boolean isChoiceOfHost = queues == null || host.steers();
        final boolean takenAsItIs = isChoiceOfHost && directory.exists(name);
        return new HostConfig.Device(directory, name, takenAsItIs ? null : sizes.config(queues()));
    }

    private int queues() {
        final int asked = queues == null ? DEFAULT_QUEUES : queues;
        Arguments.between(spec, "--queues", asked, 1, FirmwareOptions.MAX_QUEUES);
        return asked;
    }

    private static Outcome outcome(
            final HostResult result, final DeviceResult device, final RunListener listener) {
        final List<String> warnings = new ArrayList<>(listener.warnings());
        final int successors = listener.nicSuccessors(device.device());
        final int restarts = listener.nicRestarts(device.device());
        if (successors > 0) {
            warnings.add(
                    "these are the figures of "
                            + (successors + restarts + 1)
                            + " NIC processes: "
                            + successors
                            + " came after one that had ended in good order, "
                            + restarts
                            + " after one that had died");
        }
        final RunResult figures =
                new RunAssembler(device, result.mode(), CommandText.get())
                        .restarts(restarts)
                        .warn(warnings)
                        .build();
        return new Outcome(figures, device.processors());
    }
}
