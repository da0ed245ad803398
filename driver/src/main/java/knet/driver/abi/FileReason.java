package knet.driver.abi;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be used, for a user: the messages of the JDK are often the path alone. */
final class FileReason {
    private FileReason() {}

    /** One line without the exception's name. */
    static String of(final IOException e) {
        if (!(e instanceof FileSystemException file)) {
            return e.getMessage();
        }
        if (file.getReason() != null) {
            return file.getReason();
        }
        // Without a reason the message is the path alone.
        final String what =
                e instanceof NoSuchFileException
                        ? "no such file or directory"
                        : e instanceof AccessDeniedException
                                ? "permission denied"
                                : e instanceof FileAlreadyExistsException
                                        ? "is no directory"
                                        : "cannot be used";
        return file.getFile() + ": " + what;
    }
}
