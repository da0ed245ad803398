package knet.tools.cli;

/** The work cannot go on, for a reason that the user can do something about: one line. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(final String message) {
        super(message);
    }

    Failure(final String message, final Throwable cause) {
        super(message, cause);
    }
}
