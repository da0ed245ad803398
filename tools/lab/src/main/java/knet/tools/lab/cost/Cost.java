package knet.tools.lab.cost;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a cost model says the price of. Names are those of its file. */
public enum Cost {
    NIC_PACKET("nic-packet", "the NIC, for a frame: classification and DMA"),
    INTERRUPT("interrupt", "taking an interrupt and returning from it, the look at the device"),
    WAKE("wake", "waking a thread, for the one who wakes it"),
    WAKE_LATENCY("wake-latency", "until a thread that was woken is on its processor's list"),
    SOFTIRQ("softirq", "from the interrupt routine to the softirq"),
    CONTEXT_SWITCH("context-switch", "from one thread to another"),
    TIME_SLICE("time-slice", "of a thread while others wait"),
    INTERRUPT_PACKET("interrupt-packet", "moving a frame from its ring into a backlog"),
    RX_PACKET("rx-packet", "a frame from its ring through IP and TCP to the socket"),
    RX_BYTE("rx-byte", "the same for every byte of it"),
    EMPTY_POLL("empty-poll", "a poll that finds nothing, re-arming included"),
    USER_PACKET("user-packet", "the application, for what a frame brought"),
    USER_BYTE("user-byte", "the same for every byte of it");

    private final String key;
    private final String help;

    Cost(final String key, final String help) {
        this.key = key;
        this.help = help;
    }

    /** Name in a file and in results. */
    public String key() {
        return key;
    }

    /** What it is the price of. */
    public String help() {
        return help;
    }

    /**
     * The cost of a name.
     *
     * @throws IllegalArgumentException naming the costs there are
     */
    static Cost of(final String key) {
        for (final Cost cost : values()) {
            if (cost.key.equals(key)) {
                return cost;
            }
        }
        throw new IllegalArgumentException("no cost '" + key + "'; there are " + keys());
    }

    private static String keys() {
        final List<Cost> all = Arrays.asList(values());
        return all.stream().map(Cost::key).collect(Collectors.joining(", "));
    }
}
