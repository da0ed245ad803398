package knet.nic.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Sources of classifiers that tests save, as an editor does. */
final class Sources {
    private Sources() {}

    /** Everything to one queue. */
    static String toQueue(final int queue) {
        return classifier("", "return " + queue + ";");
    }

    /**
     * A classifier.
     *
     * @param members beside the method
     * @param body of the method
     */
    static String classifier(final String members, final String body) {
        return "import knet.firmware.*;\n"
                + "public class Saved implements Classifier {\n    "
                + members
                + "\n    public int classify(Packet packet, QueueState queues) { "
                + body
                + " }\n}\n";
    }

    /** Puts it in place as a whole: a reader sees the old file or the new one. */
    static Path save(final Path directory, final String text) throws IOException {
        final Path file = directory.resolve("Saved.java");
        final Path temporary = directory.resolve("Saved.java.tmp");
        Files.writeString(temporary, text);
        return Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
