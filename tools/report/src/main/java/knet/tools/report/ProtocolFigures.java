package knet.tools.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of the layers above the ring, by name. A value is a whole number or a ratio.
 *
 * @param app what the application counted
 */
public record ProtocolFigures(
        Map<String, Number> ip,
        Map<String, Number> tcp,
        Map<String, Number> udp,
        Map<String, Number> app) {

    /** Of a run without a protocol stack. */
    public static final ProtocolFigures NONE =
            new ProtocolFigures(Map.of(), Map.of(), Map.of(), Map.of());

    public ProtocolFigures {
        ip = ordered(ip);
        tcp = ordered(tcp);
        udp = ordered(udp);
        app = ordered(app);
    }

    private static Map<String, Number> ordered(final Map<String, Number> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
