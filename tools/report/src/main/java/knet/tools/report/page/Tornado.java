package knet.tools.report.page;

import java.util.List;

/**
 * How much hangs on each cost: a result with the cost halved and with it doubled. The cost on which
 * most hangs stands first, whatever the order of {@code changes}.
 *
 * @param label what the chart shows, for those who cannot see it
 * @param result the result that changes, with its unit
 * @param base the result as it is
 */
public record Tornado(String label, Axis result, Figure base, List<Change> changes)
        implements Content {
    public Tornado {
        Check.text("label", label);
        if (!base.isPresent()) {
            throw new IllegalArgumentException("no base in '" + label + "'");
        }
        changes = List.copyOf(changes);
    }

    /**
     * What a cost does.
     *
     * @param cost its name
     * @param halved the result with half the cost
     * @param doubled the result with twice the cost
     */
    public record Change(String cost, Figure halved, Figure doubled) {
        public Change {
            Check.text("cost", cost);
        }
    }
}
