package knet.tools.cli.firmware;

import knet.firmware.Packet;
import knet.tools.report.PlainText;
import knet.tools.report.Units;
import knet.traces.Frame;

/** Two classifiers on the same frames: what both decide, and why they differ where they do. */
public final class DiffRun {
    private final ExplainedDecisions a;
    private final ExplainedDecisions b;
    private final DiffTally tally;
    private long failedA;
    private long failedB;
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
        final long failuresA = failures(a);
        final int queueA = a.decide(frame);
        failedA += failures(a) > failuresA && queueA == 0 ? 1 : 0;
        final long failuresB = failures(b);
        final int queueB = b.decide(frame);
        failedB += failures(b) > failuresB && queueB == 0 ? 1 : 0;
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
        return failures(a) + failures(b);
    }

    /** Who failed on how many packets and how, for the verdict to begin with; empty if none did. */
    public String failure() {
        return failure("A", a, failedA) + failure("B", b, failedB);
    }

    private String failure(final String side, final ExplainedDecisions who, final long failed) {
        if (failed == 0) {
            return "";
        }
        final Throwable thrown = who.decisions().lastThrown();
        return side
                + " failed on "
                + (failed == tally.packets() && failed > 1
                        ? "all " + Units.plural(failed, "packet")
                        : Units.count(failed) + " of " + Units.plural(tally.packets(), "packet"))
                + " ("
                + (thrown == null ? "queues that do not exist" : told(thrown))
                + "): "
                + (failed == 1 ? "it" : "they")
                + " went to queue 0; ";
    }

    private static String told(final Throwable thrown) {
        final StackTraceElement[] stack = thrown.getStackTrace();
        return thrown.getClass().getSimpleName()
                + (thrown.getMessage() == null
                        ? ""
                        : ": " + PlainText.printable(thrown.getMessage()))
                + (stack.length == 0 || stack[0].getFileName() == null
                        ? ""
                        : ", " + stack[0].getFileName() + ":" + stack[0].getLineNumber());
    }

    private static long failures(final ExplainedDecisions side) {
        return side.decisions().exceptions() + side.decisions().outOfRange();
    }
}
