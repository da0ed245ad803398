package knet.threads.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The byte-counting application: one {@link ByteCountApp} per stack, their sums, and the file of
 * streams. Results are read after the run.
 */
public final class ByteCounts implements ApplicationFactory {
    private static final Comparator<StreamDigest> IN_TIME =
            Comparator.comparingLong((StreamDigest digest) -> digest.key().startNs())
                    .thenComparing(
                            (a, b) ->
                                    Integer.signum(
                                            a.key().startArrival() - b.key().startArrival()));

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
        final Map<String, List<StreamDigest>> byFlow = new TreeMap<>();
        for (final ByteCountApp app : apps) {
            for (final StreamDigest digest : app.digests()) {
                byFlow.computeIfAbsent(digest.key().flow(), flow -> new ArrayList<>()).add(digest);
            }
        }
        final List<StreamRecord> records = new ArrayList<>();
        byFlow.forEach(
                (flow, digests) -> {
                    digests.sort(IN_TIME);
                    for (int i = 0; i < digests.size(); i++) {
                        final StreamDigest digest = digests.get(i);
                        records.add(
                                new StreamRecord(
                                        flow,
                                        i,
                                        digest.bytes(),
                                        digest.missingBytes(),
                                        digest.sha256()));
                    }
                });
        return records;
    }

    /**
     * Writes the streams: flow, bytes, SHA-256, which connection of its tuple, and bytes missing.
     * As JSON if the file's name ends in {@code .json}; else one per line after a header, separated
     * by tabs if it ends in {@code .tsv}, or by commas.
     */
    public void writeStreams(final Path file) throws IOException {
        final String name = file.toString().toLowerCase(Locale.ROOT);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            if (name.endsWith(".json")) {
                writeJson(writer);
            } else {
                writeLines(writer, name.endsWith(".tsv") ? "\t" : ",");
            }
        }
    }

    private void writeLines(final BufferedWriter writer, final String separator)
            throws IOException {
        writer.write(String.join(separator, "flow", "bytes", "sha256", "incarnation", "missing"));
        writer.newLine();
        for (final StreamRecord stream : streams()) {
            writer.write(
                    String.join(
                            separator,
                            stream.flow(),
                            Long.toString(stream.bytes()),
                            stream.sha256(),
                            Integer.toString(stream.incarnation()),
                            Long.toString(stream.missingBytes())));
            writer.newLine();
        }
    }

    /** No value needs an escape: addresses, ports, digits. */
    private void writeJson(final BufferedWriter writer) throws IOException {
        writer.write("{\"schema\": 1, \"streams\": [");
        String separator = "\n";
        for (final StreamRecord stream : streams()) {
            writer.write(
                    String.format(
                            Locale.ROOT,
                            "%s{\"flow\": \"%s\", \"bytes\": %d, \"sha256\": \"%s\","
                                    + " \"incarnation\": %d, \"missing\": %d}",
                            separator,
                            stream.flow(),
                            stream.bytes(),
                            stream.sha256(),
                            stream.incarnation(),
                            stream.missingBytes()));
            separator = ",\n";
        }
        writer.write("\n]}\n");
    }
}
