package knet.tools.lab.cost;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a cost model says the price of. Names are those of its file. */
public enum Cost {
    NIC_PACKET(
            "nic-packet",
            "the NIC, for a frame: classification and DMA; one frame after the other"),
    NIC_BYTE("nic-byte", "the same for every byte of it"),
    NIC_TURN(
            "nic-turn",
            "a turn of a NIC that is a program, on top: it takes what is due in one; 0: frame by"
                    + " frame"),
    NIC_NOTIFY("nic-notify", "the NIC, for raising a notification"),
    NIC_NOTIFY_EARLY("nic-notify-early", "the same for a thread that is not asleep yet"),
    INTERRUPT("interrupt", "taking an interrupt and returning from it, the look at the device"),
    WAKE("wake", "waking a thread, for the one who wakes it"),
    WAKE_LATENCY("wake-latency", "until a thread that was woken is on its processor's list"),
    FALL_ASLEEP(
            "fall-asleep",
            "from arming a queue to being asleep: who is notified meanwhile goes on"),
    WAKE_EARLY("wake-early", "the way back, for a thread that was notified before it was asleep"),
    SOFTIRQ("softirq", "from the interrupt routine to the softirq"),
    IPI("ipi", "an inter-processor interrupt, for the one who sends it"),
    CONTEXT_SWITCH("context-switch", "from one thread to another"),
    TIME_SLICE("time-slice", "of a thread while others wait", 1),
    INTERRUPT_PACKET("interrupt-packet", "moving a frame from its ring into a backlog"),
    CLASSIFY_PACKET("classify-packet", "choosing a frame's processor in software"),
    RX_PACKET("rx-packet", "a frame from its ring through IP and TCP to the socket"),
    RX_BYTE("rx-byte", "the same for every byte of it"),
    RX_POLL("rx-poll", "a poll that finds frames, on top of what they cost"),
    EMPTY_POLL("empty-poll", "a poll that finds nothing, re-arming included", 1),
    USER_PACKET("user-packet", "the application, for what a frame brought"),
    USER_BYTE("user-byte", "the same for every byte of it"),
    FLOW_MISS("flow-miss", "a connection's state that another processor touched last"),
    REMOTE_BYTE("remote-byte", "data that another processor has in its cache, for every byte"),
    LOCK("lock", "taking and releasing a lock that nobody holds");

    private final String key;
    private final String help;
    private final int leastNs;

    Cost(final String key, final String help) {
        this(key, help, 0);
    }

    Cost(final String key, final String help, final int leastNs) {
        this.key = key;
        this.help = help;
        this.leastNs = leastNs;
    }

    /** Name in a file and in results. */
    public String key() {
        return key;
    }

    /** What it is the price of. */
    public String help() {
        return help;
    }

    /** True if it is paid for every byte. */
    public boolean isPerByte() {
        return this == NIC_BYTE || this == RX_BYTE || this == USER_BYTE || this == REMOTE_BYTE;
    }

    /** True if a model that does not give it means that it costs nothing. */
    public boolean isOptional() {
        return switch (this) {
            case NIC_BYTE, NIC_TURN, NIC_NOTIFY_EARLY, RX_POLL, FALL_ASLEEP, WAKE_EARLY -> true;
            default -> false;
        };
    }

    /** The least that it can be, nanoseconds: without it time would stand still. */
    int leastNs() {
        return leastNs;
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
