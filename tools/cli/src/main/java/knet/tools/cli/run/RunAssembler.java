package knet.tools.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import knet.firmware.FirmwareSpec;
import knet.threads.result.DeviceResult;
import knet.threads.result.QueueResult;
import knet.threads.stack.StackStats;
import knet.threads.tcp.TcpCounter;
import knet.tools.report.FrameFigures;
import knet.tools.report.LatencyFigures;
import knet.tools.report.NicFigures;
import knet.tools.report.ProtocolFigures;
import knet.tools.report.QueueFigures;
import knet.tools.report.RateFigures;
import knet.tools.report.RunResult;
import knet.tools.report.SteeringFigures;
import knet.tools.report.Units;
import knet.traces.info.ProtocolNames;

/** Makes the report's model from what a host found out over a device. */
public final class RunAssembler {
    private final DeviceResult device;
    private final String mode;
    private final String commandLine;
    private SummaryReader nic;
    private final List<String> warnings = new ArrayList<>();
    private List<String> inputs = List.of();
    private int restarts;
    private boolean hasNicDied;
    private String clock = "real";
    private LatencyFigures latency;

    /**
     * Begins with a device's result.
     *
     * @param mode that the host ran in
     * @param commandLine as the user typed it
     */
    public RunAssembler(final DeviceResult device, final String mode, final String commandLine) {
        this.device = device;
        this.mode = mode;
        this.commandLine = commandLine;
        this.nic = new SummaryReader(device, device.nicSummary());
    }

    /** Reads the NIC's summary again: the NIC has ended since the host made its result. */
    public RunAssembler summaryIn(final Path directory) {
        final Map<String, String> text = SummaryReader.read(directory);
        if (!text.isEmpty()) {
            nic = new SummaryReader(device, text);
        }
        return this;
    }

    /** Takes this for the NIC's summary: of a NIC that wrote no file. */
    public RunAssembler summary(final Map<String, String> text) {
        nic = new SummaryReader(device, text);
        return this;
    }

    /**
     * Says that time was virtual.
     *
     * @param toTheUser latency to the end of the user thread's work, instead of to its socket
     */
    public RunAssembler virtual(final LatencyFigures toTheUser) {
        clock = "virtual";
        latency = toTheUser;
        return this;
    }

    /** Why what the NIC was to write is not whole; null if it is. */
    public String outputError() {
        return nic.outputError();
    }

    /** What the user named as input; without it the device's wire is named. */
    public RunAssembler inputs(final List<String> names) {
        this.inputs = List.copyOf(names);
        return this;
    }

    /** Whether the run ended because the NIC's process did. */
    public RunAssembler nicDied(final boolean died) {
        this.hasNicDied = died;
        return this;
    }

    /** NIC processes that died and were replaced. */
    public RunAssembler restarts(final int count) {
        this.restarts = count;
        return this;
    }

    /** Adds warnings, those of the result come first. */
    public RunAssembler warn(final List<String> lines) {
        warnings.addAll(lines);
        return this;
    }

    /** The model. */
    public RunResult build() {
        final List<QueueFigures> queues = new ArrayList<>();
        final long[] framesPerQueue = new long[device.queues().size()];
        for (final QueueResult queue : device.queues()) {
            final QueueFigures figures = queue(queue);
            framesPerQueue[queue.queue()] = figures.frames();
            queues.add(figures);
        }
        final List<String> lines = new ArrayList<>(nic.warnings());
        for (final String warning : device.warnings()) {
            lines.add(warning);
        }
        lines.addAll(warnings);
        if (hasNicDied) {
            lines.add(0, endedEarly());
        }
        return new RunResult(
                nic.trace(inputs.isEmpty() ? List.of(device.wire()) : inputs),
                FirmwareSpec.shown(device.firmware()),
                device.spraying(),
                device.queues().size(),
                mode,
                clock,
                device.lossless() ? "wait" : "drop",
                frames(),
                queues,
                total(queues),
                SteeringFigures.of(
                        framesPerQueue,
                        device.steering().flows(),
                        device.steering().splitFlows(),
                        device.steering().splitReasons(),
                        flowsByProtocol(),
                        device.steering().reordered()),
                protocols(),
                RateFigures.of(
                        device.frames().delivered(),
                        device.frames().deliveredBytes(),
                        device.elapsedNs()),
                nic.pacing(),
                new NicFigures(
                        restarts,
                        nic.counters(),
                        nic.firmwareCounters(),
                        nic.firmwarePeriods(device.queues().size()),
                        endedEarly()),
                lines,
                commandLine);
    }

    private String endedEarly() {
        return hasNicDied
                ? "the run ended early: the NIC died after "
                        + Units.count(device.frames().offered())
                        + " of the capture's frames"
                : "";
    }

    private Map<String, Long> flowsByProtocol() {
        final Map<String, Long> named = new LinkedHashMap<>();
        device.steering().flowsByProtocol().entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .forEach(
                        flows ->
                                named.put(
                                        ProtocolNames.transport(flows.getKey()), flows.getValue()));
        return named;
    }

    private FrameFigures frames() {
        return new FrameFigures(
                device.frames().offered(),
                device.frames().delivered(),
                device.frames().inFlight(),
                device.frames().dropped(),
                device.frames().lostInRestart());
    }

    private static QueueFigures queue(final QueueResult queue) {
        return new QueueFigures(
                queue.queue(),
                queue.nic(NicQueueCounter.PACKETS),
                queue.nic(NicQueueCounter.BYTES),
                queue.flows(),
                queue.nic(NicQueueCounter.DROPS) + queue.host(HostQueueCounter.BACKLOG_DROPPED),
                queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED),
                queue.nic(NicQueueCounter.NOTIFICATIONS_SUPPRESSED),
                queue.host(HostQueueCounter.POLLS),
                queue.host(HostQueueCounter.EMPTY_POLLS),
                queue.host(HostQueueCounter.BUDGET_EXHAUSTED),
                LatencyFigures.of(queue.latency()));
    }

    private QueueFigures total(final List<QueueFigures> queues) {
        long frames = 0;
        long bytes = 0;
        long raised = 0;
        long suppressed = 0;
        long polls = 0;
        long emptyPolls = 0;
        long exhausted = 0;
        for (final QueueFigures queue : queues) {
            frames += queue.frames();
            bytes += queue.bytes();
            raised += queue.notificationsRaised();
            suppressed += queue.notificationsSuppressed();
            polls += queue.polls();
            emptyPolls += queue.emptyPolls();
            exhausted += queue.budgetExhausted();
        }
        return new QueueFigures(
                QueueFigures.TOTAL,
                frames,
                bytes,
                device.steering().flows(),
                device.frames().droppedTotal(),
                raised,
                suppressed,
                polls,
                emptyPolls,
                exhausted,
                latency != null ? latency : LatencyFigures.of(device.latency()));
    }

    private ProtocolFigures protocols() {
        final StackStats stats = device.protocols();
        final Map<String, Number> tcp = new LinkedHashMap<>(stats.tcp());
        final long segments = stats.tcp().getOrDefault(TcpCounter.SEGMENTS.label(), 0L);
        if (segments > 0) {
            tcp.put(
                    "headerPredictionRate",
                    (double) stats.tcp().get(TcpCounter.HEADER_PREDICTION_HITS.label()) / segments);
        }
        return new ProtocolFigures(
                new LinkedHashMap<>(stats.ip()),
                tcp,
                new LinkedHashMap<>(stats.udp()),
                new LinkedHashMap<>(device.application()));
    }
}
