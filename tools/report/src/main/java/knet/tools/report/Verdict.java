package knet.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says about flow integrity what a person would, in one sentence. */
final class Verdict {
    private Verdict() {}

    /** Frames that were dropped have met no queue's thread: the figures are of the others. */
    static String of(final RunResult run) {
        final long dropped = run.frames().offered() - run.frames().delivered();
        return ofDelivered(run)
                + (dropped > 0 && run.frames().delivered() > 0
                        ? " (of the "
                                + Units.plural(run.frames().delivered(), "delivered frame")
                                + ")"
                        : "");
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
        final List<String> parts = new ArrayList<>();
        String only = null;
        for (final Map.Entry<String, Long> reason : steering.splitReasons().entrySet()) {
            if (reason.getValue() > 0) {
                only = reason.getKey();
                parts.add(reason.getKey() + " " + Units.count(reason.getValue()));
            }
        }
        if (parts.isEmpty()) {
            return "";
        }
        if (parts.size() > 1) {
            return " (" + String.join(", ", parts) + ")";
        }
        return switch (only) {
            case "direction" ->
                    ", only because their two directions go apart"
                            + (run.firmware().startsWith("flow-hash")
                                            && !run.firmware().contains("key=symmetric")
                                    ? ": key=symmetric keeps them together"
                                    : "");
            case "fragment" ->
                    ", only because fragments carry no ports and are steered by their addresses";
            case "vlan" -> ", only because the same flow came with different VLAN tags";
            case "tunnel" -> ", only because they are tunnels that carry other flows";
            case "other" ->
                    run.spraying()
                            ? ", because " + run.firmware() + " spreads the packets of a flow"
                            : ", though the classifier is to keep flows together";
            default -> ", only by reason of " + only;
        };
    }
}
