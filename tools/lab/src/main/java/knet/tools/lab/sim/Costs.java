package knet.tools.lab.sim;

/**
 * What things cost on a simulated machine. All in nanoseconds, 0 or more.
 *
 * @param nicPacketNs the NIC, for a frame: classification and DMA; its frames come one after the
 *     other
 * @param interruptNs taking an interrupt and returning from it, the routine's look at the device
 *     included
 * @param wakeNs waking a thread, for the one who wakes it
 * @param wakeLatencyNs until a thread that was woken is on its processor's list
 * @param softirqNs from the interrupt routine to the softirq
 * @param contextSwitchNs from one thread to another
 * @param timeSliceNs of a thread while others wait, at least 1
 * @param interruptPacketNs moving a frame from its ring into a backlog
 * @param rxPacketNs a frame from its ring through IP and TCP to the socket
 * @param rxByteNs the same for every byte of it
 * @param emptyPollNs a poll that finds nothing, re-arming included
 * @param userPacketNs the user thread, for what a frame brought
 * @param userByteNs the same for every byte of it
 */
public record Costs(
        long nicPacketNs,
        long interruptNs,
        long wakeNs,
        long wakeLatencyNs,
        long softirqNs,
        long contextSwitchNs,
        long timeSliceNs,
        long interruptPacketNs,
        long rxPacketNs,
        double rxByteNs,
        long emptyPollNs,
        long userPacketNs,
        double userByteNs) {
    public Costs {
        check("nicPacketNs", nicPacketNs, 0);
        check("interruptNs", interruptNs, 0);
        check("wakeNs", wakeNs, 0);
        check("wakeLatencyNs", wakeLatencyNs, 0);
        check("softirqNs", softirqNs, 0);
        check("contextSwitchNs", contextSwitchNs, 0);
        check("timeSliceNs", timeSliceNs, 1);
        check("interruptPacketNs", interruptPacketNs, 0);
        check("rxPacketNs", rxPacketNs, 0);
        check("rxByteNs", rxByteNs, 0);
        check("emptyPollNs", emptyPollNs, 1);
        check("userPacketNs", userPacketNs, 0);
        check("userByteNs", userByteNs, 0);
    }

    private static void check(final String name, final double value, final double least) {
        if (!(value >= least && value <= 1e12)) {
            throw new IllegalArgumentException(name + " must be " + least + " to 1e12: " + value);
        }
    }

    long rxNs(final int bytes) {
        return Math.max(1, rxPacketNs + (long) (rxByteNs * bytes));
    }

    long userNs(final int bytes) {
        return Math.max(1, userPacketNs + (long) (userByteNs * bytes));
    }
}
