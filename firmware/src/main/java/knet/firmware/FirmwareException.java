package knet.firmware;

/** Firmware cannot be found, configured or made. The message is one line, fit for a user. */
public final class FirmwareException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FirmwareException(final String message) {
        super(Text.oneLine(message));
    }

    public FirmwareException(final String message, final Throwable cause) {
        super(Text.oneLine(message), cause);
    }
}
