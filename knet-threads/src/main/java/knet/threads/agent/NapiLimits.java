package knet.threads.agent;

/**
 * The shares of Linux's NAPI.
 *
 * @param weight frames of one queue before the next queue's turn (NAPI_POLL_WEIGHT)
 * @param totalBudget frames of all queues in one run of the softirq (net.core.netdev_budget); a run
 *     ends with the poll that reaches it, which is not cut short
 * @param runNs length of one run, nanoseconds (net.core.netdev_budget_usecs)
 * @param restarts runs that used up their share before the work moves to ksoftirqd, which yields to
 *     other threads (MAX_SOFTIRQ_RESTART in kernel/softirq.c)
 * @param softirqNs time in a row, nanoseconds, after which the work moves to ksoftirqd at the end
 *     of the run, however few runs that was (MAX_SOFTIRQ_TIME; Linux counts it in ticks)
 */
public record NapiLimits(int weight, int totalBudget, long runNs, int restarts, long softirqNs) {
    /** Linux's defaults: 64, 300, 2 ms, 10, 2 ms. */
    public static final NapiLimits LINUX = new NapiLimits(64, 300, 2_000_000, 10, 2_000_000);

    public NapiLimits {
        if (weight < 1 || totalBudget < 1 || runNs < 1 || restarts < 1 || softirqNs < 1) {
            throw new IllegalArgumentException(
                    "NAPI limits must be at least 1: weight "
                            + weight
                            + ", total budget "
                            + totalBudget
                            + ", run of "
                            + runNs
                            + " ns, restarts "
                            + restarts
                            + ", softirq of "
                            + softirqNs
                            + " ns");
        }
    }
}
