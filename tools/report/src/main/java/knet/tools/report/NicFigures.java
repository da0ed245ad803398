package knet.tools.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the NIC process went through.
 *
 * @param restarts times it died and was started again
 * @param counters the NIC's own, by the label they have in the device's counter file
 * @param firmwareCounters published by the classifier, by name
 * @param firmwarePeriods which classifier decided when, in order; empty if that is not told
 * @param endedEarly one line if it died and the run ended with it; empty if it did not
 */
public record NicFigures(
        int restarts,
        Map<String, Long> counters,
        Map<String, Long> firmwareCounters,
        List<FirmwarePeriod> firmwarePeriods,
        String endedEarly) {
    /** Of a NIC with nothing to say. */
    public static final NicFigures NONE = new NicFigures(0, Map.of(), Map.of(), List.of(), "");

    public NicFigures {
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        firmwareCounters = Collections.unmodifiableMap(new LinkedHashMap<>(firmwareCounters));
        firmwarePeriods = List.copyOf(firmwarePeriods);
    }
}
