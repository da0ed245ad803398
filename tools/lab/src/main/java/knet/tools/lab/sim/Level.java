package knet.tools.lab.sim;

/** On whose account a processor works, most urgent first: what preempts what. */
public enum Level {
    HARD_INTERRUPT,
    SOFTIRQ,
    KERNEL_THREAD,
    USER_THREAD;

    boolean isThread() {
        return this == KERNEL_THREAD || this == USER_THREAD;
    }
}
