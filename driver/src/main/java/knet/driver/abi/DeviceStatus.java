package knet.driver.abi;

/**
 * What is known of a device without opening it for use.
 *
 * @param name of the device
 * @param nicPid process that owns its NIC side: 0 for none, -1 if not known
 * @param hostPid process that owns its host side: 0 for none, -1 if not known
 * @param queues number of queues, 0 if the register file is damaged
 */
public record DeviceStatus(String name, long nicPid, long hostPid, int queues) {
    /** True if a live process owns one of its sides. */
    public boolean isLive() {
        return nicPid != 0 || hostPid != 0;
    }

    /** "live" or "stale". */
    public String state() {
        return isLive() ? "live" : "stale";
    }
}
