package knet.traces.generate;

/**
 * One parameter of a traffic specification, for help.
 *
 * @param name its key
 * @param type what may be written, for instance {@code 1..10000000}
 * @param defaultText its value if it is not given
 * @param help one line
 */
public record TrafficParameter(String name, String type, String defaultText, String help) {}
