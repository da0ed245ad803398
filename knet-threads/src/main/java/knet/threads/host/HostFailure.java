package knet.threads.host;

/** The host cannot go on; the message is one line for the user. */
public final class HostFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostFailure(final String message, final Throwable cause) {
        super(message, cause);
    }
}
