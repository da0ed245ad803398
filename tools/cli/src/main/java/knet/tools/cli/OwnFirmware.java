package knet.tools.cli;

import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import knet.nic.process.BoundedCreation;

/** Makes classifiers in this process: one of a user's own may hang while it is made. */
final class OwnFirmware {
    private static final long MOST_MS = 5_000;

    private OwnFirmware() {}

    /**
     * Makes a classifier.
     *
     * @throws FirmwareException if there is none such, or it does not come about; one line, and
     *     what the compiler says
     */
    static Classifier create(final FirmwareSpec spec, final int queues) {
        return create(FirmwareCatalog.load().image(spec), queues);
    }

    /** Whether it did not come about because its code does not return. */
    static boolean isHung(final FirmwareException failure) {
        return failure.getCause() instanceof BoundedCreation.HungException;
    }

    /** As {@link #create(FirmwareSpec, int)}, of what is found already. */
    static Classifier create(final FirmwareImage image, final int queues) {
        try {
            return BoundedCreation.create(image, queues, MOST_MS);
        } catch (final BoundedCreation.HungException e) {
            throw new FirmwareException(e.getMessage(), e);
        }
    }
}
