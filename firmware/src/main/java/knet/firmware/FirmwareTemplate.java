package knet.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.lang.model.SourceVersion;

/** A classifier to begin with: a source that compiles, works, and says in comments what is what. */
public final class FirmwareTemplate {
    private static final String RESOURCE = "template.txt";
    private static final String NAME = "NAME";

    private FirmwareTemplate() {}

    /**
     * The source of a class of that name, in no package.
     *
     * @throws FirmwareException if that is no name for a class, or the source uses a class of that
     *     name itself
     */
    public static String source(final String name) {
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            throw new FirmwareException(
                    Text.quote(name)
                            + " is no name for a Java class: letters, digits and _ are wanted, a"
                            + " letter first, as in LeastLoaded");
        }
        if (isTaken("java.lang." + name) || isTaken("knet.firmware." + name)) {
            throw new FirmwareException(
                    Text.quote(name)
                            + " is the name of a class that a classifier uses: take another");
        }
        return text().replace(NAME, name);
    }

    private static boolean isTaken(final String className) {
        try {
            Class.forName(className, false, FirmwareTemplate.class.getClassLoader());
            return true;
        } catch (final ClassNotFoundException | LinkageError e) {
            return false; // Also a name that differs in case from one that a file system has.
        }
    }

    private static String text() {
        try (InputStream in = FirmwareTemplate.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
