package knet.tools.cli.top;

import java.util.LinkedHashMap;
import java.util.Map;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceMemory;

/**
 * All counters of a device at one moment.
 *
 * @param timeNs monotonic
 * @param counters of both sides, by label, in the order of the files
 */
public record Sample(long timeNs, Map<String, Long> counters) {
    /** Reads both counter files. */
    public static Sample take(final DeviceMemory device, final long nowNs) {
        final Map<String, Long> counters = new LinkedHashMap<>();
        final CounterFile.Visitor visitor = (id, label, value) -> counters.put(label, value);
        CounterFile.nic(device).forEach(visitor);
        CounterFile.host(device).forEach(visitor);
        return new Sample(nowNs, counters);
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
        final double seconds = (timeNs - earlier.timeNs) / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, value(label) - earlier.value(label)) / seconds;
    }
}
