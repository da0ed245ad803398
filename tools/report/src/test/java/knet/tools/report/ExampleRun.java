package knet.tools.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** A run to print: plausible figures, the same every time, parts of it replaceable. */
final class ExampleRun {
    List<String> files = List.of("web-64-clients.pcap");
    String firmware = "flow-hash";
    boolean spraying;
    long[] frames = {29_012, 31_877, 27_460, 30_552};
    long ringFull;
    long inFlight;
    long lost;
    long lostInRestart;
    long flows = 512;
    Map<String, Long> splitReasons = Map.of();
    Map<String, Long> flowsByProtocol = Map.of("TCP", 512L);
    long flowsPerQueue;
    long splitFlows;
    long reordered;
    boolean latency = true;
    boolean truncated;
    PacingFigures pacing = new PacingFigures("original", 2_100, 48_000, 1_250_000);
    List<String> warnings = List.of();
    String commandLine = "knet replay web-64-clients.pcap --firmware flow-hash --queues 4";
    int restarts;
    Map<String, Long> nicCounters = Map.of();
    Map<String, Long> firmwareCounters = Map.of();
    List<FirmwarePeriod> periods = List.of();

    RunResult build() {
        final List<QueueFigures> queues = new ArrayList<>();
        final Histogram all = new Histogram(3);
        long published = 0;
        for (int i = 0; i < frames.length; i++) {
            final Histogram one = new Histogram(3);
            if (latency) {
                fill(one, i, (int) Math.min(frames[i], 50_000));
            }
            all.add(one);
            published += frames[i];
            queues.add(queue(i, frames[i], i == 0 ? ringFull : 0, one));
        }
        final long bytes = published * 731;
        final Map<String, Long> dropped = new LinkedHashMap<>();
        dropped.put("ring-full", ringFull);
        dropped.put("quarantined", 0L);
        final long offered = published + ringFull + lost;
        final long delivered = published - inFlight;
        final Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("rx_offered", offered);
        counters.putAll(nicCounters);
        return new RunResult(
                new TraceFigures(
                        files,
                        offered,
                        bytes,
                        List.of("EN10MB"),
                        701_234_567L,
                        truncated,
                        truncated ? List.of("web-64-clients.pcap: cut at byte 4711") : List.of()),
                firmware,
                spraying,
                frames.length,
                "knet",
                "real",
                ringFull > 0 ? "drop" : "wait",
                new FrameFigures(offered, delivered, inFlight, dropped, lostInRestart),
                queues,
                new QueueFigures(
                        QueueFigures.TOTAL,
                        published,
                        bytes,
                        flows,
                        ringFull,
                        412,
                        published - 412,
                        9_876,
                        431,
                        17,
                        LatencyFigures.of(all)),
                SteeringFigures.of(
                        frames, flows, splitFlows, splitReasons, flowsByProtocol, reordered),
                new ProtocolFigures(
                        ordered("packets", delivered, "checksumErrors", 0L, "reassembled", 12L),
                        ordered("segments", delivered - 20, "predictedShare", 0.93125),
                        ordered("datagrams", 20L),
                        ordered("bytes", bytes / 2, "connections", flows)),
                RateFigures.of(delivered, bytes, 123_456_789L),
                pacing,
                new NicFigures(restarts, counters, firmwareCounters, periods, ""),
                warnings,
                commandLine);
    }

    private QueueFigures queue(
            final int index, final long count, final long dropped, final Histogram latency) {
        return new QueueFigures(
                index,
                count,
                count * 731,
                flowsPerQueue > 0 ? flowsPerQueue : flows / frames.length,
                dropped,
                103,
                Math.max(0, count - 103),
                count / 12,
                110,
                index,
                LatencyFigures.of(latency));
    }

    /** Two modes: polled packets, and those that waited for a wake-up. */
    private static void fill(final Histogram histogram, final int seed, final int count) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            final double spread = Math.exp(random.nextDouble() * 1.4);
            histogram.recordValue(
                    (long) (random.nextInt(100) < 6 ? 41_000 * spread : 1_900 * spread * spread));
        }
    }

    private static Map<String, Number> ordered(final Object... keysAndValues) {
        final Map<String, Number> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], (Number) keysAndValues[i + 1]);
        }
        return map;
    }
}
