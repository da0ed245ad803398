package knet.threads.agent;

/**
 * On whose account a step runs, most urgent first. A simulated processor preempts by it; a runner
 * on the real clock has threads only and ignores it.
 */
public enum Context {
    /** An interrupt routine: preempts everything. */
    HARD_INTERRUPT,
    /** Deferred interrupt work: preempts threads. */
    SOFTIRQ,
    /** A thread of the kernel: competes with user threads. */
    KERNEL_THREAD
}
