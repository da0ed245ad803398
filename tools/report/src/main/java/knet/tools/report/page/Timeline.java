package knet.tools.report.page;

import java.util.List;
import java.util.Locale;

/**
 * What happened when: spans and instants on lanes.
 *
 * @param label what the chart shows, for those who cannot see it
 * @param lanes from top to bottom
 * @param spans in any order; those of one lane do not overlap: what is interrupted is given in
 *     parts
 * @param instants in any order
 */
public record Timeline(String label, List<Lane> lanes, List<Span> spans, List<Instant> instants)
        implements Content {
    /** Greatest time: the script that draws it counts in doubles. */
    public static final long MAX_NS = 1L << 53;

    public Timeline {
        Check.text("label", label);
        lanes = List.copyOf(lanes);
        spans = List.copyOf(spans);
        instants = List.copyOf(instants);
        for (final Instant instant : instants) {
            Check.index("lane", instant.lane(), lanes.size());
        }
        Lanes.refuseOverlap(spans, lanes.size());
    }

    /**
     * A lane.
     *
     * @param group what it is one of, as "processors"
     */
    public record Lane(String group, String name) {
        public Lane {
            Check.text("group", group);
            Check.text("name", name);
        }

        public static Lane processor(final int cpu) {
            return new Lane("processors", "CPU " + cpu);
        }

        public static Lane queue(final int queue) {
            return new Lane("queues", "queue " + queue);
        }
    }

    /**
     * Something that takes time.
     *
     * @param lane its index
     * @param startNs 0..2^53
     * @param endNs at or after the start
     * @param label what exactly; may be empty
     */
    public record Span(int lane, Kind kind, long startNs, long endNs, String label) {
        public Span {
            if (startNs < 0 || endNs < startNs || endNs > MAX_NS) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT, "span from %d to %d ns: %s", startNs, endNs, label));
            }
        }
    }

    /**
     * Something that takes none.
     *
     * @param lane index of the processor or queue
     * @param timeNs 0..2^53
     */
    public record Instant(int lane, Signal signal, long timeNs) {
        public Instant {
            if (timeNs < 0 || timeNs > MAX_NS) {
                throw new IllegalArgumentException("instant at " + timeNs + " ns");
            }
        }
    }

    /** What happens at an instant. */
    public enum Signal {
        /** A notification was raised. */
        RAISED,
        /** None was needed: the queue was polled already. */
        SUPPRESSED,
        /** One waits for its time or for more frames. */
        MODERATED,
        /** A frame was lost. */
        LOST;

        /** As it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
