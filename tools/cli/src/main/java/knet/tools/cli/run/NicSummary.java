package knet.tools.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.driver.abi.NicCounter;
import knet.threads.result.DeviceResult;
import knet.tools.report.PacingFigures;
import knet.tools.report.TraceFigures;

/**
 * What the NIC process wrote down about its run, read with care: it is a file that anybody with the
 * device could have changed, and a NIC that was killed may have left none.
 */
final class NicSummary {
    private final DeviceResult device;
    private final Map<String, String> text;

    private NicSummary(final DeviceResult device) {
        this.device = device;
        this.text = device.nicSummary();
    }

    static NicSummary of(final DeviceResult device) {
        return new NicSummary(device);
    }

    TraceFigures trace(final List<String> inputs) {
        final List<String> damage = damage();
        return new TraceFigures(
                inputs,
                device.frames().offered(),
                device.frames().offeredBytes(),
                list("linkTypes"),
                number("durationNs"),
                !damage.isEmpty(),
                damage);
    }

    List<String> damage() {
        final String damage = text.get("damage");
        return damage == null || damage.isEmpty() ? List.of() : List.of(damage);
    }

    List<String> warnings() {
        final List<String> warnings = new ArrayList<>(damage());
        if (text.isEmpty()) {
            warnings.add("the NIC left no summary: duration, link types and pacing are missing");
        }
        add(warnings, NicCounter.FIRMWARE_EXCEPTIONS, "calls of the classifier failed");
        add(warnings, NicCounter.FIRMWARE_OUT_OF_RANGE, "queues of the classifier do not exist");
        add(warnings, NicCounter.FIRMWARE_SLOW_CALLS, "sampled calls of the classifier were slow");
        final String error = text.get("firmwareError");
        if (error != null && !error.isEmpty()) {
            warnings.add(error);
        }
        return warnings;
    }

    private void add(final List<String> warnings, final NicCounter counter, final String what) {
        final long count = device.nicCounters().getOrDefault(counter.label(), 0L);
        if (count > 0) {
            warnings.add(
                    count
                            + " "
                            + what
                            + (counter == NicCounter.FIRMWARE_SLOW_CALLS
                                    ? ""
                                    : ": those frames went to queue 0"));
        }
    }

    /** Null if the wire had no schedule. */
    PacingFigures pacing() {
        final String rate = text.getOrDefault("rate", "max");
        return rate.equals("max") || number("pacingFrames") == 0
                ? null
                : new PacingFigures(
                        rate,
                        number("pacingLateP50Ns"),
                        number("pacingLateP99Ns"),
                        number("pacingLateMaxNs"));
    }

    Map<String, Long> counters() {
        final Map<String, Long> counters = new LinkedHashMap<>();
        for (final NicCounter counter : NicCounter.values()) {
            counters.put(counter.label(), device.nicCounters().getOrDefault(counter.label(), 0L));
        }
        return counters;
    }

    /** Everything beyond the catalogue is the classifier's own. */
    Map<String, Long> firmwareCounters() {
        final Map<String, Long> counters = new LinkedHashMap<>(device.nicCounters());
        for (final NicCounter counter : NicCounter.values()) {
            counters.remove(counter.label());
        }
        return counters;
    }

    private List<String> list(final String key) {
        final String value = text.getOrDefault(key, "");
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    private long number(final String key) {
        try {
            return Long.parseLong(text.getOrDefault(key, "0"));
        } catch (final NumberFormatException e) {
            return 0;
        }
    }
}
