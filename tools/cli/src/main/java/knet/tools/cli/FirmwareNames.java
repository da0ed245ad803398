package knet.tools.cli;

import java.util.List;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Classifiers that are named as arguments, not with {@code --firmware}. */
final class FirmwareNames {
    static final String LABEL = "NAME[:KEY=VALUE,...]";

    private static final int[] USUAL_QUEUES = {8, 4, 16, 2, 3, 1, 256};

    private FirmwareNames() {}

    /** One argument: a classifier, not a list. An error in it is one in the arguments. */
    static FirmwareSpec parse(final CommandSpec command, final String text) {
        try {
            return FirmwareSpec.parse(text);
        } catch (final FirmwareException e) {
            throw Arguments.bad(command, "", e);
        }
    }

    /** Finds it, and compiles it if it is a source. */
    static FirmwareImage find(final CommandSpec command, final FirmwareSpec spec) {
        try {
            return FirmwareCatalog.load().image(spec);
        } catch (final FirmwareException e) {
            throw Arguments.bad(command, "", e);
        }
    }

    /**
     * Makes sure that it can be made for some number of queues: what is wrong with its parameters
     * is an error in the arguments.
     */
    static void requireMakeable(final CommandSpec command, final FirmwareImage image) {
        FirmwareException refusal = null;
        for (final int queues : USUAL_QUEUES) {
            try {
                OwnFirmware.create(image, queues);
                return;
            } catch (final FirmwareException e) {
                refusal = refusal == null ? e : refusal;
                if (OwnFirmware.isHung(e)) {
                    break;
                }
            }
        }
        throw Arguments.bad(command, "", refusal);
    }

    /** All that have a name, if none is named. */
    static List<String> orAll(final List<String> named) {
        return named.isEmpty() ? FirmwareCatalog.load().names() : named;
    }
}
