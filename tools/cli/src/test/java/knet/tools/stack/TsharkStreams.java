package knet.tools.stack;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TCP streams of a capture as tshark's follow tap reads them: an independent judge. Tunnels are
 * not opened, as in this stack.
 */
final class TsharkStreams {
    private static final int STREAMS_PER_RUN = 2000;
    private static final Pattern NODE = Pattern.compile("Node ([01]): (.*)");
    private static final Pattern GAP =
            Pattern.compile("\\[(\\d+) bytes missing in capture file\\].*");

    private TsharkStreams() {}

    /** What one direction of one tshark stream carried. */
    record Found(byte[] bytes, List<Gap> gaps) {}

    /** A gap that tshark reports: how many bytes of the stream precede it, and how long it is. */
    record Gap(int position, int length) {}

    static boolean isInstalled() {
        try {
            return run(List.of("tshark", "--version"), null) == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    /** By directed tuple, the streams that carried something, in the order of their numbers. */
    static Map<String, List<Found>> read(final Path capture) throws IOException {
        final Map<String, List<Found>> result = new TreeMap<>();
        final int streams = countStreams(capture);
        for (int first = 0; first < streams; first += STREAMS_PER_RUN) {
            final List<String> command = command(capture);
            command.add("-q");
            for (int i = first; i < Math.min(streams, first + STREAMS_PER_RUN); i++) {
                command.add("-z");
                command.add("follow,tcp,raw," + i);
            }
            final Path output = Files.createTempFile("tshark", ".txt");
            try {
                run(command, output);
                parse(output, result);
            } finally {
                Files.delete(output);
            }
        }
        return result;
    }

    private static List<String> command(final Path capture) {
        final List<String> command = new ArrayList<>();
        command.add("tshark");
        command.add("-n");
        command.add("-r");
        command.add(capture.toString());
        for (final String tunnel :
                List.of("gre", "gtp", "vxlan", "geneve", "teredo", "l2tp", "capwap.data")) {
            command.addAll(List.of("--disable-protocol", tunnel));
        }
        for (final int protocol : new int[] {4, 41}) {
            command.addAll(List.of("-d", "ip.proto==" + protocol + ",data"));
        }
        return command;
    }

    private static int countStreams(final Path capture) throws IOException {
        final List<String> command = command(capture);
        command.addAll(List.of("-Y", "tcp", "-T", "fields", "-e", "tcp.stream"));
        final Path output = Files.createTempFile("tshark", ".txt");
        try {
            run(command, output);
            int highest = -1;
            for (final String line : Files.readAllLines(output)) {
                for (final String number : line.split(",")) {
                    if (!number.isBlank()) {
                        highest = Math.max(highest, Integer.parseInt(number.trim()));
                    }
                }
            }
            return highest + 1;
        } finally {
            Files.delete(output);
        }
    }

    private static void parse(final Path output, final Map<String, List<Found>> result)
            throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(output, StandardCharsets.UTF_8)) {
            final String[] nodes = new String[2];
            final Half[] halves = new Half[2];
            String line = reader.readLine();
            while (line != null) {
                final Matcher node = NODE.matcher(line);
                if (node.matches()) {
                    final int index = Integer.parseInt(node.group(1));
                    nodes[index] = node.group(2);
                    halves[index] = new Half();
                } else if (line.startsWith("====")) {
                    if (halves[0] != null) {
                        add(result, nodes[0] + "->" + nodes[1], halves[0]);
                        add(result, nodes[1] + "->" + nodes[0], halves[1]);
                        halves[0] = null;
                    }
                } else if (halves[0] != null && !line.startsWith("Filter:")) {
                    final boolean second = line.startsWith("\t");
                    halves[second ? 1 : 0].add(line.strip());
                }
                line = reader.readLine();
            }
        }
    }

    private static void add(
            final Map<String, List<Found>> result, final String flow, final Half half) {
        final Found found = half.finish();
        if (found.bytes.length > 0) {
            result.computeIfAbsent(flow, unused -> new ArrayList<>()).add(found);
        }
    }

    private static int run(final List<String> command, final Path output) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.redirectOutput(
                output == null
                        ? ProcessBuilder.Redirect.DISCARD
                        : ProcessBuilder.Redirect.to(output.toFile()));
        final Process process = builder.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("tshark took more than five minutes");
            }
            return process.exitValue();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** One direction while it is being read. */
    private static final class Half {
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final List<Gap> gaps = new ArrayList<>();

        void add(final String hex) {
            final byte[] chunk = HexFormat.of().parseHex(hex);
            if (chunk.length > 0 && chunk[0] == '[' && chunk.length < 80) {
                final Matcher gap = GAP.matcher(new String(chunk, StandardCharsets.ISO_8859_1));
                if (gap.lookingAt()) {
                    gaps.add(new Gap(data.size(), Integer.parseInt(gap.group(1))));
                    return;
                }
            }
            data.writeBytes(chunk);
        }

        Found finish() {
            return new Found(data.toByteArray(), gaps);
        }
    }
}
