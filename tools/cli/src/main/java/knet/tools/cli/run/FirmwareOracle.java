package knet.tools.cli.run;

import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.nic.process.BoundedCreation;
import knet.threads.stack.QueueOracle;
import org.agrona.DirectBuffer;

/**
 * Runs the NIC's classifier in the host, for packets that no NIC has seen whole: reassembled
 * datagrams. Used by one network thread.
 */
public final class FirmwareOracle implements QueueOracle {
    /** For making a classifier, which the NIC has made before. */
    private static final long MOST_MS = 5_000;

    /** Of a classifier that is no function of the packet. */
    private static final QueueOracle UNKNOWN = (frame, offset, length) -> -1;

    private final Decisions decisions;

    private FirmwareOracle(final Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * Makes an oracle.
     *
     * @param firmware the specification in the NIC's registers: untrusted
     * @return one that knows nothing if this host cannot make that classifier, or if the classifier
     *     may send packets of a flow anywhere
     */
    public static QueueOracle create(final String firmware, final int queues) {
        try {
            final Classifier classifier =
                    BoundedCreation.create(
                            FirmwareCatalog.load().image(FirmwareSpec.parse(firmware)),
                            queues,
                            MOST_MS);
            if (classifier.affinity() == Classifier.Affinity.SPRAYING) {
                return UNKNOWN;
            }
            FirmwareContext.of(queues).start(classifier);
            return new FirmwareOracle(new Decisions(classifier, queues));
        } catch (final FirmwareException | BoundedCreation.HungException e) {
            return UNKNOWN;
        }
    }

    @Override
    public int queueOf(final DirectBuffer frame, final int offset, final int length) {
        return decisions.decide(frame, offset, length, 0);
    }

    @Override
    public long hashOf(final DirectBuffer frame, final int offset, final int length) {
        decisions.decide(frame, offset, length, 0);
        return decisions.hash() & 0xFFFF_FFFFL;
    }
}
