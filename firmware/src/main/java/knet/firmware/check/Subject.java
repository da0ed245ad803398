package knet.firmware.check;

import java.util.function.IntFunction;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.firmware.IndirectionTable;

/**
 * The classifier that is checked: how to make one.
 *
 * @param name for messages
 * @param factory makes one that was not used, for so many queues; a {@link FirmwareException}
 *     refuses
 */
public record Subject(String name, IntFunction<Classifier> factory) {
    /** Numbers of queues to try, the most telling first. */
    private static final int[] USUAL = {8, 4, 16, 2, 3, 1};

    /** Whatever a catalogue finds. */
    public static Subject of(final FirmwareCatalog catalog, final FirmwareSpec spec) {
        return new Subject(spec.toString(), queues -> catalog.create(spec, queues));
    }

    Classifier create(final int queues) {
        return factory.apply(queues);
    }

    /**
     * A number of queues that it takes.
     *
     * @throws FirmwareException as the classifier, if it takes none that was tried
     */
    int usualQueues() {
        FirmwareException refusal = null;
        for (final int queues : USUAL) {
            try {
                create(queues);
                return queues;
            } catch (final FirmwareException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        for (int queues = 1; queues <= IndirectionTable.MAX_QUEUES; queues++) {
            try {
                create(queues);
                return queues;
            } catch (final FirmwareException e) {
                // The first refusal is told.
            }
        }
        throw refusal;
    }
}
