package knet.tools.cli;

import knet.firmware.Classifier;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The classifier, and the number of queues that it spreads over. */
final class FirmwareOptions {
    static final int MAX_QUEUES = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--firmware",
            paramLabel = "NAME[:KEY=VALUE,...]",
            defaultValue = "flow-hash",
            description =
                    "Classifier and its parameters: see knet firmware list. Or one of your own:"
                            + " FILE.java (see knet firmware new), FILE.class, FILE.jar,"
                            + " FILE.jar!CLASS, or a class name (default: ${DEFAULT-VALUE}).")
    private String firmware;

    @Option(
            names = "--queues",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Receive queues, 1 to 256 (default: ${DEFAULT-VALUE}); in mode"
                            + " software-classify, processors behind one queue.")
    private int queues;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of whatever is random in a classifier (default: ${DEFAULT-VALUE}).")
    private long seed;

    int queues() {
        Arguments.between(spec, "--queues", queues, 1, MAX_QUEUES);
        return queues;
    }

    long seed() {
        return seed;
    }

    /** The specification, in its shortest spelling. */
    FirmwareSpec spec() {
        try {
            return FirmwareSpec.parse(firmware);
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "--firmware: ", e);
        }
    }

    /** The same for another process: a file is named from the root. */
    FirmwareSpec absoluteSpec() {
        try {
            return spec().absolute();
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "--firmware: ", e);
        }
    }

    /** Makes the classifier: an error in its specification is one in the arguments. */
    Classifier create() {
        try {
            return OwnFirmware.create(spec(), queues());
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "--firmware: ", e);
        }
    }
}
