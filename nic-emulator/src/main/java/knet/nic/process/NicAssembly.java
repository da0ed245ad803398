package knet.nic.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import knet.driver.abi.Bell;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Side;
import knet.driver.abi.Wake;
import knet.firmware.FirmwareCounters;
import knet.firmware.FirmwareFile;
import knet.firmware.FirmwareSpec;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.engine.CallMonitor;
import knet.nic.engine.FirmwareErrors;
import knet.nic.engine.FirmwareHistory;
import knet.nic.engine.LoadedFirmware;
import knet.nic.journal.JournalWriter;
import knet.nic.port.WireChoice;
import knet.nic.port.WirePort;
import knet.nic.port.WireSpec;
import knet.nic.port.Wires;
import knet.nic.recovery.Recovered;
import knet.nic.recovery.RecoveredQueue;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.nic.transmit.InterfaceTransmitter;
import knet.nic.transmit.PortCapture;
import knet.nic.transmit.Transmitter;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.pcap.CapturePoint;

/**
 * Opens everything that a NIC process needs, and closes it in the opposite order. What can be wrong
 * with the user's wishes comes first, so that a mistake leaves no trace in the device.
 */
final class NicAssembly implements AutoCloseable {
    private final NicConfig config;
    private final Consumer<String> log;
    private final Consumer<String> report;
    private final WireChoice choice;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final CallMonitor monitor = new CallMonitor();
    private final FirmwareErrors firmwareErrors = new FirmwareErrors(System::currentTimeMillis);
    private DeviceMemory device;
    private Bell doorbell;
    private WirePort port;
    private FirmwareCounters firmwareCounters;
    private PortCapture capture;
    private JournalWriter journal;
    private InterfaceTransmitter interfaceOut;
    private NicAgent agent;
    private String hungFirmware;

    private NicAssembly(
            final NicConfig config, final Consumer<String> log, final Consumer<String> report) {
        this.config = config;
        this.log = log;
        this.report = report;
        this.choice =
                new WireChoice(
                        WireSpec.parse(config.wire()),
                        config.filter(),
                        config.from(),
                        config.follow(),
                        config.limit(),
                        config.loop(),
                        config.loopRewrite());
    }

    /**
     * Opens a NIC on its device and brings the device's counters in line.
     *
     * @param report takes what a compiler prints, line by line
     * @throws IOException if the wire or an output cannot be opened; one line
     * @throws RuntimeException DeviceException, FirmwareException or IllegalArgumentException with
     *     one line
     */
    static NicAssembly open(
            final NicConfig config, final Consumer<String> log, final Consumer<String> report)
            throws IOException {
        final NicAssembly assembly = new NicAssembly(config, log, report);
        try {
            assembly.assemble();
            return assembly;
        } catch (final IOException | RuntimeException | Error e) {
            assembly.close();
            throw e;
        }
    }

    private void assemble() throws IOException {
        final Pacer pacer = Pacer.parse(config.rate());
        final FrameSource source = Wires.open(choice);
        port = own(new WirePort(source, pacer));
        device = own(openDevice());
        final DeviceConfig sizes = device.config();
        final LoadedFirmware firmware =
                FirmwareLoader.load(config.firmware(), sizes.queues(), config.watchdogNs());
        final OwnerLock lock = own(OwnerLock.acquire(device.directory(), Side.NIC));
        if (lock.previousPid() != 0) {
            log.accept(
                    "taking over device "
                            + device.name()
                            + " from the NIC with pid "
                            + lock.previousPid()
                            + ", which has died");
        }
        // A NIC that ended in good order after its last frame has left nothing to go on with.
        final boolean isFinished =
                lock.previousPid() == 0
                        && device.nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
        // What a dead NIC left there must not be taken for this one's.
        device.nicState(DeviceDescriptor.NIC_STATE_DOWN);
        device.nicEpoch(device.nicEpoch() + 1);
        device.nicPid(ProcessHandle.current().pid());
        device.nicHeartbeatNs(System.nanoTime());
        final QueueMemory[] queues = new QueueMemory[sizes.queues()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = own(device.openQueue(i));
            queues[i].prefault();
        }
        final Recovered recovered = recover(queues, isFinished);
        final FirmwareHistory history =
                HistoryFile.open(
                        device.directory(), config.resume() && lock.previousPid() != 0, log);
        if (recovered.hungFirmware() != null) {
            history.endByHang(
                    recovered.hungFirmware(),
                    recovered.decidedFrames() - 1,
                    recovered.wirePosition(),
                    recovered.queues().stream().mapToLong(RecoveredQueue::frames).toArray());
        }
        doorbell = own(Wake.doorbell(device));
        firmwareCounters = FirmwareLoader.counters(device);
        final NicContext context =
                new NicContext()
                        .device(device, queues, recovered)
                        .port(port)
                        .firmware(firmware)
                        .firmwareCounters(firmwareCounters)
                        .firmwareErrors(firmwareErrors)
                        .firmwareHistory(history)
                        .interruptLine(own(new BellLine(device, queues)))
                        .clock(System::nanoTime)
                        .guardLimits(config.guardLimits())
                        .callMonitor(monitor)
                        .verifiesChecksums(config.rxChecksum())
                        .seed(config.seed());
        openOutputs(context, recovered.wirePosition() > 0);
        startWatchdog();
        agent = new NicAgent(context, System.nanoTime());
        startWatch(firmware);
    }

