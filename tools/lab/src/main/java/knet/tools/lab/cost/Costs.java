package knet.tools.lab.cost;

import java.util.function.ToDoubleFunction;

/**
 * What things cost on a simulated machine, ready for use: whole nanoseconds, and nanoseconds per
 * byte. See {@link Cost} for what each is the price of. Immutable.
 */
public final class Costs {
    private static final double MOST_NS = 1e12;

    private final long[] wholeNs = new long[Cost.values().length];
    private final double[] exactNs = new double[wholeNs.length];

    /**
     * Takes prices.
     *
     * @param prices nanoseconds, or nanoseconds per byte, of each cost
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Costs(final ToDoubleFunction<Cost> prices) {
        for (final Cost cost : Cost.values()) {
            final double ns = prices.applyAsDouble(cost);
            if (!(ns >= cost.leastNs() && ns <= MOST_NS)) {
                throw new IllegalArgumentException(
                        cost.key() + " must be " + cost.leastNs() + " to 1e12 ns: " + ns);
            }
            exactNs[cost.ordinal()] = ns;
            wholeNs[cost.ordinal()] = (long) StrictMath.rint(ns);
        }
    }

    /** Price of something that is not paid by the byte, nanoseconds. */
    public long ns(final Cost cost) {
        return wholeNs[cost.ordinal()];
    }

    /** Price of so many bytes, nanoseconds. */
    public long ns(final Cost perByte, final long bytes) {
        return (long) (exactNs[perByte.ordinal()] * bytes);
    }

    /**
     * False if applications cost nothing of their own: they run inside the network threads, and
     * what they do is a part of {@link Cost#RX_PACKET}.
     */
    public boolean hasUserThreads() {
        return ns(Cost.USER_PACKET) > 0 || exactNs[Cost.USER_BYTE.ordinal()] > 0;
    }

    /** A frame from its ring through IP and TCP to the socket, at least 1 ns. */
    public long rxNs(final int bytes) {
        return Math.max(1, ns(Cost.RX_PACKET) + ns(Cost.RX_BYTE, bytes));
    }

    /** The user thread's work on what a frame brought, at least 1 ns. */
    public long userNs(final int bytes) {
        return Math.max(1, ns(Cost.USER_PACKET) + ns(Cost.USER_BYTE, bytes));
    }
}
