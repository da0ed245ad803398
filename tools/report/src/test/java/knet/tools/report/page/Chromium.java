package knet.tools.report.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window. */
final class Chromium {
    private static final int PATIENCE_S = 120;

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Path program;
    private final Path profile;

    private Chromium(final Path program, final Path profile) {
        this.program = program;
        this.profile = profile;
    }

    /**
     * The browser of this machine, if it has one.
     *
     * @param directory for its profile, new
     */
    static Optional<Chromium> find(final Path directory) {
        final String named = System.getProperty("knet.chromium");
        return (named == null ? PLACES : List.of(named))
                .stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                        .map(program -> new Chromium(program, directory.resolve("profile")));
    }

    /** The document of a file, as it is after its scripts have run. */
    String dom(final Path file, final int width, final int height, final boolean isDark)
            throws IOException, InterruptedException {
        final Path out = Files.createTempFile(profile.getParent(), "dom", ".html");
        final List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(
                Stream.of(
                                "headless",
                                "no-sandbox",
                                "disable-gpu",
                                "disable-quic",
                                "no-first-run",
                                "disable-background-networking",
                                "disable-component-update",
                                "disable-sync",
                                "hide-scrollbars",
                                "user-data-dir=" + profile,
                                "window-size=" + width + "," + height,
                                "blink-settings=preferredColorScheme=" + (isDark ? 0 : 1),
                                "virtual-time-budget=20000",
                                "dump-dom")
                        .map(flag -> "--" + flag)
                        .toList());
        command.add(file.toUri().toString());
        final Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new IOException(program + " did not end within " + PATIENCE_S + " s");
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
