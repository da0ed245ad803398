package knet.tools.cli;

import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceException;
import knet.firmware.FirmwareException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of arguments, each failing with one line that says what is allowed. */
final class Arguments {
    private Arguments() {}

    static ParameterException bad(final CommandSpec spec, final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Firmware that cannot be had: what the compiler says is printed before the line.
     *
     * @param prefix of the line
     */
    static ParameterException bad(
            final CommandSpec spec, final String prefix, final FirmwareException failure) {
        return new ParameterException(
                spec.commandLine(),
                prefix + failure.getMessage(),
                failure.report() == null ? null : failure);
    }

    /** A name that no device can have is wrong before anything is looked for. */
    static void deviceName(
            final CommandSpec spec, final DeviceDirectory directory, final String name) {
        try {
            directory.path(name);
        } catch (final DeviceException e) {
            throw bad(spec, e.getMessage());
        }
    }

    /** An option that may be missing (null), but must not be smaller than a bound. */
    static void atLeast(
            final CommandSpec spec, final String option, final Long value, final long least) {
        if (value != null && value < least) {
            throw bad(spec, option + " must be at least " + least + ", not " + value);
        }
    }

    /** An option that must lie between two bounds, both allowed. */
    static void between(
            final CommandSpec spec,
            final String option,
            final long value,
            final long least,
            final long most) {
        if (value < least || value > most) {
            throw bad(spec, option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** An option that must be a power of two between two bounds. */
    static void powerOfTwo(
            final CommandSpec spec,
            final String option,
            final long value,
            final long least,
            final long most) {
        if (value < least || value > most || Long.bitCount(value) != 1) {
            throw bad(
                    spec,
                    option
                            + " must be a power of two from "
                            + least
                            + " to "
                            + most
                            + ", not "
                            + value);
        }
    }
}
