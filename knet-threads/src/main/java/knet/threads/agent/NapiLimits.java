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
 */
public record NapiLimits(int weight, int totalBudget, long runNs, int restarts) {
    /** Linux's defaults: 64, 300, 2 ms, 10. */
    public static final NapiLimits LINUX = new NapiLimits(64, 300, 2_000_000, 10);

    public NapiLimits {
        if (weight < 1 || totalBudget < 1 || runNs < 1 || restarts < 1) {
            throw new IllegalArgumentException(
                    "NAPI limits must be at least 1: weight "
                            + weight
                            + ", total budget "
                            + totalBudget
                            + ", run of "
                            + runNs
                            + " ns, restarts "
                            + restarts);
        }
    }
}
