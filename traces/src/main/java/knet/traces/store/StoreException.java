package knet.traces.store;

import java.io.IOException;

/** A store cannot be used; the message is one line that names it. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreException(final String message) {
        super(message);
    }

    StoreException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
