package knet.firmware;

/**
 * A classifier's code, found, compiled if need be, and loaded into a class loader of its own. None
 * of it has run yet: that begins with {@link #create}.
 */
public final class FirmwareImage {
    private final FirmwareSpec spec;
    private final FirmwareClass type;

    FirmwareImage(final FirmwareSpec spec, final FirmwareClass type) {
        this.spec = spec;
        this.type = type;
    }

    /**
     * What was asked for; if that is a file, then found from any directory, and pinned to the
     * version that was read. Made again from this, the classifier is the same or there is none.
     */
    public FirmwareSpec spec() {
        return spec;
    }

    /**
     * Makes the classifier for a device with so many queues, 1 to 256.
     *
     * @throws FirmwareException if a parameter is unknown or wrong, or it cannot serve so many
     *     queues
     */
    public Classifier create(final int queues) {
        return type.create(Parameters.of(spec, queues));
    }

    /** Describes it, for which it is made with defaults. */
    FirmwareInfo describe() {
        return type.describe();
    }
}
