package knet.threads.mode;

import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of modes. */
public final class Modes {
    private static final List<Mode> ALL =
            List.of(
                    new KnetMode(false),
                    new KnetMode(true),
                    new NapiMode(false),
                    new NapiMode(true),
                    new SoftwareClassifyMode(),
                    new InterruptMode(),
                    new BusyPollMode());

    private Modes() {}

    /** All modes, in the order in which help lists them. */
    public static List<Mode> all() {
        return ALL;
    }

    /**
     * The mode of a name.
     *
     * @throws IllegalArgumentException naming the modes there are
     */
    public static Mode byName(final String name) {
        for (final Mode mode : ALL) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "no mode '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(Mode::name).collect(Collectors.joining(", ")));
    }
}
