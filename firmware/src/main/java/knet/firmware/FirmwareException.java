package knet.firmware;

/** Firmware cannot be found, configured or made. The message is one line, fit for a user. */
public final class FirmwareException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String report;

    public FirmwareException(final String message) {
        super(Text.oneLine(message));
        this.report = null;
    }

    public FirmwareException(final String message, final Throwable cause) {
        super(Text.oneLine(message), cause);
        this.report = null;
    }

    /**
     * An error of which more is to be said than one line.
     *
     * @param report all of it, several lines
     */
    FirmwareException(final String message, final String report) {
        super(Text.oneLine(message));
        this.report = report;
    }

    /**
     * What the compiler printed, several lines without a line end at the last; null if this is
     * about something else. Control characters of the file that it quotes are question marks.
     */
    public String report() {
        return report;
    }
}
