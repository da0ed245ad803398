package knet.traces.live;

/**
 * How an interface is captured.
 *
 * @param interfaceName such as {@code eth0}, {@code lo}, {@code any}
 * @param filter in libpcap's language, run by the kernel; empty for none
 * @param isInboundOnly whether to leave out what this machine sends: for a NIC on a wire, not for a
 *     recording
 * @param isPromiscuous whether to take frames to other hosts
 * @param bufferBytes of the kernel's buffer; a small one loses packets in bursts
 */
public record LiveConfig(
        String interfaceName,
        String filter,
        boolean isInboundOnly,
        boolean isPromiscuous,
        int bufferBytes) {
    /** 64 MiB: what lost no packet where libpcap's default of 2 MiB lost most. */
    public static final int DEFAULT_BUFFER_BYTES = 64 << 20;

    public LiveConfig {
        if (interfaceName.isEmpty()) {
            throw new IllegalArgumentException("the interface's name is empty");
        }
    }

    /** Everything that passes an interface, in both directions. */
    public static LiveConfig recording(final String interfaceName, final String filter) {
        return new LiveConfig(interfaceName, filter, false, true, DEFAULT_BUFFER_BYTES);
    }

    /** What arrives at an interface. */
    public static LiveConfig wire(final String interfaceName, final String filter) {
        return new LiveConfig(interfaceName, filter, true, true, DEFAULT_BUFFER_BYTES);
    }
}
