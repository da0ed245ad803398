package knet.threads.agent;

import java.util.List;

/** What agents do to all of their lanes. */
final class Lanes {
    private Lanes() {}

    static Lane[] checked(final List<Lane> lanes) {
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("an agent needs a queue to serve");
        }
        return lanes.toArray(new Lane[0]);
    }

    static int checkedBudget(final int budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("budget " + budget + " is below 1");
        }
        return budget;
    }

    static long deadlineNs(final Lane[] lanes) {
        long deadlineNs = Long.MAX_VALUE;
        for (final Lane lane : lanes) {
            deadlineNs = Math.min(deadlineNs, lane.processor().deadlineNs());
        }
        return deadlineNs;
    }

    /**
     * Of lanes that are polled one after the other: the first that has a frame, which is the one
     * that the next step begins with.
     *
     * @return the first of all if none has
     */
    static Lane first(final Lane[] lanes) {
        for (final Lane lane : lanes) {
            if (lane.nextBytes() > 0) {
                return lane;
            }
        }
        return lanes[0];
    }

    static void wake(final Lane[] lanes) {
        for (final Lane lane : lanes) {
            lane.wake();
        }
    }
}