    /** From here on the classifier's code runs. */
    private void startWatchdog() {
        if (config.watchdogNs() == 0) {
            return;
        }
        final Watchdog watchdog = Watchdog.start(monitor, device, config.watchdogNs(), log);
        resources.push(watchdog::stop);
    }

    private void startWatch(final LoadedFirmware firmware) {
        if (config.watch() == null) {
            return;
        }
        final FirmwareWatcher watcher =
                FirmwareWatcher.start(
                        new FirmwareWatcher(
                                FirmwareSpec.parse(config.watch()).ofAnyVersion(),
                                version(
                                        hungFirmware == null
                                                ? firmware.specification()
                                                : hungFirmware),
                                device.config().queues(),
                                config.watchdogNs(),
                                () -> agent.firmware().specification(),
                                agent::installFirmware,
                                log,
                                report));
        resources.push(watcher::stop);
    }

    /** The version that a specification is pinned to; null if it is not. */
    private static String version(final String specification) {
        final FirmwareFile file = FirmwareSpec.parse(specification).file();
        return file == null ? null : file.version();
    }

    private DeviceMemory openDevice() {
        final DeviceDirectory directory =
                config.deviceRoot() == null
                        ? DeviceDirectory.ofUser()
                        : DeviceDirectory.at(config.deviceRoot());
        return config.sizes() == null
                ? directory.openForRun(config.device())
                : directory.openOrCreate(config.device(), config.sizes());
    }

    private Recovered recover(final QueueMemory[] queues, final boolean isFinished) {
        final Recovered recovered =
                Recovery.recover(
                        device,
                        queues,
                        NicCounters.of(device),
                        choice.identity(),
                        config.resume() && !isFinished && choice.spec().isRepeatable());
        hungFirmware =
                Objects.requireNonNullElse(recovered.hungFirmware(), "").isEmpty()
                        ? config.hungFirmware()
                        : recovered.hungFirmware();
        if (recovered.framesLost() > 0) {
            log.accept(
                    recovered.framesLost()
                            + " frames were inside the last NIC when it "
                            + (recovered.hungFirmware() == null
                                    ? "died: dropped as nic-restart"
                                    : "was ended: dropped as firmware-hung"));
        }
        if (recovered.framesUnexplained() > 0) {
            log.accept(
                    "the device's memory was overwritten: "
                            + recovered.framesUnexplained()
                            + " frames more are counted than were taken from the wire");
        }
        if (recovered.framesToSkip() > 0) {
            log.accept("resuming the wire after " + recovered.framesToSkip() + " frames");
        }
        return recovered;
    }

    private void openOutputs(final NicContext context, final boolean isContinued)
            throws IOException {
        if (config.write() != null) {
            capture =
                    own(
                            new PortCapture(
                                    config.write(),
                                    isContinued,
                                    "knet nic, firmware "
                                            + FirmwareSpec.parse(config.firmware())
                                                    .relativeTo(Path.of("").toAbsolutePath())
                                            + ", "
                                            + device.config().queues()
                                            + " queues",
                                    new CapturePoint(
                                            // Without the process: the same run, the same file.
                                            config.device().replaceFirst("^replay-\\d+$", "replay"),
                                            "knet NIC at the wire " + choice.spec().title())));
            context.receiveTap(capture);
        }
        if (config.transmit() != null) {
            interfaceOut = own(new InterfaceTransmitter(config.transmit(), capture));
            context.transmitter(interfaceOut);
        } else {
            context.transmitter(capture == null ? Transmitter.none() : capture);
        }
        if (config.journal() != null) {
            journal = own(new JournalWriter(config.journal()));
            context.journal(journal);
        }
    }

    private <T extends AutoCloseable> T own(final T resource) {
        resources.push(resource);
        return resource;
    }

    NicConfig config() {
        return config;
    }

    WireChoice choice() {
        return choice;
    }

    DeviceMemory device() {
        return device;
    }

    Bell doorbell() {
        return doorbell;
    }

    WirePort port() {
        return port;
    }

    NicAgent agent() {
        return agent;
    }

    CallMonitor monitor() {
        return monitor;
    }

    FirmwareErrors firmwareErrors() {
        return firmwareErrors;
    }

    FirmwareCounters firmwareCounters() {
        return firmwareCounters;
    }

    /** Specification of the firmware that hung before; null if none did. */
    String hungFirmware() {
        return hungFirmware;
    }

    /** What went wrong first with an output, one line; null if nothing did. */
    String outputError() {
        if (capture != null && capture.error() != null) {
            return config.write() + ": " + capture.error();
        }
        if (journal != null && journal.error() != null) {
            return config.journal() + ": " + journal.error();
        }
        return interfaceOut == null ? null : interfaceOut.error();
    }

    /** Hands what the outputs have buffered to the operating system. */
    void flushOutputs() {
        if (capture != null) {
            capture.flush();
        }
    }

    @Override
    public void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (final Exception e) {
                log.accept("while closing: " + e.getMessage());
            }
        }
    }
}
