package knet.nic;

/**
 * The NIC cannot go on: what it needs is gone or cannot be had. The message is one line, fit for a
 * user.
 */
public final class NicFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NicFault(final String message) {
        super(message);
    }

    public NicFault(final String message, final Throwable cause) {
        super(message, cause);
    }
}
