package knet.tools.lab.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import knet.traces.pace.Pacer;

/** What differs between the runs of a {@link Plan}, beside the way, and has numbers. */
public enum Factor {
    RATE("rate"),
    RX_USECS("rx-usecs"),
    RX_FRAMES("rx-frames"),
    CPUS("cpus"),
    RING("ring");

    private final String key;

    Factor(final String key) {
        this.key = key;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    /** That of a name, if there is one. */
    public static Optional<Factor> of(final String key) {
        return Arrays.stream(values()).filter(factor -> factor.key.equals(key)).findFirst();
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Factor::key).toList();
    }

    /** Its value, as it was written. */
    public String text(final Setup setup) {
        return switch (this) {
            case RATE -> setup.rate();
            case RX_USECS -> Integer.toString(setup.rxUsecs());
            case RX_FRAMES -> Integer.toString(setup.rxFrames());
            case CPUS -> Integer.toString(setup.cpus());
            case RING -> Integer.toString(setup.ringSize());
        };
    }

    /** Its value on an axis; NaN for a rate that is not in frames a second. */
    public double number(final Setup setup) {
        return this == RATE
                ? Pacer.parse(setup.rate()).framesPerSecond().orElse(Double.NaN)
                : Integer.parseInt(text(setup));
    }
}
