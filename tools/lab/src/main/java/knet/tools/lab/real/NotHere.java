package knet.tools.lab.real;

import java.util.LinkedHashMap;
import java.util.Map;

/** What real runs cannot show, and why. */
final class NotHere {
    private NotHere() {}

    /**
     * By what it is.
     *
     * @param processors of this machine
     */
    static Map<String, String> reasons(final int processors) {
        final Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put(
                "several network threads",
                "each needs a processor of its own, and so does the NIC: here are "
                        + processors
                        + ", and this command uses two");
        reasons.put(
                "interrupt, softirq and ipi costs",
                "the NIC is a process, and wakes threads: there are no interrupts on the real"
                        + " clock");
        reasons.put("user threads", "the product's applications run inside the network threads");
        reasons.put(
                "locks, and flows that change their processor",
                "they cost nothing while there is one network thread");
        return reasons;
    }
}
