package knet.threads.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The byte-counting application: one {@link ByteCountApp} per stack, their sums, and the file of
 * streams. Results are read after the run.
 */
public final class ByteCounts implements ApplicationFactory {
    private final boolean withDigests;
    private final List<ByteCountApp> apps = new ArrayList<>();

    /**
     * Prepares the application.
     *
     * @param withDigests digest every stream with SHA-256, which costs far more than receiving it
     */
    public ByteCounts(final boolean withDigests) {
        this.withDigests = withDigests;
    }

    @Override
    public synchronized Application create() {
        final ByteCountApp app = new ByteCountApp(withDigests);
        apps.add(app);
        return app;
    }

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public synchronized Map<String, Long> results() {
        final Map<String, Long> results = new LinkedHashMap<>();
        results.put("streams", sum(ByteCountApp::streams));
        results.put("streamBytes", sum(ByteCountApp::streamBytes));
        results.put("missingBytes", sum(ByteCountApp::missingBytes));
        results.put("datagrams", sum(ByteCountApp::datagrams));
        results.put("datagramBytes", sum(ByteCountApp::datagramBytes));
        return results;
    }

    private long sum(final ToLongFunction<ByteCountApp> value) {
        return apps.stream().mapToLong(value).sum();
    }

    /**
     * Every stream that carried something, sorted by flow and incarnation, so that two runs over
     * the same trace can be compared line by line. Empty without digests.
     */
    public synchronized List<StreamRecord> streams() {
        return apps.stream()
                .flatMap(app -> app.digests().stream())
                .map(StreamDigest::result)
                .sorted(
                        Comparator.comparing((StreamRecord r) -> r.key().flow())
                                .thenComparingInt(r -> r.key().incarnation()))
                .toList();
    }

    /**
     * Writes the streams, one per line after a header: flow, bytes, SHA-256, which connection of
     * its tuple, and bytes missing. Separated by tabs if the file's name ends in {@code .tsv}, else
     * by commas.
     */
    public void writeStreams(final Path file) throws IOException {
        final String separator = file.toString().endsWith(".tsv") ? "\t" : ",";
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(
                    String.join(separator, "flow", "bytes", "sha256", "incarnation", "missing"));
            writer.newLine();
            for (final StreamRecord stream : streams()) {
                writer.write(
                        String.join(
                                separator,
                                stream.key().flow(),
                                Long.toString(stream.bytes()),
                                stream.sha256(),
                                Integer.toString(stream.key().incarnation()),
                                Long.toString(stream.missingBytes())));
                writer.newLine();
            }
        }
    }
}
