package knet.driver.abi;

/** Tells whether there is anything left to do with a device. */
final class SpentDevice {
    private SpentDevice() {}

    /** The NIC has told that its wire is done, and the host has taken all. */
    static boolean isSpent(final DeviceMemory device) {
        if (device.nicState() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            return false;
        }
        for (int i = 0; i < device.config().queues(); i++) {
            try (QueueMemory queue = device.openQueue(i)) {
                if (queue.rxHead() != queue.rxConsumedAcquire()) {
                    return false;
                }
            } catch (final DeviceException e) {
                return false; // Whoever opens the queue will say what is wrong with it.
            }
        }
        return true;
    }
}
