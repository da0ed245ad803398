package knet.tools.report;

import java.util.List;
import java.util.Objects;

/**
 * Everything a report says about one run.
 *
 * @param trace what went in
 * @param firmware specification of the classifier, parameters included
 * @param spraying whether the classifier may spread the packets of a flow over queues
 * @param queues receive queues of the device
 * @param mode of the host: knet, napi, interrupt, busy-poll
 * @param clock {@code real} or {@code virtual}
 * @param onFull what the NIC did at a full ring: {@code wait} or {@code drop}
 * @param frames where every offered frame ended
 * @param queuesDetail one per queue, in order
 * @param total over all queues; its latency covers every frame that reached an application
 * @param steering how well the classifier spread the load and kept flows together
 * @param protocols counters of the layers above the ring
 * @param rate over the whole run
 * @param pacing how late the wire was against its schedule; null if it had none (rate {@code max})
 * @param nic what the NIC process went through
 * @param warnings for the reader, one line each
 * @param commandLine that produced this, as typed
 */
public record RunResult(
        TraceFigures trace,
        String firmware,
        boolean spraying,
        int queues,
        String mode,
        String clock,
        String onFull,
        FrameFigures frames,
        List<QueueFigures> queuesDetail,
        QueueFigures total,
        SteeringFigures steering,
        ProtocolFigures protocols,
        RateFigures rate,
        PacingFigures pacing,
        NicFigures nic,
        List<String> warnings,
        String commandLine) {

    /** Version of the JSON contract. */
    public static final int SCHEMA = 1;

    public RunResult {
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(firmware, "firmware");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(onFull, "onFull");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(steering, "steering");
        Objects.requireNonNull(protocols, "protocols");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(nic, "nic");
        Objects.requireNonNull(commandLine, "commandLine");
        queuesDetail = List.copyOf(queuesDetail);
        warnings = List.copyOf(warnings);
        if (queuesDetail.size() != queues) {
            throw new IllegalArgumentException(
                    "figures of " + queuesDetail.size() + " queues for a device of " + queues);
        }
    }

    /** The sentence on flow integrity. */
    public String verdict() {
        return Verdict.of(this);
    }

    /** The same run with other warnings. */
    public RunResult withWarnings(final List<String> others) {
        return new RunResult(
                trace,
                firmware,
                spraying,
                queues,
                mode,
                clock,
                onFull,
                frames,
                queuesDetail,
                total,
                steering,
                protocols,
                rate,
                pacing,
                nic,
                others,
                commandLine);
    }
}
