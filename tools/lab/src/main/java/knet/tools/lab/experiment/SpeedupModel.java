package knet.tools.lab.experiment;

/**
 * The analytical model of the KNET paper, section 2, and the same with user threads that stay where
 * they are.
 *
 * @param processors p, 1 or more
 * @param eventNs Te: time of a request in the network, on receive events, nanoseconds, above 0
 * @param applicationNs Ta: time of a request in the application, nanoseconds, 0 or more
 */
public record SpeedupModel(int processors, double eventNs, double applicationNs) {
    private static final double NS_PER_SECOND = 1e9;

    public SpeedupModel {
        if (processors < 1 || !(eventNs > 0) || !(applicationNs >= 0)) {
            throw new IllegalArgumentException(
                    "p " + processors + ", Te " + eventNs + " ns, Ta " + applicationNs + " ns");
        }
    }

    /**
     * Equation 1: requests a second if one processor at a time runs the network's stack. 1/Te if
     * the others keep up with it, p/(Te + Ta) if not.
     */
    public double singlePerSecond() {
        return isStackBound() ? NS_PER_SECOND / eventNs : parallelPerSecond();
    }

    /** Equation 2: requests a second if all processors run the stack: p/(Te + Ta). */
    public double parallelPerSecond() {
        return processors * NS_PER_SECOND / (eventNs + applicationNs);
    }

    /** Whether a single stack processor is what holds things up: p above 1 + Ta/Te. */
    public boolean isStackBound() {
        return processors > 1 + applicationNs / eventNs;
    }

    /** Equation 3: p/(1 + Ta/Te); 1 where a single stack processor is not what holds things up. */
    public double speedup() {
        return isStackBound() ? processors / (1 + applicationNs / eventNs) : 1;
    }

    /**
     * What a single stack processor gets to applications if every processor, it too, has the user
     * threads of its share of the connections, and they stay there. The network goes before them:
     * at a rate R its processor has a share of 1 - R Te left for its own user threads, and every
     * other one at most 1/Ta of them. The paper lets user threads run wherever there is time.
     */
    public double boundSinglePerSecond() {
        double most = boundSingle(1 / (eventNs + applicationNs / processors));
        most = Math.max(most, boundSingle(1 / eventNs));
        if (applicationNs > 0) {
            most = Math.max(most, boundSingle(processors / applicationNs));
        }
        return most * NS_PER_SECOND;
    }

    /** What is consumed in a nanosecond at an offered rate; the maximum is at a bend. */
    private double boundSingle(final double offered) {
        final double rate = Math.min(offered, 1 / eventNs);
        final double share = rate / processors;
        if (applicationNs == 0) {
            return rate;
        }
        final double others = (processors - 1) * Math.min(share, 1 / applicationNs);
        final double own = Math.min(share, Math.max(0, 1 - rate * eventNs) / applicationNs);
        return others + own;
    }

    /** {@link #speedup} over {@link #boundSinglePerSecond}. */
    public double boundSpeedup() {
        return parallelPerSecond() / boundSinglePerSecond();
    }
}
