package knet.firmware;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles one source file with the compiler of the JDK that runs this, from memory to memory.
 * Nothing of the source is executed: no annotation processor runs.
 */
final class SourceCompiler {
    private SourceCompiler() {}

    /**
     * Compiles.
     *
     * @param path of the file, as messages are to show it
     * @param bytes of the file
     * @return class files by path, for instance {@code org/example/Mine.class}
     * @throws FirmwareException if there is no compiler, or this does not compile; its {@link
     *     FirmwareException#report} is then what javac prints
     */
    static Map<String, byte[]> compile(final String path, final byte[] bytes) {
        final String source = text(path, bytes);
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new FirmwareException(
                    path
                            + " has to be compiled, and this Java is a runtime without a compiler ("
                            + System.getProperty("java.home")
                            + "): run knet with a JDK");
        }
        final StringWriter report = new StringWriter();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Memory memory = new Memory(files)) {
            final boolean isCompiled =
                    compiler.getTask(
                                    report,
                                    memory,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-implicit:none",
                                            "-nowarn",
                                            "-classpath",
                                            RunningClassPath.text()),
                                    null,
                                    List.of(new Source(path, source)))
                            .call();
            if (!isCompiled) {
                throw failure(path, report.toString());
            }
            return memory.classes();
        } catch (final IOException | RuntimeException | StackOverflowError e) {
            if (e instanceof FirmwareException known) {
                throw known;
            }
            // Sources can be written that javac itself does not survive.
            throw new FirmwareException(path + ": the compiler failed: " + e, e);
        }
    }

    private static String text(final String path, final byte[] bytes) {
        try {
            final String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (final CharacterCodingException e) {
            throw new FirmwareException(path + " is no Java source: not text in UTF-8", e);
        }
        throw new FirmwareException(path + " is no Java source: not text");
    }

    /** The message is javac's first line, for those who show but one. */
    private static FirmwareException failure(final String path, final String report) {
        final List<String> lines = report.lines().toList();
        final String first = lines.isEmpty() ? path : lines.get(0);
        return new FirmwareException(
                (first.startsWith(path) ? "" : path + ": ") + first,
                Text.printable(report.strip()));
    }

    /** The file, in the version that was read. */
    private static final class Source extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Source(final String path, final String text) {
            super(uri(path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        private static URI uri(final String path) {
            return java.nio.file.Path.of(path).toUri();
        }

        @Override
        public String getName() {
            return path;
        }

        @Override
        public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> outputs = new LinkedHashMap<>();

        Memory(final JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                final Location location,
                final String className,
                final JavaFileObject.Kind kind,
                final FileObject sibling) {
            final String path = className.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
                @Override
                public OutputStream openOutputStream() {
                    final ByteArrayOutputStream out = new ByteArrayOutputStream();
                    outputs.put(path, out);
                    return out;
                }
            };
        }

        Map<String, byte[]> classes() {
            final Map<String, byte[]> classes = new LinkedHashMap<>();
            outputs.forEach((path, out) -> classes.put(path, out.toByteArray()));
            return classes;
        }
    }
}
