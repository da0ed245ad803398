package knet.tools.bench;

import java.util.Map;
import java.util.Map.Entry;

/** One line on each benchmark and each reference, for people who read a list or a result. */
public final class Descriptions {
    private static final String CLASSIFY = "classify-";

    private static final Map<String, String> BENCHMARKS =
            Map.ofEntries(
                    Map.entry("trace-read", "read a capture of 64-byte frames, against libpcap"),
                    Map.entry(
                            "ring-64B",
                            "one receive ring between two processes, 64-byte frames, against"
                                    + " Agrona's ring buffer"),
                    Map.entry("ring-64B-against-copy", "the same runs, against a plain copy"),
                    Map.entry("ring-1500B", "the ring with 1500-byte frames"),
                    Map.entry("ring-1500B-against-copy", "the same runs, against a plain copy"),
                    Map.entry(
                            "path-64B",
                            "NIC process to application over one queue: UDP in 64-byte frames"),
                    Map.entry("path-64B-tcp", "the same with TCP"),
                    Map.entry("path-sample", "the same with the frames of a capture (--sample)"),
                    Map.entry(
                            "wakeup",
                            "from a frame's arrival at the NIC to a network thread that slept"),
                    Map.entry(
                            "simulated-packets",
                            "packets through a machine in virtual time, on one core"),
                    Map.entry(
                            "simulated-packets-64-cpus",
                            "the same with 64 simulated processors, against 4"),
                    Map.entry(
                            "simulated-packets-100k-flows",
                            "the same with 100,000 flows, against 100"),
                    Map.entry("idle-nic", "share of a core that an idle NIC process uses"),
                    Map.entry("idle-host", "share of a core that an idle host process uses"));

    /** By how their names begin. */
    private static final Map<String, String> REFERENCES =
            Map.of(
                    "read-48-bytes", "a walk that reads the first 48 bytes of the same frames",
                    "pcap4j-loop", "libpcap reads the same frames, through pcap4j",
                    "agrona-one-to-one-",
                            "Agrona's OneToOneRingBuffer carries the same bytes between the same"
                                    + " processes",
                    "plain-copy-", "one core copies the same bytes and hands nothing over",
                    "bare-wake", "one process wakes another, and nothing else",
                    "same-path-unsimulated",
                            "the same frames through the same NIC, ring and stack on one core,"
                                    + " without simulated processors",
                    "simulated-4-cpus", "the same with 4 simulated processors",
                    "simulated-100-flows", "the same with 100 flows");

    private Descriptions() {}

    /** What a benchmark measures; empty if there is none of that name. */
    public static String ofBenchmark(final String name) {
        return name.startsWith(CLASSIFY)
                ? "header parse and decision of " + name.substring(CLASSIFY.length())
                : BENCHMARKS.getOrDefault(name, "");
    }

    /** What a benchmark's figure is held against; empty if there is no such reference. */
    static String ofReference(final String name) {
        return REFERENCES.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
