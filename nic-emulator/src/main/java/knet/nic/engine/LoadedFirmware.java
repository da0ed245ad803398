package knet.nic.engine;

import java.util.Objects;
import knet.firmware.Classifier;

/**
 * A classifier ready to run.
 *
 * @param specification how the user would ask for it: name and parameters
 */
public record LoadedFirmware(String specification, Classifier classifier) {
    public LoadedFirmware {
        Objects.requireNonNull(specification, "specification");
        Objects.requireNonNull(classifier, "classifier");
    }

    /** Everything to queue 0. */
    public static LoadedFirmware queueZero() {
        return new LoadedFirmware(QueueZero.NAME, new QueueZero());
    }

    /** What it promises; spraying if it cannot even say that. */
    public Classifier.Affinity affinity() {
        try {
            return Objects.requireNonNullElse(classifier.affinity(), Classifier.Affinity.SPRAYING);
        } catch (final RuntimeException | LinkageError | StackOverflowError e) {
            return Classifier.Affinity.SPRAYING;
        }
    }
}
