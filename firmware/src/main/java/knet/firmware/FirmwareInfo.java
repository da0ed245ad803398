package knet.firmware;

import java.util.List;

/**
 * A classifier that can be asked for.
 *
 * @param name to ask for it
 * @param help one line
 * @param rule how a queue follows from a packet; empty if it does not say
 * @param affinity its promise with default parameters; null if it cannot be made
 * @param parameters in the order in which the classifier reads them
 * @param className of its class
 * @param origin {@code built-in}, {@code class path}, or the jar's path
 */
public record FirmwareInfo(
        String name,
        String help,
        String rule,
        Classifier.Affinity affinity,
        List<ParameterInfo> parameters,
        String className,
        String origin) {
    /** Ranges of parameters that count queues are told for a device with so many. */
    public static final int QUEUES = 8;

    public FirmwareInfo {
        parameters = List.copyOf(parameters);
    }
}
