package knet.tools.cli.firmware;

import knet.firmware.Packet;
import knet.traces.Frame;

/** Two classifiers on the same frames: what both decide, and why they differ where they do. */
public final class DiffRun {
    private final ExplainedDecisions a;
    private final ExplainedDecisions b;
    private final DiffTally tally;
    private String traffic = "";
    private String cause = "";

    /** Counts into {@code tally}. */
    public DiffRun(final ExplainedDecisions a, final ExplainedDecisions b, final DiffTally tally) {
        this.a = a;
        this.b = b;
        this.tally = tally;
    }

    /**
     * Both decide on the next frame.
     *
     * @param number of the frame
     * @return true if they differ
     * @throws knet.firmware.FirmwareException if one of them throws when it is to explain itself
     */
    public boolean next(final Frame frame, final long number) {
        final int queueA = a.decide(frame);
        final int queueB = b.decide(frame);
        final Packet packet = a.decisions().packet();
        final FlowDifferences.Flow flow = tally.packet(packet, queueA, queueB);
        if (queueA == queueB) {
            a.pass(frame);
            b.pass(frame);
            return false;
        }
        final Explained ofA = a.explain(frame);
        final Explained ofB = b.explain(frame);
        if (!ofA.doubt().isEmpty() || !ofB.doubt().isEmpty()) {
            tally.doubt(
                    "packet "
                            + number
                            + (ofA.doubt().isEmpty()
                                    ? ", B: " + ofB.doubt()
                                    : ", A: " + ofA.doubt()));
        }
        traffic = TrafficClass.of(packet);
        cause = DifferenceCause.of(packet, ofA, ofB);
        tally.differs(number, traffic, cause, queueA, queueB, flow);
        return true;
    }

    /** What the last packet that differed is. */
    public String traffic() {
        return traffic;
    }

    /** Why they differed on it. */
    public String cause() {
        return cause;
    }

    /** Queue of the last frame under the first classifier. */
    public int queueA() {
        return a.decisions().queue();
    }

    /** Queue of the last frame under the second classifier. */
    public int queueB() {
        return b.decisions().queue();
    }

    /** Calls of either that threw or returned a queue that does not exist. */
    public long failures() {
        return a.decisions().exceptions()
                + a.decisions().outOfRange()
                + b.decisions().exceptions()
                + b.decisions().outOfRange();
    }
}
