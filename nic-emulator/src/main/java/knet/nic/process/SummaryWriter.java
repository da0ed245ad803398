package knet.nic.process;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.nic.NicAgent;
import knet.nic.engine.FirmwareErrors;
import knet.nic.engine.FirmwareHistory;
import knet.nic.port.WirePort;
import knet.nic.registers.NicCounters;

/** Writes the file that {@link NicSummary} describes. */
final class SummaryWriter {
    private final NicAssembly nic;
    private final Properties values = new Properties();

    private SummaryWriter(final NicAssembly nic) {
        this.nic = nic;
    }

    /** Replaces the summary as a whole: whoever reads it sees the old one or this one. */
    static void write(final NicAssembly nic) throws IOException {
        final SummaryWriter writer = new SummaryWriter(nic);
        writer.collect();
        WholeFile.write(nic.device().directory(), NicSummary.FILE_NAME, "knet nic", writer.values);
    }

    private void collect() {
        final NicAgent agent = nic.agent();
        final WirePort port = nic.port();
        put(NicSummary.EPOCH, nic.device().nicEpoch());
        put(NicSummary.TRACE_FILES, nic.choice().spec().title());
        put(NicSummary.TRACE_FRAMES, port.frames());
        put(NicSummary.TRACE_BYTES, port.bytes());
        put(NicSummary.TRACE_LINK_TYPES, String.join(",", port.linkTypes()));
        put(NicSummary.TRACE_DURATION_NS, port.durationNs());
        put(NicSummary.TRACE_DAMAGE, port.damage());
        put(NicSummary.TRACE_TRUNCATED_FRAMES, port.truncated());
        put(
                NicSummary.WIRE,
                agent.state() == DeviceDescriptor.NIC_STATE_WIRE_DONE && port.isDone()
                        ? "done"
                        : "stopped");
        put(NicSummary.RATE, nic.config().rate());
        put(NicSummary.PACING_FRAMES, port.lateness().frames());
        put(NicSummary.PACING_LATE_P50_NS, port.lateness().percentileNs(50));
        put(NicSummary.PACING_LATE_P99_NS, port.lateness().percentileNs(99));
        put(NicSummary.PACING_LATE_MAX_NS, port.lateness().maxNs());
        put(NicSummary.FIRST_FRAME_NS, agent.firstArrivalNs());
        put(NicSummary.LAST_FRAME_NS, agent.lastArrivalNs());
        put(NicSummary.ELAPSED_NS, agent.lastArrivalNs() - agent.firstArrivalNs());
        put(NicSummary.OUTPUT_ERROR, nic.outputError());
        firmware(agent);
        counters(agent);
    }

    private void firmware(final NicAgent agent) {
        put(NicSummary.FIRMWARE, agent.firmware().specification());
        put(NicSummary.FIRMWARE_HUNG, nic.hungFirmware());
        put(NicSummary.FIRMWARE_OUT_OF_SERVICE, agent.firmwareOutOfService());
        put(NicSummary.FIRMWARE_SWAPS, agent.firmwareSwaps());
        final List<FirmwareHistory.Period> periods = agent.firmwarePeriods();
        put(NicSummary.FIRMWARE_PERIODS, periods.size());
        put(NicSummary.FIRMWARE_PERIODS_LEFT, agent.firmwarePeriodsLeft());
        for (int i = 0; i < periods.size(); i++) {
            put(NicSummary.firmwarePeriodFrame(i), periods.get(i).fromFrame());
            put(NicSummary.firmwarePeriodToFrame(i), periods.get(i).toFrame());
            put(NicSummary.firmwarePeriodFirmware(i), periods.get(i).firmware());
            put(NicSummary.firmwarePeriodFrames(i), periods.get(i).frames());
            put(NicSummary.firmwarePeriodMost(i), periods.get(i).most());
            put(
                    NicSummary.firmwarePeriodQueues(i),
                    HistoryFile.text(periods.get(i).framesPerQueue()));
            put(NicSummary.firmwarePeriodHung(i), Boolean.toString(periods.get(i).hung()));
        }
        final List<FirmwareErrors.Observation> errors = nic.firmwareErrors().observations();
        put(NicSummary.FIRMWARE_ERRORS, errors.size());
        put(NicSummary.FIRMWARE_ERRORS_UNRECORDED, nic.firmwareErrors().unrecorded());
        for (int i = 0; i < errors.size(); i++) {
            put(NicSummary.firmwareErrorCount(i), errors.get(i).count());
            put(NicSummary.firmwareErrorMessage(i), errors.get(i).message());
        }
        nic.firmwareCounters()
                .forEach((name, value) -> put(NicSummary.FIRMWARE_COUNTER_PREFIX + name, value));
    }

    private void counters(final NicAgent agent) {
        final DeviceMemory device = nic.device();
        final NicCounters counters = NicCounters.of(device);
        put(NicSummary.TX_PACKETS, counters.get(NicCounter.TX_PACKETS));
        put(NicSummary.TX_BYTES, counters.get(NicCounter.TX_BYTES));
        put(NicSummary.TX_DISCARDED, counters.get(NicCounter.TX_DISCARDED));
        put(NicSummary.TX_ERRORS, counters.get(NicCounter.TX_ERRORS));
        long accounted = agent.framesInside();
        for (int queue = 0; queue < device.config().queues(); queue++) {
            accounted += counters.get(NicQueueCounter.PACKETS, queue);
        }
        for (final DropReason reason : DropReason.values()) {
            accounted += counters.get(NicCounter.dropped(reason));
        }
        put(NicSummary.UNACCOUNTED, agent.wirePosition() - accounted);
    }

    private void put(final String key, final long value) {
        values.setProperty(key, Long.toString(value));
    }

    private void put(final String key, final String value) {
        if (value != null) {
            values.setProperty(key, value.replaceAll("[\\r\\n]+", " "));
        }
    }
}
