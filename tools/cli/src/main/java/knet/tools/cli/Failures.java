package knet.tools.cli;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns an exception into the one line that its reader needs. */
final class Failures {
    private Failures() {}

    static String describe(final Throwable exception) {
        if (exception instanceof UncheckedIOException unchecked) {
            return describe(unchecked.getCause());
        }
        if (exception instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        if (exception instanceof InternalError) {
            // What the JVM makes of a page fault; it is told late, so the place says nothing.
            return "a file was cut while it was in use (" + exception.getMessage() + ")";
        }
        if (exception instanceof OutOfMemoryError) {
            return "out of memory: " + exception.getMessage();
        }
        final String message = exception.getMessage();
        if (message == null || message.isBlank()) {
            return "unexpected " + exception.getClass().getSimpleName() + "; --verbose says where";
        }
        if (exception instanceof FileNotFoundException || isExpected(exception)) {
            return Program.oneLine(message);
        }
        return "unexpected "
                + exception.getClass().getSimpleName()
                + ": "
                + Program.oneLine(message)
                + "; --verbose says where";
    }

    /** Exceptions of this house and of the file system carry messages for users. */
    private static boolean isExpected(final Throwable exception) {
        return exception instanceof Failure
                || exception instanceof java.io.IOException
                || exception.getClass().getName().startsWith("knet.");
    }

    private static String reason(final FileSystemException exception) {
        if (exception instanceof NoSuchFileException) {
            return "no such file";
        }
        if (exception instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (exception instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (exception instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (exception instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        return exception.getReason() == null ? "cannot be used" : exception.getReason();
    }
}
