package knet.nic.engine;

/** What a classifier threw, in one line for people: the exception, its message, its source line. */
final class FailureText {
    private static final int MAX_CHARS = 300;

    private FailureText() {}

    /**
     * Describes it with care: an exception of the firmware's own may fail when it is asked, and
     * memory may be short.
     *
     * @param firmware the classifier's class, whose source line is looked for
     */
    static String of(final Throwable error, final Class<?> firmware) {
        try {
            final String text =
                    String.valueOf(error).replaceAll("\\p{Cntrl}+", " ")
                            + where(error.getStackTrace(), firmware.getName());
            return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        } catch (final InternalError e) {
            throw e; // A fault of mapped memory is the NIC's to handle.
        } catch (final Throwable e) { // Firmware may throw anything.
            return error instanceof OutOfMemoryError
                    ? "java.lang.OutOfMemoryError"
                    : "an exception that cannot be told";
        }
    }

    /** The innermost line of the classifier's own class, for it is rarely wrong in the library. */
    private static String where(final StackTraceElement[] stack, final String firmware) {
        for (final StackTraceElement line : stack) {
            final String at = line.getClassName();
            if (line.getFileName() != null
                    && at.startsWith(firmware)
                    && (at.length() == firmware.length() || at.charAt(firmware.length()) == '$')) {
                return " (" + line.getFileName() + ":" + line.getLineNumber() + ")";
            }
        }
        return stack.length == 0 ? "" : " (" + stack[0] + ")";
    }
}
