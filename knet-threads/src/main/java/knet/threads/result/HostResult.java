package knet.threads.result;

import java.util.List;

/**
 * What a host found out in a run.
 *
 * @param mode how queues were served
 * @param threads network threads
 * @param devices one per device, in the order of the configuration
 */
public record HostResult(String mode, int threads, List<DeviceResult> devices) {
    public HostResult {
        devices = List.copyOf(devices);
    }

    /** The first, and mostly only, device. */
    public DeviceResult device() {
        return devices.get(0);
    }
}
