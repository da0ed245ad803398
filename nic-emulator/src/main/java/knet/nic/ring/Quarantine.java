package knet.nic.ring;

/**
 * Whether a queue pair is out of service, and why. A queue whose shared memory failed a check is
 * not touched again by this NIC process; its frames are dropped and counted.
 */
public final class Quarantine {
    private String reason;

    /** Takes the queue out of service; the first reason stays. */
    public void impose(final String why) {
        if (reason == null) {
            reason = why;
        }
    }

    public boolean isImposed() {
        return reason != null;
    }

    /** One line; null while the queue is in service. */
    public String reason() {
        return reason;
    }
}
