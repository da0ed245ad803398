package knet.firmware;

/**
 * A parameter of a classifier, as {@code knet firmware list} shows it.
 *
 * @param name of the parameter
 * @param type for instance {@code int} or {@code hex}
 * @param defaultValue as a user would write it
 * @param range the values it takes, in words
 * @param help one line
 */
public record ParameterInfo(
        String name, String type, String defaultValue, String range, String help) {}
