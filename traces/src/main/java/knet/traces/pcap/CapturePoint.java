package knet.traces.pcap;

/**
 * Where the frames of a capture passed, for the interface description of a pcapng file: Wireshark
 * shows it as {@code frame.interface_name} and {@code frame.interface_description}.
 *
 * @param name short, such as a device's; empty for none
 * @param description one line; empty for none
 */
public record CapturePoint(String name, String description) {
    /** Nothing is known. */
    public static final CapturePoint UNKNOWN = new CapturePoint("", "");
}
