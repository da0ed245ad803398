package knet.tools.report;

import java.util.ArrayList;
import java.util.List;

/** Says about flow integrity what a person would, in one sentence. */
final class Verdict {
    private Verdict() {}

    /** Frames that were dropped have met no queue's thread: the figures are of the others. */
    static String of(final RunResult run) {
        final long dropped = run.frames().offered() - run.frames().delivered();
        return failures(run)
                + ofDelivered(run)
                + (dropped > 0 && run.frames().delivered() > 0
                        ? " (of the "
                                + Units.plural(run.frames().delivered(), "delivered frame")
                                + ")"
                        : "");
    }

    /** That the classifier did not decide comes before what its decisions came to. */
    private static String failures(final RunResult run) {
        final long failures = counted(run, "firmware_exceptions");
        final long strays = counted(run, "firmware_out_of_range");
        if (failures + strays == 0) {
            return "";
        }
        return Units.plural(failures + strays, "call")
                + " of the classifier failed, and their frames went to queue 0; ";
    }

    private static long counted(final RunResult run, final String counter) {
        final Number count = run.nic().counters().get(counter);
        return count == null ? 0 : count.longValue();
    }

    private static String ofDelivered(final RunResult run) {
        final SteeringFigures steering = run.steering();
        if (steering.flows() == 0) {
            return "no frame belonged to a flow";
        }
        final String order =
                steering.reordered() == 0
                        ? ""
                        : "; "
                                + Units.plural(steering.reordered(), "packet")
                                + " reached the host out of order within a flow";
        if (steering.splitFlows() == 0) {
            return (steering.flows() == 1
                            ? "the one flow stayed on one queue"
                            : "every flow stayed on one queue")
                    + order;
        }
        final String share =
                Units.count(steering.splitFlows())
                        + " of "
                        + Units.plural(steering.flows(), "flow")
                        + " met more than one queue";
        return share + reasons(run, steering) + order;
    }

    private static String reasons(final RunResult run, final SteeringFigures steering) {
        final List<String> reasons = SplitReason.of(run);
        if (reasons.isEmpty()) {
            return "";
        }
        if (SplitReason.isSpreading(run)) {
            return ", because " + SplitReason.words("other", run);
        }
        final String only = reasons.get(0);
        if (only.equals("other") && reasons.size() == 1) {
            if (SplitReason.isOfSeveral(run)) {
                return ", because " + SplitReason.words(only, run);
            }
            return run.spraying()
                    ? ", because " + SplitReason.words(only, run)
                    : ", though the classifier is to keep flows together";
        }
        if (reasons.size() == 1) {
            final String remedy = SplitReason.remedy(only, run);
            return ", only because "
                    + SplitReason.words(only, run)
                    + (remedy.isEmpty() ? "" : ": " + remedy);
        }
        final List<String> parts = new ArrayList<>();
        for (final String reason : reasons) {
            final String remedy = SplitReason.remedy(reason, run);
            parts.add(
                    Units.count(steering.splitReasons().get(reason))
                            + " because "
                            + SplitReason.words(reason, run)
                            + (remedy.isEmpty() ? "" : " (" + remedy + ")"));
        }
        return ": " + String.join(", ", parts);
    }
}
