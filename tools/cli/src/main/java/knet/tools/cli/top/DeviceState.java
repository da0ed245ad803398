package knet.tools.cli.top;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceStatus;

/** In words, who is at a device and what the NIC's side is doing. */
public final class DeviceState {
    private DeviceState() {}

    /**
     * One phrase for the NIC, one for the host.
     *
     * @param nicState of the device's registers: what a process that has gone left there
     * @param owners which processes are there
     */
    public static String of(final int nicState, final DeviceStatus owners) {
        final boolean hasHost = owners.hostPid() != 0;
        if (owners.nicPid() != 0) {
            return hasHost
                    ? "NIC " + living(nicState) + ", host up"
                    : "NIC "
                            + (isDone(nicState) ? living(nicState) : "waiting for a host")
                            + ", no host";
        }
        final String nic = gone(nicState);
        if (hasHost) {
            return nic + ", host up and waiting for a NIC";
        }
        return nic + ", no host";
    }

    private static boolean isDone(final int nicState) {
        return nicState == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    private static String living(final int nicState) {
        return switch (nicState) {
            case DeviceDescriptor.NIC_STATE_DOWN -> "starting";
            case DeviceDescriptor.NIC_STATE_READY -> "ready";
            case DeviceDescriptor.NIC_STATE_RUNNING -> "running";
            case DeviceDescriptor.NIC_STATE_WIRE_DONE -> "at the wire's end";
            default -> "in an unknown state";
        };
    }

    private static String gone(final int nicState) {
        return switch (nicState) {
            case DeviceDescriptor.NIC_STATE_DOWN -> "no NIC";
            case DeviceDescriptor.NIC_STATE_WIRE_DONE -> "NIC ended with its wire";
            default -> "NIC gone without ending its wire";
        };
    }
}
