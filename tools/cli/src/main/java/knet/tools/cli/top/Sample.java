package knet.tools.cli.top;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceMemory;
import knet.firmware.FirmwareCounters;
import knet.nic.process.NicSummary;

/**
 * All counters of a device at one moment.
 *
 * @param timeNs monotonic
 * @param counters of both sides, by label, in the order of the files
 * @param firmware the classifiers' own, by name, in the order in which they were asked for
 */
public record Sample(long timeNs, Map<String, Long> counters, Map<String, Long> firmware) {
    /** What a classifier can have named one: memory may have been overwritten. */
    private static final Pattern FIRMWARE =
            Pattern.compile(NicSummary.FIRMWARE_LABEL_PREFIX + "([a-z][a-z0-9_]{0,63})");

    /** Reads both counter files. */
    public static Sample take(final DeviceMemory device, final long nowNs) {
        final Map<String, Long> counters = new LinkedHashMap<>();
        final Map<String, Long> firmware = new LinkedHashMap<>();
        final CounterFile nic = CounterFile.nic(device);
        nic.forEach(
                (id, label, value) -> {
                    final var name = FIRMWARE.matcher(label);
                    if (!nic.isInCatalogue(id)
                            && firmware.size() < FirmwareCounters.MAX_COUNTERS
                            && name.matches()) {
                        firmware.put(name.group(1), value);
                    }
                    // A classifier's own may be named as one that every device has.
                    counters.putIfAbsent(label, value);
                });
        CounterFile.host(device).forEach((id, label, value) -> counters.put(label, value));
        return new Sample(nowNs, counters, firmware);
    }

    /** 0 if there is no such counter. */
    public long value(final String label) {
        return counters.getOrDefault(label, 0L);
    }

    /**
     * Growth per second since an earlier sample; 0 if the device was made anew in between.
     *
     * @param earlier taken before this one
     */
    public double rate(final Sample earlier, final String label) {
        return rate(earlier, value(label), earlier.value(label));
    }

    /** As {@link #rate}, of a classifier's own counter. */
    public double firmwareRate(final Sample earlier, final String name) {
        return rate(
                earlier, firmware.getOrDefault(name, 0L), earlier.firmware.getOrDefault(name, 0L));
    }

    private double rate(final Sample earlier, final long value, final long before) {
        final double seconds = (timeNs - earlier.timeNs) / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, value - before) / seconds;
    }
}
