package knet.driver.abi;

/**
 * A device cannot be made, opened or owned. The message is one line that a user can act upon; it
 * names the device and the values that were wrong.
 */
public final class DeviceException extends RuntimeException {
    public DeviceException(final String message) {
        super(message);
    }

    public DeviceException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
