package knet.driver.abi;

/** The two ends of a device; each is owned by at most one live process. */
public enum Side {
    NIC("NIC", DeviceDescriptor.NIC_LOCK_FILE_NAME),
    HOST("host", DeviceDescriptor.HOST_LOCK_FILE_NAME);

    private final String label;
    private final String lockFileName;

    Side(final String label, final String lockFileName) {
        this.label = label;
        this.lockFileName = lockFileName;
    }

    public String label() {
        return label;
    }

    public String lockFileName() {
        return lockFileName;
    }
}
